import type { Winner } from '../../shared/central/commands.ts'
import type { Restriction, RestrictionTarget } from '../../shared/central/entities.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import type { AuditService } from '../audit/service.ts'
import type { PeopleService } from '../contacts/people.ts'
import type { Database, Transaction } from '../database/database.ts'
import type { FacilityService } from '../facility/service.ts'
import type { FeedService, Placed } from '../feed/service.ts'
import { type SnapshotSource, snapshotSource } from '../feed/snapshot.ts'
import type { ReturnService } from '../messaging/returns.ts'
import { type Clock, instantOf } from '../ports.ts'
import type { StaffService } from '../staff/service.ts'
import {
  claimBegun,
  claimLapsed,
  find,
  insert,
  isSuspended,
  nextChange,
  type RestrictionRow,
  restrictionOf,
  restrictionsSql,
  update,
} from './store.ts'

export interface RestrictionChange {
  readonly restrictionId: string
  readonly facilityId: string
  readonly staffId: string
  /** The version that the user saw. */
  readonly basedOn: number
}

export interface NewRestriction extends RestrictionChange {
  readonly kind: Restriction['kind']
  readonly target: RestrictionTarget
  readonly from: string
  /** Null: until it is lifted. */
  readonly until: string | null
  readonly reason: string
  readonly publicWording: string
}

type Changed = { readonly placed: Placed; readonly version: number }

export interface RestrictionService {
  /**
   * Imposes a restriction; scheduled messages under it go back to review as soon as it is in force.
   * @throws Refusal restriction_invalid, restriction_wrong_state when the id is taken, suspension_exists
   */
  impose(tx: Transaction, restriction: NewRestriction): Promise<Changed>
  /** Puts a restriction before a supervisor; nothing is restricted yet. @throws Refusal as `impose` */
  propose(tx: Transaction, restriction: NewRestriction): Promise<Changed>
  /** Imposes what was proposed. @throws Refusal not_found, wrong_facility, restriction_wrong_state, restriction_invalid, suspension_exists */
  confirm(tx: Transaction, change: RestrictionChange): Promise<Changed | { winner: Winner }>
  /** Ends a restriction at once, or turns a proposal down. @throws Refusal not_found, wrong_facility, restriction_wrong_state */
  lift(
    tx: Transaction,
    change: RestrictionChange & { readonly note: string | null },
  ): Promise<Changed | { winner: Winner }>
  /**
   * Tells the feed of the restrictions that have begun or lapsed since, and sends the scheduled messages under those
   * that have begun back to review. Returns how many changed.
   */
  applyClock(): Promise<number>
  /** When the next one begins or lapses, or null. */
  nextChange(): Promise<Date | null>
  readonly snapshotSources: readonly SnapshotSource[]
}

/** Limits on communication that staff impose: in force from one moment until another, by the clock alone. */
export function restrictionService(
  database: Database,
  clock: Clock,
  facilities: FacilityService,
  people: PeopleService,
  staff: StaffService,
  returns: ReturnService,
  feed: FeedService,
  audit: AuditService,
): RestrictionService {
  const put = (tx: Transaction, row: RestrictionRow): Changed => ({
    placed: feed.put(tx, row.facility_id, 'restriction', row.version, restrictionOf(row)),
    version: row.version,
  })

  const checkTarget = async (tx: Transaction, facilityId: string, target: RestrictionTarget): Promise<void> => {
    const known = async (kind: 'member' | 'individual', id: string): Promise<boolean> =>
      people.knownTo(tx, facilityId, { kind, id })
    const holds =
      (!('individualId' in target) || (await known('individual', target.individualId))) &&
      (!('memberId' in target) || (await known('member', target.memberId))) &&
      (!('housingUnit' in target) ||
        (await facilities.facility(tx, facilityId)).housingUnits.includes(target.housingUnit))
    if (!holds) throw new Refusal('restriction_invalid')
  }

  const begun = (row: RestrictionRow): boolean => row.imposed_by !== null && row.starts_at <= clock()

  const checkSuspension = async (tx: Transaction, row: RestrictionRow): Promise<void> => {
    if (row.kind === 'suspension' && (await isSuspended(tx, row, clock()))) throw new Refusal('suspension_exists')
  }

  const store = async (tx: Transaction, given: NewRestriction, imposed: boolean): Promise<Changed> => {
    const { target } = given
    const ofOne = target.scope === 'individual' || target.scope === 'member'
    if (given.kind === 'suspension' && !ofOne) throw new Refusal('restriction_invalid')
    const now = clock()
    const [starts, ends] = [new Date(given.from), given.until === null ? null : new Date(given.until)]
    if (ends !== null && (ends <= starts || ends <= now)) throw new Refusal('restriction_invalid')
    await checkTarget(tx, given.facilityId, target)
    const by = imposed
      ? { proposed_by: null, proposed_at: null, imposed_by: given.staffId, imposed_at: now }
      : { proposed_by: given.staffId, proposed_at: now, imposed_by: null, imposed_at: null }
    const row: RestrictionRow = {
      id: given.restrictionId,
      facility_id: given.facilityId,
      kind: given.kind,
      scope: target.scope,
      individual_id: 'individualId' in target ? target.individualId : null,
      member_id: 'memberId' in target ? target.memberId : null,
      housing_unit: 'housingUnit' in target ? target.housingUnit : null,
      starts_at: starts,
      ends_at: ends,
      reason_text: given.reason,
      public_wording: given.publicWording,
      ...by,
      lifted_by: null,
      lifted_at: null,
      lift_note: null,
      applied_at: imposed && starts <= now ? now : null,
      lapsed_at: null,
      decided_version: 1,
      version: 1,
    }
    if (imposed) await checkSuspension(tx, row)
    if (!(await insert(tx, row))) throw new Refusal('restriction_wrong_state')
    if (begun(row)) await returns.undeliverable(tx, row.facility_id)
    return put(tx, row)
  }

  /** The restriction as it stands, or who changed it after the version that the user saw. */
  const standing = async (
    tx: Transaction,
    change: RestrictionChange,
  ): Promise<{ row: RestrictionRow } | { winner: Winner }> => {
    const row = await find(tx, change.restrictionId)
    if (row === null) throw new Refusal('not_found')
    if (row.facility_id !== change.facilityId) throw new Refusal('wrong_facility')
    const [by, at, what] =
      row.lifted_at === null ? [row.imposed_by, row.imposed_at, 'impose'] : [row.lifted_by, row.lifted_at, 'lift']
    // The clock's own changes are nobody's decision, so they are no conflict.
    if (row.decided_version > change.basedOn && by !== null && at !== null && by !== change.staffId) {
      return {
        winner: { by: await staff.nameOf(tx, by), at: instantOf(at), what, state: null, version: row.version },
      }
    }
    const lapsed = row.imposed_by !== null && row.ends_at !== null && row.ends_at <= clock()
    if (row.lifted_at !== null || lapsed) throw new Refusal('restriction_wrong_state')
    return { row }
  }

  return {
    impose: (tx, restriction) => store(tx, restriction, true),
    propose: (tx, restriction) => store(tx, restriction, false),
    async confirm(tx, change) {
      const found = await standing(tx, change)
      if ('winner' in found) return found
      const { row } = found
      const now = clock()
      if (row.imposed_by !== null) throw new Refusal('restriction_wrong_state')
      if (row.ends_at !== null && row.ends_at <= now) throw new Refusal('restriction_invalid')
      await checkSuspension(tx, row)
      const next: RestrictionRow = {
        ...row,
        imposed_by: change.staffId,
        imposed_at: now,
        applied_at: row.starts_at <= now ? now : null,
        version: row.version + 1,
      }
      await update(tx, next)
      if (begun(next)) await returns.undeliverable(tx, next.facility_id)
      return put(tx, next)
    },
    async lift(tx, change) {
      const found = await standing(tx, change)
      if ('winner' in found) return found
      const next: RestrictionRow = {
        ...found.row,
        lifted_by: change.staffId,
        lifted_at: clock(),
        lift_note: change.note,
        version: found.row.version + 1,
      }
      await update(tx, next)
      return put(tx, next)
    },
    async applyClock() {
      for (let many = 0; ; many++) {
        const one = await database.transaction(async (tx) => {
          const begun = await claimBegun(tx, clock())
          if (begun !== null) await returns.undeliverable(tx, begun.facility_id)
          const row = begun ?? (await claimLapsed(tx, clock()))
          if (row === null) return null
          put(tx, row)
          audit.record(tx, row.facility_id, {
            actorId: null,
            action: begun === null ? 'restriction.lapsed' : 'restriction.began',
            subjectId: row.id,
            details: { version: row.version },
          })
          return row
        })
        if (one === null) return many
      }
    },
    nextChange: () => nextChange(database),
    snapshotSources: [
      snapshotSource({
        entity: 'restriction',
        sql: restrictionsSql,
        toRecord: (row) => ({ version: Number(row.version), data: restrictionOf(row as unknown as RestrictionRow) }),
      }),
    ],
  }
}
