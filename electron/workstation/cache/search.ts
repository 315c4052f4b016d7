import type { Statement } from 'better-sqlite3'
import { SEARCH_PAGE, type SearchFilter, type SearchHit } from '../../../shared/console/search.ts'
import type { MessageState } from '../../../shared/domain/message.ts'
import { likePattern } from './contacts.ts'
import type { Database } from './database.ts'
import { previewOf } from './queue.ts'
import { toInstant, toMs } from './time.ts'

/** The place after which a page begins: the moment and the id of the last hit before it. */
export interface SearchPlace {
  readonly sentAt: number
  readonly id: string
}

export interface SearchQuestion {
  readonly text: string
  readonly filter: SearchFilter
  /** Leaves out closed messages. */
  readonly openOnly: boolean
  readonly after: SearchPlace | null
}

/** Searching texts, names and numbers in what is kept here. */
export interface SearchRepository {
  /** One page, newest first, and the place after which the next one begins; null after the last. */
  messages(question: SearchQuestion): { hits: SearchHit[]; next: SearchPlace | null }
}

interface Row {
  seq: number
  id: string
  direction: SearchHit['direction']
  shown_state: MessageState
  sent_at: number
  beginning: string | null
  member_id: string
  member_name: string | null
  member_number: string | null
  individual_id: string
  individual_name: string | null
  booking_number: string | null
  housing_unit: string | null
}

/** Words around what was found. */
const SNIPPET_WORDS = 24
/** Signs that nobody types, around what was found. */
const [OPEN, CLOSE] = ['\u0001', '\u0002']

export function createSearchRepository(db: Database): SearchRepository {
  const snippet = db
    .prepare<[string, number], string>(
      `SELECT snippet(message_text, 0, '${OPEN}', '${CLOSE}', '…', ${SNIPPET_WORDS}) FROM message_text
       WHERE message_text MATCH ? AND rowid = ?`,
    )
    .pluck()

  /** There are few shapes of filter; making a statement of this size takes as long as running it. */
  const statements = new Map<string, Statement<[Record<string, string | number>], Row>>()
  function statementOf(sql: string): Statement<[Record<string, string | number>], Row> {
    const made = statements.get(sql) ?? db.prepare<[Record<string, string | number>], Row>(sql)
    statements.set(sql, made)
    return made
  }

  function hitOf(row: Row, match: string | null): SearchHit {
    const found = match === null ? undefined : (snippet.get(match, row.seq) as string | undefined)
    const beginning = previewOf(row.beginning)
    const member = { id: row.member_id, name: row.member_name ?? '–', number: row.member_number ?? '–' }
    const individual = { id: row.individual_id, name: row.individual_name ?? '–', number: row.booking_number ?? '–' }
    return {
      id: row.id,
      direction: row.direction,
      state: row.shown_state,
      from: row.direction === 'inbound' ? member : individual,
      to: row.direction === 'inbound' ? individual : member,
      housingUnit: row.housing_unit ?? '',
      sentAt: toInstant(row.sent_at),
      snippet: found !== undefined ? marked(found) : beginning === null ? null : { text: beginning, marks: [] },
    }
  }

  return {
    messages(question) {
      const match = matchOf(question.text)
      const { where, values } = conditions(question)
      // The people are few, the messages many: contacts are found first, and their messages by the index of threads.
      const sql = `WITH hit (seq) AS (
          ${match === null ? '' : 'SELECT rowid FROM message_text WHERE message_text MATCH :match UNION'}
          SELECT seq FROM message WHERE contact_id IN (
            SELECT contact.id FROM contact LEFT JOIN member ON member.id = contact.member_id
              LEFT JOIN individual ON individual.id = contact.individual_id
            WHERE member.name LIKE :person ESCAPE '\\' OR member.member_number LIKE :person ESCAPE '\\'
              OR individual.name LIKE :person ESCAPE '\\' OR individual.booking_number LIKE :person ESCAPE '\\'))
        SELECT message.seq, message.id, direction, shown_state, sent_at, substr(text, 1, 400) AS beginning,
          message.member_id, member.name AS member_name, member.member_number, message.individual_id,
          individual.name AS individual_name, individual.booking_number, individual.housing_unit
        FROM hit CROSS JOIN message ON message.seq = hit.seq LEFT JOIN member ON member.id = message.member_id
          LEFT JOIN individual ON individual.id = message.individual_id
        WHERE ${where.join(' AND ')} ORDER BY sent_at DESC, message.id DESC LIMIT ${SEARCH_PAGE + 1}`
      const rows = statementOf(sql).all({
        ...values,
        person: likePattern(question.text),
        ...(match === null ? {} : { match }),
      })
      const page = rows.slice(0, SEARCH_PAGE)
      const last = page.at(-1)
      return {
        hits: page.map((row) => hitOf(row, match)),
        next: rows.length > SEARCH_PAGE && last !== undefined ? { sentAt: last.sent_at, id: last.id } : null,
      }
    },
  }
}

/** All of the words, the last one as a beginning because it may still be being typed; null where there is no word. */
function matchOf(text: string): string | null {
  const terms = text.match(/[\p{L}\p{N}]+/gu)
  return terms === null ? null : `${terms.map((each) => `"${each}"`).join(' ')}*`
}

function conditions({ filter, openOnly, after }: SearchQuestion) {
  const where = ['TRUE']
  const values: Record<string, string | number> = {}
  const add = (test: string, name: string, value: string | number) => {
    where.push(test)
    values[name] = value
  }
  if (openOnly) where.push('message.queue IS NOT NULL')
  if (filter.states)
    add('shown_state IN (SELECT value FROM json_each(:states))', 'states', JSON.stringify(filter.states))
  if (filter.direction) add('direction = :direction', 'direction', filter.direction)
  if (filter.housingUnits) {
    add('housing_unit IN (SELECT value FROM json_each(:units))', 'units', JSON.stringify(filter.housingUnits))
  }
  if (filter.sentFrom) add('sent_at >= :sentFrom', 'sentFrom', toMs(filter.sentFrom))
  if (filter.sentUntil) add('sent_at < :sentUntil', 'sentUntil', toMs(filter.sentUntil))
  if (after !== null) {
    where.push('(sent_at, message.id) < (:afterAt, :afterId)')
    Object.assign(values, { afterAt: after.sentAt, afterId: after.id })
  }
  return { where, values }
}

/** Takes the signs around what was found out of a text and says where they stood. */
function marked(raw: string): NonNullable<SearchHit['snippet']> {
  const marks: { start: number; end: number }[] = []
  let text = ''
  let start: number | null = null
  for (const part of raw.replace(/\s+/g, ' ').split(new RegExp(`([${OPEN}${CLOSE}])`))) {
    if (part === OPEN) start = text.length
    else if (part === CLOSE) {
      if (start !== null && text.length > start) marks.push({ start, end: text.length })
      start = null
    } else text += part
  }
  return { text, marks }
}
