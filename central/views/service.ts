import type { Winner } from '../../shared/central/commands.ts'
import type { View } from '../../shared/central/views.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { sqlState, type Transaction } from '../database/database.ts'
import type { FeedService, Placed } from '../feed/service.ts'
import { type SnapshotSource, snapshotSource } from '../feed/snapshot.ts'
import { type Clock, instantOf } from '../ports.ts'
import type { StaffService } from '../staff/service.ts'
import { holdView, storeView, type ViewRow, viewOf, viewsSql } from './store.ts'

export interface ViewChange {
  readonly facilityId: string
  readonly staffId: string
  readonly viewId: string
  /** The version that the user saw; 0 for a new one. */
  readonly basedOn: number
}

export type Changed = { readonly placed: Placed; readonly version: number } | { readonly winner: Winner }

export interface ViewService {
  /** Makes or changes a view that the facility shares. @throws Refusal not_found, wrong_facility, view_exists */
  save(tx: Transaction, change: ViewChange, view: View): Promise<Changed>
  /** @throws Refusal not_found, wrong_facility */
  remove(tx: Transaction, change: ViewChange): Promise<Changed>
  readonly snapshotSources: readonly SnapshotSource[]
}

/** Ways of looking at a queue that everybody at a facility shares. */
export function viewService(clock: Clock, staff: StaffService, feed: FeedService): ViewService {
  /** The view as it stands, or who changed it after the version that the user saw. */
  const hold = async (tx: Transaction, change: ViewChange): Promise<ViewRow | null | { winner: Winner }> => {
    const row = await holdView(tx, change.viewId)
    if (row === null) {
      if (change.basedOn > 0) throw new Refusal('not_found')
      return null
    }
    if (row.facility_id !== change.facilityId) throw new Refusal('wrong_facility')
    if (row.version > change.basedOn && row.changed_by !== change.staffId) {
      return {
        winner: {
          by: await staff.nameOf(tx, row.changed_by),
          at: instantOf(row.changed_at),
          what: row.removed ? 'view.remove' : 'view.save',
          state: null,
          version: row.version,
        },
      }
    }
    if (row.removed) throw new Refusal('not_found')
    return row
  }

  return {
    async save(tx, change, { name, ...content }) {
      const before = await hold(tx, change)
      if (before !== null && 'winner' in before) return before
      const row: ViewRow = {
        id: change.viewId,
        facility_id: change.facilityId,
        name,
        content,
        changed_by: change.staffId,
        changed_at: clock(),
        removed: false,
        version: (before?.version ?? 0) + 1,
      }
      const stored = await storeView(tx, row).catch((error: unknown) => {
        // Two new ones of the same name at once: the index tells the second.
        if (sqlState(error) === '23505') return false
        throw error
      })
      if (!stored) throw new Refusal('view_exists')
      return { placed: feed.put(tx, row.facility_id, 'view', row.version, viewOf(row)), version: row.version }
    },
    async remove(tx, change) {
      const before = await hold(tx, change)
      if (before === null) throw new Refusal('not_found')
      if ('winner' in before) return before
      const row: ViewRow = {
        ...before,
        removed: true,
        changed_by: change.staffId,
        changed_at: clock(),
        version: before.version + 1,
      }
      await storeView(tx, row)
      return { placed: feed.remove(tx, row.facility_id, 'view', row.id, row.version), version: row.version }
    },
    snapshotSources: [
      snapshotSource({
        entity: 'view',
        sql: viewsSql,
        toRecord: (row) => ({ version: Number(row.version), data: viewOf(row as unknown as ViewRow) }),
      }),
    ],
  }
}
