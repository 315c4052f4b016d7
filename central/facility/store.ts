import type { Facility } from '../../shared/central/entities.ts'
import type { Bilingual, Reason } from '../../shared/domain/reasons.ts'
import type { Queryable } from '../database/database.ts'

export interface FacilityRow {
  readonly id: string
  readonly name: string
  readonly time_zone: string
  readonly messaging_supported: boolean
  readonly undo_window_seconds: number
  readonly target_minutes: number
  readonly housing_units: string[]
  readonly version: number
}

export interface ReasonRow {
  readonly id: string
  readonly code: string
  readonly uses: Reason['uses']
  readonly staff_text: Bilingual
  readonly public_text: Bilingual
  readonly sort_order: number
  readonly active: boolean
  readonly version: number
}

export const facilityOf = (row: FacilityRow): Facility => ({
  id: row.id,
  name: row.name,
  timeZone: row.time_zone,
  messagingSupported: row.messaging_supported,
  undoWindowSeconds: row.undo_window_seconds,
  targetMinutes: row.target_minutes,
  housingUnits: row.housing_units,
})

export const reasonOf = (row: ReasonRow): Reason => ({
  id: row.id,
  code: row.code,
  uses: row.uses,
  staff: row.staff_text,
  public: row.public_text,
  order: row.sort_order,
  active: row.active,
})

export const facilitySql = 'SELECT * FROM facilities WHERE id = $1'
export const reasonsSql = 'SELECT * FROM reasons WHERE facility_id = $1 ORDER BY sort_order, code'

export async function readFacility(db: Queryable, id: string): Promise<FacilityRow | null> {
  return (await db.query<FacilityRow>(facilitySql, [id]))[0] ?? null
}

export async function readReason(db: Queryable, facilityId: string, id: string): Promise<ReasonRow | null> {
  const rows = await db.query<ReasonRow>('SELECT * FROM reasons WHERE facility_id = $1 AND id = $2', [facilityId, id])
  return rows[0] ?? null
}
