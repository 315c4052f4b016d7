import type { SharedView, View } from '../../shared/central/views.ts'
import type { Queryable } from '../database/database.ts'
import { instantOf } from '../ports.ts'

export interface ViewRow {
  readonly id: string
  readonly facility_id: string
  readonly name: string
  readonly content: Omit<View, 'name'>
  readonly changed_by: string
  readonly changed_at: Date
  readonly removed: boolean
  readonly version: number
}

export const viewOf = (row: ViewRow): SharedView => ({
  ...row.content,
  id: row.id,
  name: row.name,
  changedBy: row.changed_by,
  changedAt: instantOf(row.changed_at),
})

export const viewsSql = 'SELECT * FROM shared_views WHERE facility_id = $1 AND NOT removed ORDER BY id'

const VIEW_LOCK = 7_261_009

/** Reads a view and keeps everybody else from changing it until the commit, also where it has yet to be made. */
export async function holdView(db: Queryable, id: string): Promise<ViewRow | null> {
  await db.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [VIEW_LOCK, id])
  return (await db.query<ViewRow>('SELECT * FROM shared_views WHERE id = $1', [id]))[0] ?? null
}

/** Stores a view, new or changed. False when another view of the facility has the name. */
export async function storeView(db: Queryable, row: ViewRow): Promise<boolean> {
  const taken = await db.query(
    'SELECT 1 FROM shared_views WHERE facility_id = $1 AND lower(name) = lower($2) AND NOT removed AND id <> $3',
    [row.facility_id, row.name, row.id],
  )
  if (taken.length > 0 && !row.removed) return false
  await db.query(
    `INSERT INTO shared_views (id, facility_id, name, content, changed_by, changed_at, removed, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, content = EXCLUDED.content, changed_by = EXCLUDED.changed_by,
       changed_at = EXCLUDED.changed_at, removed = EXCLUDED.removed, version = EXCLUDED.version`,
    [
      row.id,
      row.facility_id,
      row.name,
      JSON.stringify(row.content),
      row.changed_by,
      row.changed_at,
      row.removed,
      row.version,
    ],
  )
  return true
}
