import type { Queryable } from '../database/database.ts'

export interface WorkstationRow {
  readonly id: string
  readonly facility_id: string
  readonly name: string
  readonly enrolled_at: Date
  readonly last_sign_in_at: Date | null
  readonly revoked_at: Date | null
}

const columns = 'id, facility_id, name, enrolled_at, last_sign_in_at, revoked_at'

export async function insertCode(
  db: Queryable,
  code: { hash: Buffer; facilityId: string; name: string; createdBy: string; expiresAt: Date },
): Promise<void> {
  await db.query(
    'INSERT INTO enrolment_codes (code_hash, facility_id, name, created_by, expires_at) VALUES ($1, $2, $3, $4, $5)',
    [code.hash, code.facilityId, code.name, code.createdBy, code.expiresAt],
  )
}

/** Takes a code away, so that it cannot be used again. Null when there is none that is still valid. */
export async function takeCode(
  db: Queryable,
  hash: Buffer,
  now: Date,
): Promise<{ facility_id: string; name: string; created_by: string } | null> {
  const rows = await db.query<{ facility_id: string; name: string; created_by: string }>(
    'DELETE FROM enrolment_codes WHERE code_hash = $1 AND expires_at > $2 RETURNING facility_id, name, created_by',
    [hash, now],
  )
  return rows[0] ?? null
}

export async function sweepCodes(db: Queryable, before: Date): Promise<void> {
  await db.query('DELETE FROM enrolment_codes WHERE expires_at < $1', [before])
}

export async function insert(db: Queryable, row: WorkstationRow, credentialHash: Buffer): Promise<void> {
  await db.query(
    'INSERT INTO workstations (id, facility_id, name, credential_hash, enrolled_at) VALUES ($1, $2, $3, $4, $5)',
    [row.id, row.facility_id, row.name, credentialHash, row.enrolled_at],
  )
}

export async function findByCredential(db: Queryable, hash: Buffer): Promise<WorkstationRow | null> {
  const rows = await db.query<WorkstationRow>(`SELECT ${columns} FROM workstations WHERE credential_hash = $1`, [hash])
  return rows[0] ?? null
}

export async function signedIn(db: Queryable, id: string, at: Date): Promise<void> {
  await db.query('UPDATE workstations SET last_sign_in_at = $2 WHERE id = $1', [id, at])
}

export function list(db: Queryable, facilityId: string): Promise<WorkstationRow[]> {
  return db.query<WorkstationRow>(`SELECT ${columns} FROM workstations WHERE facility_id = $1 ORDER BY id`, [
    facilityId,
  ])
}

/** Revokes a workstation; one that is revoked already keeps its first moment. Null when there is none. */
export async function revoke(db: Queryable, facilityId: string, id: string, at: Date): Promise<WorkstationRow | null> {
  const rows = await db.query<WorkstationRow>(
    `UPDATE workstations SET revoked_at = coalesce(revoked_at, $3) WHERE facility_id = $1 AND id = $2
     RETURNING ${columns}`,
    [facilityId, id, at],
  )
  return rows[0] ?? null
}
