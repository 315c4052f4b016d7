import type { Ending } from '../../../shared/console/simulation.ts'
import type { Direction, MessageState } from '../../../shared/domain/message.ts'
import type { ScreenedMessage, ScreeningContext } from '../../../shared/screening/evaluate.types.ts'
import type { ScreeningOutcomeKind } from '../../../shared/screening/rules.ts'
import { openReader } from './database.ts'
import { factsOf, type ScreenedColumns, screenedColumns } from './screened.ts'
import { firstSeq } from './seq.ts'
import { toInstant, toInstantOrNull } from './time.ts'

/** A cached message as screening looks at it, and what became of it. */
export interface SimulatedMessage {
  readonly message: ScreenedMessage
  readonly context: ScreeningContext
  /** Whether the facts were taken from the cache, because the message was screened before central kept them. */
  readonly estimated: boolean
  /** By which rule set central screened it, and what that said; null where central did not keep it. */
  readonly ruleSetVersion: number
  readonly said: ScreeningOutcomeKind | null
  readonly ending: Ending
}

/** Messages of the cache, read beside the workstation's own connection. */
export interface SimulatedMessages {
  /** How many messages there are from a moment on, in milliseconds since 1970. */
  count(since: number): number
  /**
   * The messages behind one of them, or from a moment on, about in the order in which they were sent. Each page is a
   * transaction of its own: a long one would keep the log from being written back.
   * @param after the number that the page before gave, or null for the first one
   */
  page(
    since: number,
    after: number | null,
    limit: number,
  ): { messages: SimulatedMessage[]; skipped: number; last: number | null }
  close(): void
}

interface Row extends ScreenedColumns {
  seq: number
  id: string
  contact_id: string
  member_id: string
  individual_id: string
  direction: Direction
  state: MessageState
  cod: number
  revision: number
  sent_at: number
  decided_at: number | null
  rule_set_version: number
  privileged: number | null
  text: string | null
}

const DAY_MS = 86_400_000

/**
 * @param closed the people who are closed to the user: their messages are neither counted nor read
 * @throws Refusal `cache_unreadable`
 */
export function openSimulatedMessages(
  file: string,
  key: string,
  timeZone: string,
  closed: readonly string[] = [],
): SimulatedMessages {
  const db = openReader(file, key)
  const open = closed.length === 0 ? '' : 'AND contact_id NOT IN (SELECT id FROM temp.closed_contact)'
  if (closed.length > 0) {
    db.exec('CREATE TEMP TABLE closed_contact (id TEXT PRIMARY KEY) WITHOUT ROWID')
    const add = db.prepare<[{ id: string }]>(
      `INSERT INTO temp.closed_contact SELECT id FROM contact WHERE member_id = :id OR individual_id = :id
       ON CONFLICT DO NOTHING`,
    )
    for (const id of closed) add.run({ id })
  }
  // The index is a hundredth of the messages: without it all of them would be read to be counted.
  const count = db
    .prepare<[number], number>(`SELECT COUNT(*) FROM message INDEXED BY message_thread WHERE seq >= ? ${open}`)
    .pluck()
  const page = db.prepare<[number, number], Row>(
    `SELECT seq, message.id, contact_id, message.member_id, message.individual_id, direction, message.state, cod, revision,
       sent_at, message.decided_at, rule_set_version, contact.privileged, text, ${screenedColumns}
     FROM message LEFT JOIN contact ON contact.id = contact_id WHERE seq >= ? ${open}
     ORDER BY seq LIMIT ?`,
  )
  const contact = db.prepare<[string], { relationship: string; decided_at: number | null }>(
    'SELECT relationship, decided_at FROM contact WHERE id = ?',
  )
  const unit = db.prepare<[string], string>('SELECT housing_unit FROM individual WHERE id = ?').pluck()
  const ofContact = db
    .prepare<[string, number], number>('SELECT COUNT(*) FROM message WHERE contact_id = ? AND sent_at < ?')
    .pluck()
  const ofSender = (side: 'member_id' | 'individual_id') =>
    db
      .prepare<[string, number, number, Direction], number>(
        `SELECT COUNT(*) FROM contact JOIN message ON message.contact_id = contact.id
         WHERE contact.${side} = ? AND message.sent_at > ? AND message.sent_at < ? AND message.direction = ?`,
      )
      .pluck()
  const senders = { inbound: ofSender('member_id'), outbound: ofSender('individual_id') }

  /** The facts as far as the cache knows them. */
  function estimate(row: Row): ScreeningContext {
    const known = contact.get(row.contact_id)
    const sender = row.direction === 'inbound' ? row.member_id : row.individual_id
    const since = row.sent_at - DAY_MS
    return {
      timeZone,
      relationship: known?.relationship ?? '',
      housingUnit: unit.get(row.individual_id) ?? '',
      contactApprovedAt: toInstantOrNull(known?.decided_at ?? null),
      contactMessages: ofContact.get(row.contact_id, row.sent_at) ?? 0,
      senderMessages24h: senders[row.direction].get(sender, since, row.sent_at, row.direction) ?? 0,
    }
  }

  return {
    count: (since) => count.get(firstSeq(since)) ?? 0,
    page(since, after, limit) {
      const rows = page.all(after === null ? firstSeq(since) : after + 1, limit)
      const messages: SimulatedMessage[] = []
      for (const row of rows) {
        if (row.text === null || row.privileged === 1) continue
        const facts = factsOf(row)
        messages.push({
          message: {
            id: row.id,
            memberId: row.member_id,
            individualId: row.individual_id,
            text: row.text,
            direction: row.direction,
            cod: row.cod === 1,
            revision: row.revision === 1,
            sentAt: toInstant(row.sent_at),
          },
          context: facts ?? estimate(row),
          estimated: facts === null,
          ruleSetVersion: row.rule_set_version,
          said: row.said_outcome,
          ending: endingOf(row),
        })
      }
      return {
        messages,
        skipped: rows.length - messages.length,
        last: rows.length < limit ? null : (rows.at(-1)?.seq ?? null),
      }
    },
    close: () => void db.close(),
  }
}

function endingOf({ state, decided_at }: Row): Ending {
  if (state === 'pending_review') return 'waiting'
  if (state === 'held') return 'held'
  if (decided_at === null) return 'nobody'
  return state === 'rejected' ? 'rejected' : 'approved'
}
