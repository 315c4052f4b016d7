import type { Queryable } from '../database/database.ts'
import type { DecisionRow, NoteRow } from './history-store.ts'
import type { MessageRow } from './store.ts'

export interface ArchiveFilter {
  readonly contactId?: string | undefined
  readonly memberId?: string | undefined
  readonly individualId?: string | undefined
  readonly state?: string | undefined
  readonly direction?: string | undefined
  readonly sentFrom?: string | undefined
  /** Exclusive. */
  readonly sentUntil?: string | undefined
  /** Days for which it has been in its closed state, at least. */
  readonly closedForDays?: number | undefined
  readonly category?: string | undefined
  readonly escalated?: boolean | undefined
  readonly text?: string | undefined
}

/** The place after which a page begins: the moment and the id of the last message of the page before. */
export interface ArchivePlace {
  readonly sentAt: string
  readonly id: string
}

/**
 * Messages of a facility that fit a filter, newest first. What is privileged is never found by its text.
 * @param closed people whose messages the reader may not see
 */
export function archive(
  db: Queryable,
  facilityId: string,
  filter: ArchiveFilter,
  after: ArchivePlace | null,
  closed: readonly string[],
  limit: number,
): Promise<MessageRow[]> {
  const values: unknown[] = [facilityId]
  const where = ['m.facility_id = $1']
  const add = (condition: (place: string) => string, value: unknown): void => {
    if (value === undefined) return
    values.push(value)
    where.push(condition(`$${values.length}`))
  }
  add((v) => `m.contact_id = ${v}`, filter.contactId)
  add((v) => `m.member_id = ${v}`, filter.memberId)
  add((v) => `m.individual_id = ${v}`, filter.individualId)
  add((v) => `m.state = ${v}`, filter.state)
  add((v) => `m.direction = ${v}`, filter.direction)
  add((v) => `m.sent_at >= ${v}`, filter.sentFrom)
  add((v) => `m.sent_at < ${v}`, filter.sentUntil)
  add(
    (v) =>
      `jsonb_path_exists(m.screening, '$.matches[*] ? (@.category == $category)', jsonb_build_object('category', ${v}::text))`,
    filter.category,
  )
  add((v) => `m.escalated = ${v}`, filter.escalated)
  add(
    (v) => `m.state IN ('delivered', 'rejected') AND m.state_since < now() - make_interval(days => ${v}::int)`,
    filter.closedForDays,
  )
  for (const word of filter.text?.trim().split(/\s+/) ?? []) {
    add((v) => `NOT (m.privileged OR c.privileged) AND strpos(lower(m.text), lower(${v})) > 0`, word)
  }
  if (closed.length > 0) {
    values.push(closed)
    where.push(`m.member_id <> ALL ($${values.length}::uuid[]) AND m.individual_id <> ALL ($${values.length}::uuid[])`)
  }
  if (after !== null) {
    values.push(after.sentAt, after.id)
    where.push(`(m.sent_at, m.id) < ($${values.length - 1}, $${values.length})`)
  }
  values.push(limit)
  return db.query<MessageRow>(
    `SELECT m.*, (m.privileged OR c.privileged) AS privileged
     FROM messages AS m JOIN contacts AS c ON c.id = m.contact_id
     WHERE ${where.join(' AND ')} ORDER BY m.sent_at DESC, m.id DESC LIMIT $${values.length}`,
    values,
  )
}

/** The decisions on a message, the first first. */
export function decisionsOn(db: Queryable, messageId: string): Promise<DecisionRow[]> {
  return db.query<DecisionRow>('SELECT * FROM decisions WHERE message_id = $1 ORDER BY message_version', [messageId])
}

/** The latest notes on messages of a contact, the newest first. */
export function notesOn(db: Queryable, contactId: string, limit: number): Promise<NoteRow[]> {
  return db.query<NoteRow>('SELECT * FROM notes WHERE contact_id = $1 ORDER BY at DESC, id DESC LIMIT $2', [
    contactId,
    limit,
  ])
}

/** How many messages a thread has. */
export async function threadLength(db: Queryable, contactId: string): Promise<number> {
  const rows = await db.query<{ many: number }>('SELECT count(*) AS many FROM messages WHERE contact_id = $1', [
    contactId,
  ])
  return rows[0]?.many ?? 0
}
