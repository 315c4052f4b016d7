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
  readonly retention_days: number
  readonly workstation_required: boolean
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

/**
 * Reads the settings and keeps everybody else from changing them until the commit. Not against new rows that name the
 * facility: an entry of the trail waits for nothing while its transaction holds the end of the trail.
 */
export async function holdFacility(db: Queryable, id: string): Promise<FacilityRow | null> {
  return (await db.query<FacilityRow>(`${facilitySql} FOR NO KEY UPDATE`, [id]))[0] ?? null
}

export async function updateFacility(db: Queryable, row: FacilityRow): Promise<void> {
  await db.query(
    `UPDATE facilities SET name = $2, time_zone = $3, messaging_supported = $4, undo_window_seconds = $5,
       target_minutes = $6, housing_units = $7, retention_days = $8, workstation_required = $9, version = $10
     WHERE id = $1`,
    [
      row.id,
      row.name,
      row.time_zone,
      row.messaging_supported,
      row.undo_window_seconds,
      row.target_minutes,
      row.housing_units,
      row.retention_days,
      row.workstation_required,
      row.version,
    ],
  )
}

export function listReasons(db: Queryable, facilityId: string): Promise<ReasonRow[]> {
  return db.query<ReasonRow>(reasonsSql, [facilityId])
}

/** Adds a reason. False when the facility has one with this code. */
export async function insertReason(db: Queryable, facilityId: string, row: ReasonRow): Promise<boolean> {
  const rows = await db.query(
    `INSERT INTO reasons (id, facility_id, code, uses, staff_text, public_text, sort_order, active, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (facility_id, code) DO NOTHING RETURNING 1`,
    [
      row.id,
      facilityId,
      row.code,
      row.uses,
      JSON.stringify(row.staff_text),
      JSON.stringify(row.public_text),
      row.sort_order,
      row.active,
      row.version,
    ],
  )
  return rows.length > 0
}

/** Reads a reason and keeps everybody else from changing it until the commit. */
export async function holdReason(db: Queryable, facilityId: string, id: string): Promise<ReasonRow | null> {
  const rows = await db.query<ReasonRow>('SELECT * FROM reasons WHERE facility_id = $1 AND id = $2 FOR UPDATE', [
    facilityId,
    id,
  ])
  return rows[0] ?? null
}

export async function updateReason(db: Queryable, row: ReasonRow): Promise<void> {
  await db.query(
    'UPDATE reasons SET staff_text = $2, public_text = $3, sort_order = $4, active = $5, version = $6 WHERE id = $1',
    [row.id, JSON.stringify(row.staff_text), JSON.stringify(row.public_text), row.sort_order, row.active, row.version],
  )
}
