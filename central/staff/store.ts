import type { StaffUser } from '../../shared/central/entities.ts'
import type { Queryable } from '../database/database.ts'

export interface StaffRow {
  readonly id: string
  readonly facility_id: string
  readonly username: string
  readonly name: string
  readonly role: StaffUser['role']
  readonly active: boolean
  readonly password_hash: string
  readonly version: number
}

export const staffOf = (row: StaffRow): StaffUser => ({
  id: row.id,
  name: row.name,
  role: row.role,
  active: row.active,
})

export const staffSql = 'SELECT * FROM staff_users WHERE facility_id = $1 ORDER BY id'

export async function findByUsername(db: Queryable, username: string): Promise<StaffRow | null> {
  const rows = await db.query<StaffRow>('SELECT * FROM staff_users WHERE lower(username) = lower($1)', [username])
  return rows[0] ?? null
}

export async function findById(db: Queryable, id: string): Promise<StaffRow | null> {
  return (await db.query<StaffRow>('SELECT * FROM staff_users WHERE id = $1', [id]))[0] ?? null
}

export function listStaff(db: Queryable, facilityId: string): Promise<StaffRow[]> {
  return db.query<StaffRow>(staffSql, [facilityId])
}

/** Adds an account. False when somebody has the user name, in whichever case. */
export async function insertStaff(db: Queryable, row: StaffRow): Promise<boolean> {
  const rows = await db.query(
    `INSERT INTO staff_users (id, facility_id, username, name, role, active, password_hash, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (lower(username)) DO NOTHING RETURNING 1`,
    [row.id, row.facility_id, row.username, row.name, row.role, row.active, row.password_hash, row.version],
  )
  return rows.length > 0
}

/** Locks all active administrators of a facility, so that two of them cannot remove each other at once. */
export async function holdAdministrators(db: Queryable, facilityId: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `SELECT id FROM staff_users WHERE facility_id = $1 AND role = 'administrator' AND active ORDER BY id FOR UPDATE`,
    [facilityId],
  )
  return rows.map((row) => row.id)
}

/** Reads an account and keeps everybody else from changing it until the commit. */
export async function holdStaff(db: Queryable, facilityId: string, id: string): Promise<StaffRow | null> {
  const rows = await db.query<StaffRow>('SELECT * FROM staff_users WHERE facility_id = $1 AND id = $2 FOR UPDATE', [
    facilityId,
    id,
  ])
  return rows[0] ?? null
}

export async function updateStaff(db: Queryable, row: StaffRow): Promise<void> {
  await db.query(
    'UPDATE staff_users SET name = $2, role = $3, active = $4, password_hash = $5, version = $6 WHERE id = $1',
    [row.id, row.name, row.role, row.active, row.password_hash, row.version],
  )
}
