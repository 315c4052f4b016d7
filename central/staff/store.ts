import type { StaffUser } from '../../shared/central/entities.ts'
import type { Queryable } from '../database/database.ts'

export interface StaffRow {
  readonly id: string
  readonly facility_id: string
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
