import type { Command } from '../../shared/central/commands.ts'
import type { PersonRef } from '../../shared/central/entities.people.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import type { AuditService } from '../audit/service.ts'
import type { ClaimService } from '../claims/service.ts'
import type { PeopleService } from '../contacts/people.ts'
import type { Queryable, Transaction } from '../database/database.ts'
import type { FeedService, Placed } from '../feed/service.ts'
import { type SnapshotSource, snapshotSource } from '../feed/snapshot.ts'
import { giveBackAssigned } from '../messaging/give-back.ts'
import type { Clock } from '../ports.ts'
import {
  type ClosableTarget,
  claimedAbout,
  closedTo,
  find,
  insert,
  isClosed,
  isStaff,
  type RecusalRow,
  recusalOf,
  recusalsSql,
  withdraw,
} from './store.ts'

export interface Declaration {
  readonly recusalId: string
  readonly facilityId: string
  /** Who declares it. */
  readonly by: string
  /** Whether that one may record it for somebody else. */
  readonly manages: boolean
  readonly staffId: string
  readonly person: PersonRef
  readonly relation: string
}

type Changed = { readonly placed: Placed; readonly version: number }

export interface RecusalService {
  /**
   * Closes a person's messages and profile to a staff user, whose claims on them end and whose assignments go back.
   * @throws Refusal forbidden, not_found, recusal_exists
   */
  declare(tx: Transaction, declaration: Declaration): Promise<Changed>
  /** Opens them again. Nobody withdraws their own. @throws Refusal not_found, wrong_facility, forbidden, recusal_wrong_state */
  withdraw(tx: Transaction, change: { recusalId: string; facilityId: string; by: string }): Promise<Changed>
  /** The ids of the people who are closed to a staff user. */
  closedTo(db: Queryable, staffId: string): Promise<string[]>
  /** @throws Refusal recused where something is about a person who is closed to the user */
  confirmOpen(db: Queryable, staffId: string, what: ClosableTarget, id: string): Promise<void>
  /** The same for what a command is about. @throws Refusal recused */
  confirmCommand(db: Queryable, staffId: string, command: Command): Promise<void>
  readonly snapshotSources: readonly SnapshotSource[]
}

/** Declared relations of staff to people. */
export function recusalService(
  clock: Clock,
  people: PeopleService,
  claims: ClaimService,
  feed: FeedService,
  audit: AuditService,
): RecusalService {
  const put = (tx: Transaction, row: RecusalRow): Changed => ({
    placed: feed.put(tx, row.facility_id, 'recusal', row.version, recusalOf(row)),
    version: row.version,
  })
  /** Under the person, so that the trail of somebody shows who may not decide about them. */
  const tell = (tx: Transaction, row: RecusalRow, actorId: string, action: string, more: object): void =>
    audit.record(tx, row.facility_id, {
      actorId,
      action,
      subjectId: row.person_id,
      details: { recusal: row.id, staff: row.staff_id, person: row.person_kind, ...more },
    })
  const confirmOpen: RecusalService['confirmOpen'] = async (db, staffId, what, id) => {
    if (await isClosed(db, staffId, what, id)) throw new Refusal('recused')
  }
  return {
    async declare(tx, given) {
      if (given.staffId !== given.by && !given.manages) throw new Refusal('forbidden')
      const known = await people.knownTo(tx, given.facilityId, given.person)
      if (!known || !(await isStaff(tx, given.facilityId, given.staffId))) throw new Refusal('not_found')
      const row: RecusalRow = {
        id: given.recusalId,
        facility_id: given.facilityId,
        staff_id: given.staffId,
        person_kind: given.person.kind,
        person_id: given.person.id,
        relation: given.relation,
        declared_by: given.by,
        declared_at: clock(),
        withdrawn_by: null,
        withdrawn_at: null,
        version: 1,
      }
      if (!(await insert(tx, row))) throw new Refusal('recusal_exists')
      for (const messageId of await claimedAbout(tx, given.staffId, given.person.id)) {
        await claims.end(tx, given.facilityId, messageId)
      }
      const returned = await giveBackAssigned(tx, feed, given.staffId, given.person.id)
      tell(tx, row, given.by, 'recusal.declared', { returned })
      return put(tx, row)
    },
    async withdraw(tx, change) {
      const row = await find(tx, change.recusalId)
      if (row === null) throw new Refusal('not_found')
      if (row.facility_id !== change.facilityId) throw new Refusal('wrong_facility')
      if (row.staff_id === change.by) throw new Refusal('forbidden')
      if (row.withdrawn_at !== null) throw new Refusal('recusal_wrong_state')
      const next: RecusalRow = {
        ...row,
        withdrawn_by: change.by,
        withdrawn_at: clock(),
        version: row.version + 1,
      }
      await withdraw(tx, next)
      tell(tx, next, change.by, 'recusal.withdrawn', {})
      return put(tx, next)
    },
    closedTo,
    confirmOpen,
    async confirmCommand(db, staffId, command) {
      if (command.kind.startsWith('message.')) return confirmOpen(db, staffId, 'message', command.target)
      if (command.kind.startsWith('contact.')) return confirmOpen(db, staffId, 'contact', command.target)
      if (command.kind === 'person.note') return confirmOpen(db, staffId, 'person', command.target)
      if (command.kind === 'restriction.impose' || command.kind === 'restriction.propose') {
        const { target } = command.payload
        if ('individualId' in target) await confirmOpen(db, staffId, 'person', target.individualId)
        if ('memberId' in target) await confirmOpen(db, staffId, 'person', target.memberId)
        return
      }
      if (command.kind.startsWith('restriction.')) await confirmOpen(db, staffId, 'restriction', command.target)
    },
    snapshotSources: [
      snapshotSource({
        entity: 'recusal',
        sql: recusalsSql,
        toRecord: (row) => ({ version: Number(row.version), data: recusalOf(row as unknown as RecusalRow) }),
      }),
    ],
  }
}
