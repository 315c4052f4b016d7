import type { Message } from '../../../shared/central/entities.ts'
import { priorityRank } from '../../../shared/domain/message.ts'
import { type Category, category, type RuleHit, type TermMatch } from '../../../shared/screening/rules.ts'
import type { Database } from './database.ts'
import { priorityOf } from './priority.ts'
import { queueNumber } from './queues.ts'
import { type ScreenedColumns, screenedColumns, toRecordParts, toScreenedColumns } from './screened.ts'
import { createSeqs, firstSeq } from './seq.ts'
import { toInstant, toInstantOrNull, toMs, toMsOrNull } from './time.ts'

const categoryNames = category.options

/** The categories of matches as one number, a bit for each, so that an index can carry them. */
export function categoryMask(categories: Iterable<Category>): number {
  let mask = 0
  for (const each of categories) mask |= 1 << categoryNames.indexOf(each)
  return mask
}

/** The categories that a number holds. */
export function categoriesOf(mask: number): Category[] {
  return categoryNames.filter((_, bit) => (mask & (1 << bit)) !== 0)
}

/** The part of a message on which a decision depends. */
export interface DecidableMessage {
  readonly id: string
  readonly version: number
  readonly state: Message['state']
  readonly escalated: boolean
  /** To whom it is assigned, and until when it is held. */
  readonly assignedTo: string | null
  readonly heldUntil: number | null
  readonly opened: boolean
  readonly deliverAt: number | null
  readonly flagged: boolean
}

export interface MessageRow extends ScreenedColumns {
  seq: number
  id: string
  version: number
  contact_id: string
  member_id: string
  individual_id: string
  direction: Message['direction']
  characters: number
  state: Message['state']
  payment: Message['payment']
  cod: number
  escalated: number
  assigned_to: string | null
  held_until: number | null
  urgent: number
  priority: number
  sent_at: number
  deliver_at: number | null
  delivered_at: number | null
  opened_at: number | null
  state_since: number
  revises: string | null
  rule_set_version: number
  rules: string
  matches: string
  text: string | null
}

/** Messages as central last told them. */
export interface MessageRepository {
  /** Whether it was stored: what is older than what is here is not. */
  put(version: number, message: Message): boolean
  get(id: string): { version: number; message: Message } | null
  /** The message as central knows it, without the overlay. */
  decidable(id: string): DecidableMessage | null
  /** The latest of a thread, newest first, with overlay. */
  thread(contactId: string, limit: number): ThreadRow[]
  threadTotal(contactId: string): number
  remove(id: string): void
  /** Removes closed messages that are in their state since before a moment, with their history. Answers how many. */
  purge(before: number, limit: number): number
}

export interface ThreadRow {
  id: string
  direction: Message['direction']
  beginning: string | null
  state: Message['state']
  sent_at: number
}

const columns = `id, version, contact_id, member_id, individual_id, direction, characters, state, payment, cod, escalated,
  urgent, priority, sent_at, deliver_at, delivered_at, opened_at, state_since, revises, revision, categories,
  shown_state, shown_escalated, queue, rule_set_version, rules, matches, text, assigned_to, shown_assigned, held_until,
  shown_held_until, ${screenedColumns}`
const names = columns.split(',').map((column) => column.trim())

export function createMessageRepository(db: Database): MessageRepository {
  const known = db.prepare<[string], { version: number }>('SELECT version FROM message WHERE id = ?')
  const freeSeq = createSeqs(db)
  // Most messages that come are new and have their number to themselves: those take this one statement.
  const insert = db.prepare(
    `INSERT INTO message (seq, ${columns}, decided_at) VALUES (:seq, ${names.map((name) => `:${name}`).join(', ')},
       (SELECT MAX(at) FROM decision WHERE message_id = :id)) ON CONFLICT DO NOTHING`,
  )
  // The text of a message never changes; it can only be withdrawn, and then the row is made anew.
  const updated = names.filter((name) => name !== 'id' && name !== 'text')
  const update = db.prepare(
    `UPDATE message SET ${updated.map((name) => `${name} = :${name}`).join(', ')}, overlay_id = NULL,
       decided_at = (SELECT MAX(at) FROM decision WHERE message_id = :id) WHERE id = :id`,
  )
  const index = db.prepare('INSERT INTO message_text (rowid, text) VALUES (?, ?)')
  const unindex = db.prepare(`INSERT INTO message_text (message_text, rowid, text) VALUES ('delete', ?, ?)`)
  const textOf = db.prepare<[string], { seq: number; text: string | null }>(
    'SELECT seq, text FROM message WHERE id = ?',
  )
  const countDown = db.prepare(
    'UPDATE queue_count SET n = n - 1 WHERE queue = (SELECT queue FROM message WHERE id = ?)',
  )
  const remove = db.prepare('DELETE FROM message WHERE id = ?')
  const removeDecisions = db.prepare('DELETE FROM decision WHERE message_id = ?')
  const removeNotes = db.prepare('DELETE FROM note WHERE message_id = ?')
  const removeOpened = db.prepare('DELETE FROM opened WHERE message_id = ?')
  const get = db.prepare<[string], MessageRow>('SELECT * FROM message WHERE id = ?')
  const decidable = db.prepare<
    [string],
    {
      id: string
      version: number
      state: Message['state']
      escalated: number
      assigned_to: string | null
      held_until: number | null
      opened_at: number | null
      deliver_at: number | null
      categories: number
    }
  >(
    `SELECT id, version, state, escalated, assigned_to, held_until, opened_at, deliver_at, categories FROM message
     WHERE id = ?`,
  )
  const thread = db.prepare<[string, number], ThreadRow>(
    `SELECT id, direction, substr(text, 1, 400) AS beginning, shown_state AS state, sent_at FROM message
     WHERE contact_id = ? ORDER BY sent_at DESC LIMIT ?`,
  )
  const threadTotal = db.prepare<[string], { n: number }>('SELECT COUNT(*) AS n FROM message WHERE contact_id = ?')
  const old = db.prepare<[number, number], { id: string }>(
    'SELECT id FROM message WHERE queue IS NULL AND state_since < ? AND overlay_id IS NULL LIMIT ?',
  )

  const repository: MessageRepository = {
    put(version, message) {
      const row = toRow(version, message)
      if (add(row, firstSeq(row.sent_at), message.text)) return true
      const before = known.get(message.id)
      if (before && before.version > version) return false
      const textChanged = before !== undefined && (textOf.get(message.id)?.text ?? null) !== message.text
      if (before && textChanged) drop(message.id)
      if (before && !textChanged) update.run(row)
      else add(row, freeSeq(row.sent_at), message.text)
      return true
    },
    get(id) {
      const row = get.get(id)
      return row ? { version: row.version, message: toMessage(row) } : null
    },
    decidable(id) {
      const row = decidable.get(id)
      if (!row) return null
      return {
        id: row.id,
        version: row.version,
        state: row.state,
        escalated: row.escalated === 1,
        assignedTo: row.assigned_to,
        heldUntil: row.held_until,
        opened: row.opened_at !== null,
        deliverAt: row.deliver_at,
        flagged: row.categories !== 0,
      }
    },
    thread(contactId, limit) {
      return thread.all(contactId, limit)
    },
    threadTotal(contactId) {
      return threadTotal.get(contactId)?.n ?? 0
    },
    remove(id) {
      drop(id)
      removeDecisions.run(id)
      removeNotes.run(id)
      removeOpened.run(id)
    },
    purge(before, limit) {
      const ids = old.all(before, limit)
      for (const each of ids) repository.remove(each.id)
      return ids.length
    },
  }

  /** False where the message is here already or another one has the number. */
  function add(row: Columns, seq: number, text: string | null): boolean {
    if (insert.run({ ...row, seq }).changes === 0) return false
    if (text !== null) index.run(seq, text)
    return true
  }

  function drop(id: string): void {
    const row = textOf.get(id)
    if (row?.text != null) unindex.run(row.seq, row.text)
    countDown.run(id)
    remove.run(id)
  }

  return repository
}

type Columns = Record<string, string | number | null> & { readonly sent_at: number }

function toRow(version: number, message: Message): Columns {
  return {
    id: message.id,
    version,
    contact_id: message.contactId,
    member_id: message.memberId,
    individual_id: message.individualId,
    direction: message.direction,
    characters: message.characters,
    state: message.state,
    payment: message.payment,
    cod: message.cod ? 1 : 0,
    escalated: message.escalated ? 1 : 0,
    urgent: message.urgent ? 1 : 0,
    priority: priorityRank[message.priority],
    sent_at: toMs(message.sentAt),
    deliver_at: toMsOrNull(message.deliverAt),
    delivered_at: toMsOrNull(message.deliveredAt),
    opened_at: toMsOrNull(message.openedAt),
    state_since: toMs(message.stateSince),
    revises: message.revises,
    revision: message.revises === null ? 0 : 1,
    categories: categoryMask(message.screening.matches.map((match) => match.category)),
    shown_state: message.state,
    shown_escalated: message.escalated ? 1 : 0,
    queue: queueNumber(message.state, message.escalated),
    rule_set_version: message.screening.ruleSetVersion,
    rules: JSON.stringify(message.screening.rules),
    matches: JSON.stringify(message.screening.matches),
    text: message.text,
    assigned_to: message.assignedTo,
    shown_assigned: message.assignedTo,
    held_until: toMsOrNull(message.heldUntil),
    shown_held_until: toMsOrNull(message.heldUntil),
    ...toScreenedColumns(message.screening),
  }
}

function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    contactId: row.contact_id,
    memberId: row.member_id,
    individualId: row.individual_id,
    direction: row.direction,
    text: row.text,
    characters: row.characters,
    state: row.state,
    payment: row.payment,
    cod: row.cod === 1,
    escalated: row.escalated === 1,
    assignedTo: row.assigned_to,
    heldUntil: toInstantOrNull(row.held_until),
    urgent: row.urgent === 1,
    priority: priorityOf(row.priority),
    sentAt: toInstant(row.sent_at),
    deliverAt: toInstantOrNull(row.deliver_at),
    deliveredAt: toInstantOrNull(row.delivered_at),
    openedAt: toInstantOrNull(row.opened_at),
    stateSince: toInstant(row.state_since),
    revises: row.revises,
    screening: {
      ruleSetVersion: row.rule_set_version,
      rules: JSON.parse(row.rules) as RuleHit[],
      matches: JSON.parse(row.matches) as TermMatch[],
      ...toRecordParts(row),
    },
  }
}
