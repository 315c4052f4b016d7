import type { Decision, Message, Note } from '../../shared/central/entities.ts'
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

const columns = 'm.*, (m.privileged OR c.privileged) AS privileged'
const openStates = ['pending_review', 'held', 'scheduled']
const OPEN_STATES = openStates.map((state) => `'${state}'`).join(', ')
const OPEN = `m.state IN (${OPEN_STATES})`
const KEPT = `m.facility_id = $1 AND (${OPEN} OR m.state_since >= $2)`

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
export const decisionsSql = `SELECT d.* FROM decisions AS d JOIN messages AS m ON m.id = d.message_id
  WHERE ${KEPT} ORDER BY d.id`
export const notesSql = `SELECT n.* FROM notes AS n JOIN messages AS m ON m.id = n.message_id WHERE ${KEPT} ORDER BY n.id`

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

/** Scheduled messages whose time has come, locked; those that another process is delivering are left to it. */
export function claimDue(db: Queryable, now: Date, limit: number): Promise<MessageRow[]> {
  return db.query<MessageRow>(
    `SELECT ${columns} FROM messages AS m JOIN contacts AS c ON c.id = m.contact_id
     WHERE m.state = 'scheduled' AND m.deliver_at <= $1 ORDER BY m.deliver_at LIMIT $2
     FOR UPDATE OF m SKIP LOCKED`,
    [now, limit],
  )
}

/** Held messages whose time has come, locked; those that another process is returning are left to it. */
export function claimHeldDue(db: Queryable, now: Date, limit: number): Promise<MessageRow[]> {
  return db.query<MessageRow>(
    `SELECT ${columns} FROM messages AS m JOIN contacts AS c ON c.id = m.contact_id
     WHERE m.state = 'held' AND m.held_until <= $1 ORDER BY m.held_until LIMIT $2
     FOR UPDATE OF m SKIP LOCKED`,
    [now, limit],
  )
}

/** When the next hold ends by itself, or null. */
export async function nextHeldDue(db: Queryable): Promise<Date | null> {
  const rows = await db.query<{ next: Date | null }>(
    `SELECT min(held_until) AS next FROM messages WHERE state = 'held' AND held_until IS NOT NULL`,
  )
  return rows[0]?.next ?? null
}

/** The scheduled messages of a facility, locked; those that are just being delivered are left to that. */
export function claimScheduled(db: Queryable, facilityId: string): Promise<MessageRow[]> {
  return db.query<MessageRow>(
    `SELECT ${columns} FROM messages AS m JOIN contacts AS c ON c.id = m.contact_id
     WHERE m.facility_id = $1 AND m.state = 'scheduled' ORDER BY m.id FOR UPDATE OF m SKIP LOCKED`,
    [facilityId],
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

/** When the next scheduled message is due, or null. */
export async function nextDue(db: Queryable): Promise<Date | null> {
  const rows = await db.query<{ next: Date | null }>(
    `SELECT min(deliver_at) AS next FROM messages WHERE state = 'scheduled'`,
  )
  return rows[0]?.next ?? null
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
