import type { Queryable } from '../database/database.ts'
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
  add((v) => `NOT (m.privileged OR c.privileged) AND strpos(lower(m.text), lower(${v})) > 0`, filter.text)
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
