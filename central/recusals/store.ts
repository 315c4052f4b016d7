import type { PersonKind, Recusal } from '../../shared/central/entities.people.ts'
import type { Queryable } from '../database/database.ts'
import { instantOf } from '../ports.ts'

export interface RecusalRow {
  readonly id: string
  readonly facility_id: string
  readonly staff_id: string
  readonly person_kind: PersonKind
  readonly person_id: string
  readonly relation: string
  readonly declared_by: string
  readonly declared_at: Date
  readonly withdrawn_by: string | null
  readonly withdrawn_at: Date | null
  readonly version: number
}

export const recusalOf = (row: RecusalRow): Recusal => ({
  id: row.id,
  staffId: row.staff_id,
  person: { kind: row.person_kind, id: row.person_id },
  relation: row.relation,
  declaredBy: row.declared_by,
  declaredAt: instantOf(row.declared_at),
  withdrawnBy: row.withdrawn_by,
  withdrawnAt: instantOf(row.withdrawn_at),
})

export const recusalsSql = 'SELECT * FROM recusals WHERE facility_id = $1 ORDER BY id'

/** Reads a recusal and holds it until the commit. */
export async function find(db: Queryable, id: string): Promise<RecusalRow | null> {
  return (await db.query<RecusalRow>('SELECT * FROM recusals WHERE id = $1 FOR UPDATE', [id]))[0] ?? null
}

/** Stores a recusal. False when the id is taken, or one of the same user from the same person stands. */
export async function insert(db: Queryable, row: RecusalRow): Promise<boolean> {
  const rows = await db.query(
    `INSERT INTO recusals (id, facility_id, staff_id, person_kind, person_id, relation, declared_by, declared_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING 1`,
    [
      row.id,
      row.facility_id,
      row.staff_id,
      row.person_kind,
      row.person_id,
      row.relation,
      row.declared_by,
      row.declared_at,
    ],
  )
  return rows.length > 0
}

export async function withdraw(db: Queryable, row: RecusalRow): Promise<void> {
  await db.query('UPDATE recusals SET withdrawn_by = $2, withdrawn_at = $3, version = $4 WHERE id = $1', [
    row.id,
    row.withdrawn_by,
    row.withdrawn_at,
    row.version,
  ])
}

/** The ids of the people from whom a staff user is recused now. */
export async function closedTo(db: Queryable, staffId: string): Promise<string[]> {
  const rows = await db.query<{ person_id: string }>(
    'SELECT person_id FROM recusals WHERE staff_id = $1 AND withdrawn_at IS NULL ORDER BY person_id',
    [staffId],
  )
  return rows.map((row) => row.person_id)
}

const ofTarget = {
  message: 'SELECT 1 FROM messages AS t WHERE t.id = $2 AND r.person_id IN (t.member_id, t.individual_id)',
  contact: 'SELECT 1 FROM contacts AS t WHERE t.id = $2 AND r.person_id IN (t.member_id, t.individual_id)',
  restriction: 'SELECT 1 FROM restrictions AS t WHERE t.id = $2 AND r.person_id IN (t.member_id, t.individual_id)',
  person: 'SELECT 1 WHERE r.person_id = $2',
} as const

export type ClosableTarget = keyof typeof ofTarget

/** Whether something is about a person from whom a staff user is recused. */
export async function isClosed(db: Queryable, staffId: string, what: ClosableTarget, id: string): Promise<boolean> {
  const rows = await db.query(
    `SELECT 1 FROM recusals AS r WHERE r.staff_id = $1 AND r.withdrawn_at IS NULL AND EXISTS (${ofTarget[what]}) LIMIT 1`,
    [staffId, id],
  )
  return rows.length > 0
}

/** Messages on which a staff user holds a claim and which are about a person. */
export async function claimedAbout(db: Queryable, staffId: string, personId: string): Promise<string[]> {
  const rows = await db.query<{ message_id: string }>(
    `SELECT c.message_id FROM claims AS c JOIN messages AS m ON m.id = c.message_id
     WHERE c.staff_id = $1 AND $2 IN (m.member_id, m.individual_id) ORDER BY c.message_id`,
    [staffId, personId],
  )
  return rows.map((row) => row.message_id)
}

/** Whether somebody of a facility's staff has this id and is active. */
export async function isStaff(db: Queryable, facilityId: string, staffId: string): Promise<boolean> {
  const rows = await db.query('SELECT 1 FROM staff_users WHERE id = $1 AND facility_id = $2 AND active', [
    staffId,
    facilityId,
  ])
  return rows.length > 0
}
