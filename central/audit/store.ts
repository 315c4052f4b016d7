import type { Queryable } from '../database/database.ts'

export interface AuditRow {
  readonly position: number
  readonly at: Date
  readonly actor_id: string | null
  readonly action: string
  readonly subject_id: string | null
  readonly details: unknown
  readonly previous_hash: Buffer
  readonly hash: Buffer
}

/** Reads and locks the end of a facility's trail. */
export async function lockHead(db: Queryable, facilityId: string): Promise<{ position: number; hash: Buffer }> {
  const rows = await db.query<{ position: number; hash: Buffer }>(
    'SELECT position, hash FROM audit_heads WHERE facility_id = $1 FOR UPDATE',
    [facilityId],
  )
  if (rows[0] === undefined) throw new Error('a facility without a trail')
  return rows[0]
}

export async function append(db: Queryable, facilityId: string, rows: readonly AuditRow[]): Promise<void> {
  const end = rows.at(-1)
  if (end === undefined) return
  await db.query(
    `INSERT INTO audit_entries (facility_id, position, at, actor_id, action, subject_id, details, previous_hash, hash)
     SELECT $1, * FROM unnest($2::bigint[], $3::timestamptz[], $4::uuid[], $5::text[], $6::uuid[], $7::jsonb[],
       $8::bytea[], $9::bytea[])`,
    [
      facilityId,
      rows.map((row) => row.position),
      rows.map((row) => row.at),
      rows.map((row) => row.actor_id),
      rows.map((row) => row.action),
      rows.map((row) => row.subject_id),
      rows.map((row) => JSON.stringify(row.details)),
      rows.map((row) => row.previous_hash),
      rows.map((row) => row.hash),
    ],
  )
  await db.query('UPDATE audit_heads SET position = $2, hash = $3 WHERE facility_id = $1', [
    facilityId,
    end.position,
    end.hash,
  ])
}

export function readTrail(db: Queryable, facilityId: string, after: number, limit: number): Promise<AuditRow[]> {
  return db.query<AuditRow>(
    `SELECT position, at, actor_id, action, subject_id, details, previous_hash, hash FROM audit_entries
     WHERE facility_id = $1 AND position > $2 ORDER BY position LIMIT $3`,
    [facilityId, after, limit],
  )
}

export async function readEnd(db: Queryable, facilityId: string): Promise<{ position: number; hash: Buffer } | null> {
  const rows = await db.query<{ position: number; hash: Buffer }>(
    'SELECT position, hash FROM audit_heads WHERE facility_id = $1',
    [facilityId],
  )
  return rows[0] ?? null
}

export interface AuditFilter {
  readonly actorId?: string | undefined
  readonly subjectId?: string | undefined
  readonly action?: string | undefined
  readonly from?: string | undefined
  /** Exclusive. */
  readonly until?: string | undefined
  /** Only entries before this position. */
  readonly before?: number | undefined
  readonly limit: number
}

/** Entries that fit a filter, newest first. */
export function search(db: Queryable, facilityId: string, filter: AuditFilter): Promise<AuditRow[]> {
  const values: unknown[] = [facilityId]
  const where = ['facility_id = $1']
  const add = (condition: string, value: unknown): void => {
    if (value === undefined) return
    values.push(value)
    where.push(condition.replace('?', `$${values.length}`))
  }
  add('actor_id = ?', filter.actorId)
  add('subject_id = ?', filter.subjectId)
  add('action = ?', filter.action)
  add('at >= ?', filter.from)
  add('at < ?', filter.until)
  add('position < ?', filter.before)
  values.push(filter.limit)
  return db.query<AuditRow>(
    `SELECT position, at, actor_id, action, subject_id, details, previous_hash, hash FROM audit_entries
     WHERE ${where.join(' AND ')} ORDER BY position DESC LIMIT $${values.length}`,
    values,
  )
}
