import type { PersonRef } from '../../shared/central/entities.people.ts'
import type { Balances } from '../../shared/central/operations.people.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import type { CreditService } from '../credits/service.ts'
import type { Database } from '../database/database.ts'
import { type Clock, instantOf } from '../ports.ts'
import type { RecusalService } from '../recusals/service.ts'
import type { PeopleService } from './people.ts'

export interface BalanceService {
  /** The three balances of a person whom the reader's facility knows. @throws Refusal not_found, recused */
  of(who: { readonly id: string; readonly facilityId: string }, person: PersonRef): Promise<Balances>
}

/** Balances as staff read them: nothing here changes one, and they are kept by no workstation. */
export function balanceService(
  database: Database,
  clock: Clock,
  people: PeopleService,
  credits: CreditService,
  recusals: RecusalService,
): BalanceService {
  return {
    async of(who, person) {
      if (!(await people.knownTo(database, who.facilityId, person))) throw new Refusal('not_found')
      await recusals.confirmOpen(database, who.id, 'person', person.id)
      const { prepaid, pinDebit } = await people.account(person)
      return { service: await credits.balance(person.id), prepaid, pinDebit, at: instantOf(clock()) }
    },
  }
}
