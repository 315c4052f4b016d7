import { IANAZone } from 'luxon'
import type {
  FacilityChange,
  FacilitySettings,
  VersionedReason,
} from '../../shared/central/operations.administration.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import type { Reason } from '../../shared/domain/reasons.ts'
import type { AuditService } from '../audit/service.ts'
import type { Database, Transaction } from '../database/database.ts'
import type { FeedService } from '../feed/service.ts'
import { type Clock, newId } from '../ports.ts'
import {
  type FacilityRow,
  facilityOf,
  holdFacility,
  holdReason,
  insertReason,
  listReasons,
  type ReasonRow,
  readFacility,
  reasonOf,
  updateFacility,
  updateReason,
} from './store.ts'

/** The administrator who acts. */
export interface Administrator {
  readonly id: string
  readonly facilityId: string
}

/** What can change of a reason. Its code and its uses stay: decisions were taken under them. */
export type ReasonChange = {
  readonly [K in 'staff' | 'public' | 'order' | 'active']?: Reason[K] | undefined
}

export interface FacilityAdministration {
  /** @throws Refusal not_found */
  settings(facilityId: string): Promise<FacilitySettings>
  /** Changes what is named. @throws Refusal outdated, time_zone_unknown */
  change(who: Administrator, basedOn: number, change: FacilityChange): Promise<FacilitySettings>
  reasons(facilityId: string): Promise<VersionedReason[]>
  /** @throws Refusal reason_exists */
  addReason(who: Administrator, reason: Omit<Reason, 'id' | 'active'>): Promise<VersionedReason>
  /** @throws Refusal not_found, outdated */
  changeReason(who: Administrator, id: string, basedOn: number, change: ReasonChange): Promise<VersionedReason>
}

const settingsOf = (row: FacilityRow): FacilitySettings => ({
  ...facilityOf(row),
  version: row.version,
  retentionDays: row.retention_days,
  workstationRequired: row.workstation_required,
})
const versioned = (row: ReasonRow): VersionedReason => ({ ...reasonOf(row), version: row.version })

/** The zone as the IANA database names it. Offsets such as `UTC+2` know no daylight saving and are refused. */
function knownZone(name: string): string {
  if (!/^[A-Z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name) || !IANAZone.isValidZone(name)) {
    throw new Refusal('time_zone_unknown')
  }
  return name
}

/** What administrators change of a facility: audited, and told to every workstation by the feed. */
export function facilityAdministration(
  database: Database,
  clock: Clock,
  feed: FeedService,
  audit: AuditService,
): FacilityAdministration {
  const putReason = (tx: Transaction, who: Administrator, row: ReasonRow, action: string, changed: string[]): void => {
    feed.put(tx, who.facilityId, 'reason', row.version, reasonOf(row))
    audit.record(tx, who.facilityId, {
      actorId: who.id,
      action,
      subjectId: row.id,
      details: { code: row.code, changed, version: row.version },
    })
  }
  return {
    async settings(facilityId) {
      const row = await readFacility(database, facilityId)
      if (row === null) throw new Refusal('not_found')
      return settingsOf(row)
    },
    change: (who, basedOn, change) =>
      database.transaction(async (tx) => {
        const row = await holdFacility(tx, who.facilityId)
        if (row === null) throw new Refusal('not_found')
        if (row.version !== basedOn) throw new Refusal('outdated')
        const next: FacilityRow = {
          ...row,
          name: change.name ?? row.name,
          time_zone: change.timeZone === undefined ? row.time_zone : knownZone(change.timeZone),
          messaging_supported: change.messagingSupported ?? row.messaging_supported,
          undo_window_seconds: change.undoWindowSeconds ?? row.undo_window_seconds,
          target_minutes: change.targetMinutes ?? row.target_minutes,
          housing_units: change.housingUnits ?? row.housing_units,
          retention_days: change.retentionDays ?? row.retention_days,
          workstation_required: change.workstationRequired ?? row.workstation_required,
          version: row.version + 1,
        }
        await updateFacility(tx, next)
        feed.put(tx, who.facilityId, 'facility', next.version, facilityOf(next))
        audit.record(tx, who.facilityId, {
          actorId: who.id,
          action: 'facility.change',
          subjectId: who.facilityId,
          details: { changed: Object.keys(change).sort(), version: next.version },
        })
        return settingsOf(next)
      }),
    reasons: async (facilityId) => (await listReasons(database, facilityId)).map(versioned),
    addReason: (who, reason) =>
      database.transaction(async (tx) => {
        const row: ReasonRow = {
          id: newId(clock),
          code: reason.code,
          uses: [...new Set(reason.uses)],
          staff_text: reason.staff,
          public_text: reason.public,
          sort_order: reason.order,
          active: true,
          version: 1,
        }
        if (!(await insertReason(tx, who.facilityId, row))) throw new Refusal('reason_exists')
        putReason(tx, who, row, 'reason.add', ['code', 'order', 'public', 'staff', 'uses'])
        return versioned(row)
      }),
    changeReason: (who, id, basedOn, change) =>
      database.transaction(async (tx) => {
        const row = await holdReason(tx, who.facilityId, id)
        if (row === null) throw new Refusal('not_found')
        if (row.version !== basedOn) throw new Refusal('outdated')
        const next: ReasonRow = {
          ...row,
          staff_text: change.staff ?? row.staff_text,
          public_text: change.public ?? row.public_text,
          sort_order: change.order ?? row.sort_order,
          active: change.active ?? row.active,
          version: row.version + 1,
        }
        await updateReason(tx, next)
        const action = next.active === row.active ? 'reason.change' : next.active ? 'reason.take_back' : 'reason.retire'
        const changed = (['staff', 'public', 'order', 'active'] as const).filter((key) => change[key] !== undefined)
        putReason(tx, who, next, action, changed.toSorted())
        return versioned(next)
      }),
  }
}
