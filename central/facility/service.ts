import type { Facility } from '../../shared/central/entities.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import type { Reason, ReasonUse } from '../../shared/domain/reasons.ts'
import type { Queryable } from '../database/database.ts'
import { type SnapshotSource, snapshotSource } from '../feed/snapshot.ts'
import {
  type FacilityRow,
  facilityOf,
  facilitySql,
  type ReasonRow,
  readFacility,
  readReason,
  reasonOf,
  reasonsSql,
} from './store.ts'

export interface FacilityService {
  /** @throws Refusal not_found */
  facility(db: Queryable, id: string): Promise<Facility>
  /** Whether staff sign in at enrolled workstations only. @throws Refusal not_found */
  workstationRequired(db: Queryable, id: string): Promise<boolean>
  /** A reason of the facility that may be given for this use. @throws Refusal reason_unknown */
  reasonFor(db: Queryable, facilityId: string, reasonId: string, use: ReasonUse): Promise<Reason>
  /** A reason whatever its state, for what was decided earlier; null when there is none. */
  reason(db: Queryable, facilityId: string, reasonId: string): Promise<Reason | null>
  readonly snapshotSources: readonly SnapshotSource[]
}

/** The facility's settings and its list of reasons. */
export function facilityService(): FacilityService {
  return {
    async facility(db, id) {
      const row = await readFacility(db, id)
      if (row === null) throw new Refusal('not_found')
      return facilityOf(row)
    },
    async workstationRequired(db, id) {
      const row = await readFacility(db, id)
      if (row === null) throw new Refusal('not_found')
      return row.workstation_required
    },
    async reasonFor(db, facilityId, reasonId, use) {
      const row = await readReason(db, facilityId, reasonId)
      if (row === null || !row.active || !row.uses.includes(use)) throw new Refusal('reason_unknown')
      return reasonOf(row)
    },
    async reason(db, facilityId, reasonId) {
      const row = await readReason(db, facilityId, reasonId)
      return row === null ? null : reasonOf(row)
    },
    snapshotSources: [
      snapshotSource({
        entity: 'facility',
        sql: facilitySql,
        toRecord: (row) => ({ version: Number(row.version), data: facilityOf(row as unknown as FacilityRow) }),
      }),
      snapshotSource({
        entity: 'reason',
        sql: reasonsSql,
        toRecord: (row) => ({ version: Number(row.version), data: reasonOf(row as unknown as ReasonRow) }),
      }),
    ],
  }
}
