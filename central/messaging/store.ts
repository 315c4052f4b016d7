import type { Message } from '../../shared/central/entities.ts'
import type { ScreeningRecord } from '../../shared/screening/rules.ts'
import type { Queryable } from '../database/database.ts'
import type { Resume } from '../feed/snapshot.ts'
import { instantOf } from '../ports.ts'

export interface MessageRow {
  readonly id: string
  readonly facility_id: string
  readonly contact_id: string
  readonly member_id: string
  readonly individual_id: string
  readonly direction: Message['direction']
  readonly text: string
  readonly characters: number
  readonly state: Message['state']
  readonly payment: Message['payment']
  readonly cod: boolean
  readonly escalated: boolean
  readonly urgent: boolean
  readonly priority: Message['priority']
  readonly sent_at: Date
  readonly deliver_at: Date | null
  readonly delivered_at: Date | null
  readonly opened_at: Date | null
  readonly state_since: Date
  readonly revises: string | null
  readonly reason_id: string | null
  readonly assigned_to: string | null
  readonly held_until: Date | null
  readonly screening: ScreeningRecord
  readonly version: number
  /** Of the contact when it was sent, or marked later: what is privileged never goes to a workstation. */
  readonly privileged: boolean
}

export const senderOf = (row: MessageRow): string => (row.direction === 'inbound' ? row.member_id : row.individual_id)
export const recipientOf = (row: MessageRow): string =>
  row.direction === 'inbound' ? row.individual_id : row.member_id

/** A message as staff see it. */
export const messageOf = (row: MessageRow): Message => ({
  id: row.id,
  contactId: row.contact_id,
  memberId: row.member_id,
  individualId: row.individual_id,
  direction: row.direction,
  text: row.privileged ? null : row.text,
  characters: row.characters,
  state: row.state,
  payment: row.payment,
  cod: row.cod,
  escalated: row.escalated,
  assignedTo: row.assigned_to,
  heldUntil: instantOf(row.held_until),
  urgent: row.urgent,
  priority: row.priority,
  sentAt: instantOf(row.sent_at),
  deliverAt: instantOf(row.deliver_at),
  deliveredAt: instantOf(row.delivered_at),
  openedAt: instantOf(row.opened_at),
  stateSince: instantOf(row.state_since),
  revises: row.revises,
  screening: row.screening,
})

/** What a `MessageRow` is read from, with `m` for messages and `c` for their contacts. */
export const columns = 'm.*, (m.privileged OR c.privileged) AS privileged'
const openStates = ['pending_review', 'held', 'scheduled']
const OPEN_STATES = openStates.map((state) => `'${state}'`).join(', ')
const OPEN = `m.state IN (${OPEN_STATES})`
/** Of messages `m`: what a workstation of facility `$1` keeps that keeps what was closed since `$2`. */
export const KEPT = `m.facility_id = $1 AND (${OPEN} OR m.state_since >= $2)`

/** Open messages first, the oldest first among them; then the others, the newest first. */
export const messagesSql = `SELECT ${columns} FROM messages AS m JOIN contacts AS c ON c.id = m.contact_id
  WHERE ${KEPT} ORDER BY ${OPEN} DESC, CASE WHEN ${OPEN} THEN m.sent_at END, m.sent_at DESC, m.id`
/** Takes the messages up again in that order. */
export const messagesResume: Resume = {
  keyOf: (row) => ({
    id: String(row.id),
    at: instantOf(row.sent_at as Date),
    open: openStates.includes(String(row.state)),
  }),
  where: `CASE WHEN ($3::jsonb->>'open')::boolean
    THEN part.state NOT IN (${OPEN_STATES})
      OR (part.sent_at, part.id) > (($3::jsonb->>'at')::timestamptz, ($3::jsonb->>'id')::uuid)
    ELSE part.state NOT IN (${OPEN_STATES}) AND (part.sent_at < ($3::jsonb->>'at')::timestamptz
      OR (part.sent_at = ($3::jsonb->>'at')::timestamptz AND part.id > ($3::jsonb->>'id')::uuid)) END`,
}

/** Reads a message; with `hold`, nobody else can change it until the commit. */
export async function find(db: Queryable, id: string, hold = false): Promise<MessageRow | null> {
  const rows = await db.query<MessageRow>(
    `SELECT ${columns} FROM messages AS m JOIN contacts AS c ON c.id = m.contact_id
     WHERE m.id = $1 ${hold ? 'FOR UPDATE OF m' : ''}`,
    [id],
  )
  return rows[0] ?? null
}

const stored = [
  'id',
  'facility_id',
  'contact_id',
  'member_id',
  'individual_id',
  'direction',
  'text',
  'characters',
  'state',
  'payment',
  'cod',
  'escalated',
  'urgent',
  'priority',
  'sent_at',
  'deliver_at',
  'delivered_at',
  'opened_at',
  'state_since',
  'revises',
  'reason_id',
  'assigned_to',
  'held_until',
  'screening',
  'version',
  'privileged',
] as const satisfies readonly (keyof MessageRow)[]

export async function insert(db: Queryable, row: MessageRow): Promise<void> {
  await db.query(
    `INSERT INTO messages (${stored.join(', ')}) VALUES (${stored.map((_, n) => `$${n + 1}`).join(', ')})`,
    stored.map((column) => (column === 'screening' ? JSON.stringify(row.screening) : row[column])),
  )
}

/** Writes what can change in a message's life. */
export async function update(db: Queryable, row: MessageRow): Promise<void> {
  await db.query(
    `UPDATE messages SET state = $2, payment = $3, escalated = $4, delivered_at = $5, opened_at = $6,
       state_since = $7, reason_id = $8, version = $9, deliver_at = $10, assigned_to = $11, held_until = $12
     WHERE id = $1`,
    [
      row.id,
      row.state,
      row.payment,
      row.escalated,
      row.delivered_at,
      row.opened_at,
      row.state_since,
      row.reason_id,
      row.version,
      row.deliver_at,
      row.assigned_to,
      row.held_until,
    ],
  )
}

/**
 * Takes an idempotency key for a sender. Null when it is free, and now taken; otherwise what it was used for. Waits for
 * another transaction that is just taking the same key.
 */
export async function takeKey(
  db: Queryable,
  senderId: string,
  key: string,
  bodyHash: Buffer,
  messageId: string,
): Promise<{ body_hash: Buffer; message_id: string } | null> {
  const made = await db.query(
    `INSERT INTO send_keys (sender_id, key, body_hash, message_id) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [senderId, key, bodyHash, messageId],
  )
  if (made.length > 0) return null
  const rows = await db.query<{ body_hash: Buffer; message_id: string }>(
    'SELECT body_hash, message_id FROM send_keys WHERE sender_id = $1 AND key = $2',
    [senderId, key],
  )
  return rows[0] ?? null
}

const SENDER_LOCK = 7_261_005

/**
 * Counts what rules about numbers of messages look at. Messages of one sender are counted one at a time: those that
 * are sent together would each not see the others.
 */
export async function countForScreening(
  db: Queryable,
  contactId: string,
  side: 'member_id' | 'individual_id',
  senderId: string,
  since: Date,
): Promise<{ ofContact: number; ofSender: number }> {
  await db.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [SENDER_LOCK, senderId])
  const rows = await db.query<{ of_contact: number; of_sender: number }>(
    `SELECT (SELECT count(*) FROM messages WHERE contact_id = $1) AS of_contact,
       (SELECT count(*) FROM messages WHERE ${side} = $2 AND sent_at > $3 AND direction = $4) AS of_sender`,
    [contactId, senderId, since, side === 'member_id' ? 'inbound' : 'outbound'],
  )
  return { ofContact: rows[0]?.of_contact ?? 0, ofSender: rows[0]?.of_sender ?? 0 }
}

/**
 * The thread as one side may see it: what it sent, and what was delivered to it, without what it deleted.
 * @param before a message of the thread: only what is older
 */
export function thread(
  db: Queryable,
  contactId: string,
  reader: { readonly id: string; readonly sends: Message['direction'] },
  limit: number,
  before: string | null,
): Promise<MessageRow[]> {
  return db.query<MessageRow>(
    `SELECT ${columns} FROM messages AS m JOIN contacts AS c ON c.id = m.contact_id
     WHERE m.contact_id = $1 AND (m.direction = $2 OR m.state = 'delivered')
       AND NOT EXISTS (SELECT 1 FROM deleted_copies AS d WHERE d.message_id = m.id AND d.owner_id = $4)
       AND ($5::uuid IS NULL OR (m.sent_at, m.id) < (SELECT sent_at, id FROM messages WHERE id = $5 AND contact_id = $1))
     ORDER BY m.sent_at DESC, m.id DESC LIMIT $3`,
    [contactId, reader.sends, limit, reader.id, before],
  )
}

/** Takes a message out of one side's sight, for good. */
export async function deleteCopy(db: Queryable, messageId: string, ownerId: string, at: Date): Promise<void> {
  await db.query('INSERT INTO deleted_copies (message_id, owner_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    messageId,
    ownerId,
    at,
  ])
}

export async function isDeleted(db: Queryable, messageId: string, ownerId: string): Promise<boolean> {
  const rows = await db.query('SELECT 1 FROM deleted_copies WHERE message_id = $1 AND owner_id = $2', [
    messageId,
    ownerId,
  ])
  return rows.length > 0
}

/** Open messages of a person that are assigned to a staff user, in the order of their ids. */
export async function assignedAbout(db: Queryable, staffId: string, personId: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `SELECT m.id FROM messages AS m WHERE ${OPEN} AND m.assigned_to = $1 AND $2 IN (m.member_id, m.individual_id)
     ORDER BY m.id`,
    [staffId, personId],
  )
  return rows.map((row) => row.id)
}
