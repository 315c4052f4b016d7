import type { Queryable } from '../database/database.ts'
import type { ContactRow, MemberRow } from './store.ts'

const IMPORT_LOCK = 7_261_010

/** One import of a facility at a time. */
export async function lockImport(db: Queryable, facilityId: string): Promise<void> {
  await db.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [IMPORT_LOCK, facilityId])
}

/** Members by their numbers; with `hold`, they do not change until the commit. */
export async function membersByNumber(
  db: Queryable,
  numbers: readonly string[],
  hold: boolean,
): Promise<Map<string, MemberRow>> {
  const rows = await db.query<MemberRow>(
    `SELECT * FROM members WHERE member_number = ANY ($1) ORDER BY id ${hold ? 'FOR SHARE' : ''}`,
    [numbers],
  )
  return new Map(rows.map((row) => [row.member_number, row]))
}

export interface ImportedIndividual {
  readonly id: string
  readonly name: string
  readonly booking_number: string
  readonly status: 'active' | 'released' | 'transferred'
}

/** Individuals of a facility by their booking numbers. */
export async function individualsByNumber(
  db: Queryable,
  facilityId: string,
  numbers: readonly string[],
): Promise<Map<string, ImportedIndividual>> {
  const rows = await db.query<ImportedIndividual>(
    'SELECT id, name, booking_number, status FROM individuals WHERE facility_id = $1 AND booking_number = ANY ($2)',
    [facilityId, numbers],
  )
  return new Map(rows.map((row) => [row.booking_number, row]))
}

/** The contact of each of some pairs that counts: the one in use, otherwise the latest. Under "member individual". */
export async function contactsOfPairs(
  db: Queryable,
  pairs: readonly { readonly memberId: string; readonly individualId: string }[],
  hold: boolean,
): Promise<Map<string, ContactRow>> {
  const rows = await db.query<ContactRow>(
    `SELECT c.* FROM contacts AS c
     JOIN unnest($1::uuid[], $2::uuid[]) AS pair (member_id, individual_id) USING (member_id, individual_id)
     ORDER BY c.state IN ('pending', 'approved'), c.requested_at, c.id ${hold ? 'FOR UPDATE OF c' : ''}`,
    [pairs.map((pair) => pair.memberId), pairs.map((pair) => pair.individualId)],
  )
  // The last one of a pair is the one that counts.
  return new Map(rows.map((row) => [`${row.member_id} ${row.individual_id}`, row]))
}

/** Stores approved contacts, all at once. */
export async function insertApproved(db: Queryable, rows: readonly ContactRow[]): Promise<void> {
  await db.query(
    `INSERT INTO contacts (id, facility_id, member_id, individual_id, relationship, state, requested_at, decided_at,
       decided_by)
     SELECT id, $1, member_id, individual_id, relationship, 'approved', at, at, $2
     FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::timestamptz[])
       AS made (id, member_id, individual_id, relationship, at)`,
    [
      rows[0]?.facility_id,
      rows[0]?.decided_by,
      rows.map((row) => row.id),
      rows.map((row) => row.member_id),
      rows.map((row) => row.individual_id),
      rows.map((row) => row.relationship),
      rows.map((row) => row.requested_at),
    ],
  )
}

/** Approves pending contacts, all at once. */
export async function approveAll(db: Queryable, rows: readonly ContactRow[]): Promise<void> {
  await db.query(
    `UPDATE contacts AS c SET state = 'approved', decided_at = $1, decided_by = $2, reason_id = NULL,
       version = given.version
     FROM unnest($3::uuid[], $4::int[]) AS given (id, version) WHERE c.id = given.id`,
    [rows[0]?.decided_at, rows[0]?.decided_by, rows.map((row) => row.id), rows.map((row) => row.version)],
  )
}
