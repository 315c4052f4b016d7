import type { FoundIndividual } from '../../shared/central/operations.account.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { callLimit } from '../access/calls.ts'
import type { Database } from '../database/database.ts'
import type { Clock } from '../ports.ts'
import type { Correspondent, PeopleService } from './people.ts'
import { findIndividuals } from './store.ts'

const FOUND = 20
const FROM_ACCOUNT = 20
const FROM_ADDRESS = 120
const WITHIN_MS = 60_000

export interface FindService {
  /**
   * Individuals by the beginnings of their names, in any order, or by the whole booking number. Those who were released
   * or transferred are not found: where somebody is now is not told here.
   * @throws Refusal forbidden, account_deactivated, rate_limited
   */
  find(who: Correspondent, query: string, address: string): Promise<FoundIndividual[]>
}

/** Finding somebody to write to, without telling more than a facility tells at its door. */
export function findService(database: Database, clock: Clock, people: PeopleService): FindService {
  const byAccount = callLimit(clock, FROM_ACCOUNT, WITHIN_MS)
  const byAddress = callLimit(clock, FROM_ADDRESS, WITHIN_MS)
  return {
    async find(who, query, address) {
      if (who.kind !== 'member') throw new Refusal('forbidden')
      byAccount.enter(who.id)
      byAddress.enter(address)
      if (!(await people.isActive(database, who))) throw new Refusal('account_deactivated')
      const words = query.match(/[\p{L}\p{N}]+/gu) ?? []
      const rows = await findIndividuals(database, words, query, FOUND)
      return rows.map((row) => ({
        name: row.name,
        bookingNumber: row.booking_number,
        facility: row.facility,
        messageable: row.messageable,
      }))
    },
  }
}
