import type { Queryable } from '../database/database.ts'

export type SessionKind = 'staff' | 'member' | 'individual'

export interface SessionRow {
  readonly id: string
  readonly kind: SessionKind
  readonly subject_id: string
}

export interface NewSession {
  readonly id: string
  readonly kind: SessionKind
  readonly subjectId: string
  readonly accessHash: Buffer
  readonly accessExpiresAt: Date
  readonly refreshHash: Buffer | null
  readonly refreshExpiresAt: Date | null
  readonly at: Date
}

export async function insert(db: Queryable, session: NewSession): Promise<void> {
  await db.query(
    `INSERT INTO sessions (id, kind, subject_id, access_hash, access_expires_at, refresh_hash, refresh_expires_at, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      session.id,
      session.kind,
      session.subjectId,
      session.accessHash,
      session.accessExpiresAt,
      session.refreshHash,
      session.refreshExpiresAt,
      session.at,
    ],
  )
}

export async function findByAccess(db: Queryable, hash: Buffer): Promise<(SessionRow & { expires: Date }) | null> {
  const rows = await db.query<SessionRow & { expires: Date }>(
    'SELECT id, kind, subject_id, access_expires_at AS expires FROM sessions WHERE access_hash = $1 AND ended_at IS NULL',
    [hash],
  )
  return rows[0] ?? null
}

/** Replaces the tokens of the session that a refresh token belongs to; null when the token is not valid any more. */
export async function rotate(
  db: Queryable,
  refreshHash: Buffer,
  next: Pick<NewSession, 'accessHash' | 'accessExpiresAt' | 'refreshHash' | 'refreshExpiresAt' | 'at'>,
): Promise<SessionRow | null> {
  const rows = await db.query<SessionRow>(
    `UPDATE sessions SET access_hash = $2, access_expires_at = $3, refresh_hash = $4, refresh_expires_at = $5
     WHERE refresh_hash = $1 AND ended_at IS NULL AND refresh_expires_at > $6
     RETURNING id, kind, subject_id`,
    [refreshHash, next.accessHash, next.accessExpiresAt, next.refreshHash, next.refreshExpiresAt, next.at],
  )
  return rows[0] ?? null
}

export async function end(db: Queryable, id: string, at: Date): Promise<void> {
  await db.query('UPDATE sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL', [id, at])
}

/** Takes away sessions that nobody can use any more. */
export async function sweep(db: Queryable, before: Date): Promise<void> {
  await db.query('DELETE FROM sessions WHERE coalesce(refresh_expires_at, access_expires_at) < $1 OR ended_at < $1', [
    before,
  ])
}
