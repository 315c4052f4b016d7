import type { Queryable } from '../database/database.ts'

export interface Change {
  readonly entity: string
  readonly id: string
  readonly version: number
  readonly op: 'put' | 'remove'
  readonly data: unknown
}

export interface FeedHead {
  readonly position: number
  readonly floor: number
  /** Changes when the database was restored: positions told earlier may then mean something else. */
  readonly generation: string
}

/** Where the feed of a facility stands, or null when there is no such facility. */
export async function readHead(db: Queryable, facilityId: string): Promise<FeedHead | null> {
  const rows = await db.query<FeedHead>('SELECT position, floor, generation FROM feed_heads WHERE facility_id = $1', [
    facilityId,
  ])
  return rows[0] ?? null
}

/** Appends changes under the lock of the counter, which is kept until the commit. Returns the last position. */
export async function append(db: Queryable, facilityId: string, changes: readonly Change[]): Promise<number> {
  const rows = await db.query<{ position: number }>(
    'UPDATE feed_heads SET position = position + $2 WHERE facility_id = $1 RETURNING position',
    [facilityId, changes.length],
  )
  const last = rows[0]?.position
  if (last === undefined) throw new Error('a facility without a feed')
  await db.query(
    `INSERT INTO changes (facility_id, position, entity, entity_id, version, op, data)
     SELECT $1, $2 + n, entity, id, version, op, data
     FROM unnest($3::text[], $4::uuid[], $5::int[], $6::text[], $7::jsonb[]) WITH ORDINALITY
       AS change (entity, id, version, op, data, n)`,
    [
      facilityId,
      last - changes.length,
      changes.map((change) => change.entity),
      changes.map((change) => change.id),
      changes.map((change) => change.version),
      changes.map((change) => change.op),
      changes.map((change) => (change.data === null ? null : JSON.stringify(change.data))),
    ],
  )
  return last
}

export interface ChangeRow {
  readonly position: number
  readonly entity: string
  readonly id: string
  readonly version: number
  readonly op: 'put' | 'remove'
  readonly data: unknown
}

/** At most `limit` changes after a position, in order. */
export function readChanges(db: Queryable, facilityId: string, after: number, limit: number): Promise<ChangeRow[]> {
  return db.query<ChangeRow>(
    `SELECT position, entity, entity_id AS id, version, op, data FROM changes
     WHERE facility_id = $1 AND position > $2 ORDER BY position LIMIT $3`,
    [facilityId, after, limit],
  )
}
