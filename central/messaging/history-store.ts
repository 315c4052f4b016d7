import type { Decision, Note } from '../../shared/central/entities.ts'
import type { Queryable } from '../database/database.ts'
import { instantOf } from '../ports.ts'
import { KEPT } from './store.ts'

export interface DecisionRow {
  readonly id: string
  readonly message_id: string
  readonly message_version: number
  readonly kind: Decision['kind']
  readonly staff_id: string
  readonly reason_id: string | null
  readonly note: string | null
  readonly batch_id: string | null
  readonly held_until: Date | null
  readonly assigned_to: string | null
  readonly at: Date
}

export interface NoteRow {
  readonly id: string
  readonly message_id: string
  readonly contact_id: string
  readonly staff_id: string
  readonly text: string
  readonly at: Date
}

export const decisionOf = (row: DecisionRow): Decision => ({
  id: row.id,
  messageId: row.message_id,
  kind: row.kind,
  staffId: row.staff_id,
  reasonId: row.reason_id,
  note: row.note,
  batchId: row.batch_id,
  until: instantOf(row.held_until),
  assignedTo: row.assigned_to,
  at: instantOf(row.at),
})

export const noteOf = (row: NoteRow): Note => ({
  id: row.id,
  messageId: row.message_id,
  contactId: row.contact_id,
  staffId: row.staff_id,
  text: row.text,
  at: instantOf(row.at),
})

export const decisionsSql = `SELECT d.* FROM decisions AS d JOIN messages AS m ON m.id = d.message_id
  WHERE ${KEPT} ORDER BY d.id`
export const notesSql = `SELECT n.* FROM notes AS n JOIN messages AS m ON m.id = n.message_id WHERE ${KEPT} ORDER BY n.id`

export async function insertDecision(db: Queryable, facilityId: string, row: DecisionRow): Promise<void> {
  await db.query(
    `INSERT INTO decisions (id, facility_id, message_id, message_version, kind, staff_id, reason_id, note, batch_id, at,
       held_until, assigned_to)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      row.id,
      facilityId,
      row.message_id,
      row.message_version,
      row.kind,
      row.staff_id,
      row.reason_id,
      row.note,
      row.batch_id,
      row.at,
      row.held_until,
      row.assigned_to,
    ],
  )
}

/** The latest decision that somebody else took after a version, or null. */
export async function decisionAfter(
  db: Queryable,
  messageId: string,
  version: number,
  otherThan: string,
): Promise<DecisionRow | null> {
  const rows = await db.query<DecisionRow>(
    `SELECT * FROM decisions WHERE message_id = $1 AND message_version > $2 AND staff_id <> $3
     ORDER BY message_version DESC LIMIT 1`,
    [messageId, version, otherThan],
  )
  return rows[0] ?? null
}

/** The latest decision on a message that gave a reason, or null. */
export async function lastReasoned(db: Queryable, messageId: string): Promise<DecisionRow | null> {
  const rows = await db.query<DecisionRow>(
    `SELECT * FROM decisions WHERE message_id = $1 AND reason_id IS NOT NULL ORDER BY message_version DESC LIMIT 1`,
    [messageId],
  )
  return rows[0] ?? null
}

export async function insertNote(db: Queryable, facilityId: string, row: NoteRow): Promise<void> {
  await db.query(
    `INSERT INTO notes (id, facility_id, message_id, contact_id, staff_id, text, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [row.id, facilityId, row.message_id, row.contact_id, row.staff_id, row.text, row.at],
  )
}
