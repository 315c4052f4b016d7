import type { Queryable } from '../database/database.ts'

export type SessionKind = 'staff' | 'member' | 'individual'

export interface SessionRow {
  readonly id: string
  readonly kind: SessionKind
  readonly subject_id: string
  /** The enrolled workstation at which it was opened, or null. */
  readonly workstation_id: string | null
  readonly workstation_revoked: boolean
}

const columns = `s.id, s.kind, s.subject_id, s.workstation_id,
  EXISTS (SELECT 1 FROM workstations AS w WHERE w.id = s.workstation_id AND w.revoked_at IS NOT NULL) AS workstation_revoked`

export interface NewSession {
  readonly id: string
  readonly kind: SessionKind
  readonly subjectId: string
  readonly workstationId: string | null
  readonly accessHash: Buffer
  readonly accessExpiresAt: Date
  readonly refreshHash: Buffer | null
  readonly refreshExpiresAt: Date | null
  readonly at: Date
}

export async function insert(db: Queryable, session: NewSession): Promise<void> {
  await db.query(
    `INSERT INTO sessions (id, kind, subject_id, access_hash, access_expires_at, refresh_hash, refresh_expires_at, created_at, workstation_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      session.id,
      session.kind,
      session.subjectId,
      session.accessHash,
      session.accessExpiresAt,
      session.refreshHash,
      session.refreshExpiresAt,
      session.at,
      session.workstationId,
    ],
  )
}

export async function findByAccess(db: Queryable, hash: Buffer): Promise<(SessionRow & { expires: Date }) | null> {
  const rows = await db.query<SessionRow & { expires: Date }>(
    `SELECT ${columns}, s.access_expires_at AS expires FROM sessions AS s WHERE s.access_hash = $1 AND s.ended_at IS NULL`,
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
    `UPDATE sessions AS s SET access_hash = $2, access_expires_at = $3, refresh_hash = $4, refresh_expires_at = $5
     WHERE refresh_hash = $1 AND ended_at IS NULL AND refresh_expires_at > $6
     RETURNING ${columns}`,
    [refreshHash, next.accessHash, next.accessExpiresAt, next.refreshHash, next.refreshExpiresAt, next.at],
  )
  return rows[0] ?? null
}

export async function end(db: Queryable, id: string, at: Date): Promise<void> {
  await db.query('UPDATE sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL', [id, at])
}

/** Ends every session of one person. */
export async function endAll(db: Queryable, subjectId: string, at: Date): Promise<void> {
  await db.query('UPDATE sessions SET ended_at = $2 WHERE subject_id = $1 AND ended_at IS NULL', [subjectId, at])
}

/** Whether a session goes on: not ended, not past its time, and not at a workstation that was revoked. */
export async function goesOn(db: Queryable, id: string, now: Date): Promise<boolean> {
  const rows = await db.query<SessionRow>(
    `SELECT ${columns} FROM sessions AS s
     WHERE s.id = $1 AND s.ended_at IS NULL AND coalesce(s.refresh_expires_at, s.access_expires_at) > $2`,
    [id, now],
  )
  return rows[0]?.workstation_revoked === false
}

/** Takes away sessions that nobody can use any more. */
export async function sweep(db: Queryable, before: Date): Promise<void> {
  await db.query('DELETE FROM sessions WHERE coalesce(refresh_expires_at, access_expires_at) < $1 OR ended_at < $1', [
    before,
  ])
}
