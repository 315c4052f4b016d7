import { SEARCH_PAGE, type SearchFilter, type SearchHit } from '../../../shared/console/search.ts'
import type { MessageState } from '../../../shared/domain/message.ts'
import { type Closed, notClosed, nothingClosed } from './closed.ts'
import { likePattern } from './contacts.ts'
import type { Database } from './database.ts'
import { wordsOf } from './fold.ts'
import { kept } from './kept.ts'
import { categoryMask } from './messages.ts'
import { previewOf } from './queue.ts'
import { queueNumbers } from './queues.ts'
import { firstSeq } from './seq.ts'
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
  shown_escalated: number
  sent_at: number
  /** What was found in the text, or null where only a person was. */
  found: string | null
  beginning: string | null
  member_id: string
  member_name: string | null
  member_number: string | null
  individual_id: string
  individual_name: string | null
  booking_number: string | null
  housing_unit: string | null
}

type Values = Record<string, string | number>

/** Words around what was found. */
const SNIPPET_WORDS = 24
/** Words of a name that are looked for. */
const MOST_WORDS = 8
const ofPerson = 'SELECT id FROM contact WHERE member_id = :person OR individual_id = :person'
/** Signs that nobody types, around what was found. */
const [OPEN, CLOSE] = ['\u0001', '\u0002']

const columns = `message.seq, message.id, direction, shown_state, shown_escalated, sent_at, message.member_id,
  member.name AS member_name, member.member_number, message.individual_id, individual.name AS individual_name,
  individual.booking_number, individual.housing_unit`
const people = `LEFT JOIN member ON member.id = message.member_id
  LEFT JOIN individual ON individual.id = message.individual_id`

/**
 * Both ways of finding a message give the newest first, and as many as a page takes. Messages are numbered by the time
 * at which they were sent (`seq.ts`), so neither has to look at more hits than it answers, however many there are.
 */
export function createSearchRepository(db: Database, closed: Closed = nothingClosed): SearchRepository {
  const placeOf = db.prepare<[string], number>('SELECT seq FROM message WHERE id = ?').pluck()
  const oldestOpen = db
    .prepare<[], number | null>(
      `SELECT MIN(at) FROM (${[1, 2, 3, 4]
        .map((queue) => `SELECT (SELECT MIN(sent_at) FROM message WHERE queue = ${queue}) AS at`)
        .join(' UNION ALL ')})`,
    )
    .pluck()
  /** Contacts of which every word begins a word of one of the two people's names or numbers. */
  function contactsOf(text: string): string[] {
    const words = wordsOf(text).slice(0, MOST_WORDS)
    if (words.length === 0) return []
    const people = words.map((_, n) => `SELECT id FROM person WHERE folded LIKE :word${n} ESCAPE '\\'`)
    const sql = `SELECT id FROM contact WHERE ${people
      .map((each) => `(member_id IN (${each}) OR individual_id IN (${each}))`)
      .join(' AND ')}`
    const values = Object.fromEntries(words.map((word, n) => [`word${n}`, `% ${likePattern(word).slice(1)}`]))
    return idsOf(sql).all(values)
  }

  const idsOf = kept((sql: string) => db.prepare<[Values], string>(sql).pluck())
  /** There are few shapes of filter; making a statement of this size takes as long as running it. */
  const statementOf = kept((sql: string) => db.prepare<[Values], Row>(sql))

  function byText(match: string, where: readonly string[], values: Values): Row[] {
    const tests = where.map((each) => ` AND ${each.replaceAll('message.seq', 'message_text.rowid')}`).join('')
    const sql = `SELECT ${columns}, NULL AS beginning,
        snippet(message_text, 0, '${OPEN}', '${CLOSE}', '…', ${SNIPPET_WORDS}) AS found
      FROM message_text CROSS JOIN message ON message.seq = message_text.rowid ${people}
      WHERE message_text MATCH :match${tests} ORDER BY message_text.rowid DESC LIMIT ${SEARCH_PAGE + 1}`
    return statementOf(sql).all({ ...values, match })
  }

  function byId(beginning: string, where: readonly string[], values: Values): Row[] {
    const tests = where.map((each) => ` AND ${each}`).join('')
    const sql = `SELECT ${columns}, substr(text, 1, 400) AS beginning, NULL AS found FROM message ${people}
      WHERE message.id >= :idFrom AND message.id < :idUntil${tests} ORDER BY message.seq DESC LIMIT ${SEARCH_PAGE + 1}`
    // After every hexadecimal digit and the hyphen comes `g`.
    return statementOf(sql).all({ ...values, idFrom: beginning, idUntil: `${beginning}g` })
  }

  function byContacts(contacts: readonly string[], where: readonly string[], values: Values): Row[] {
    if (contacts.length === 0) return []
    const tests = where.map((each) => ` AND ${each}`).join('')
    // What is listed is read for a page only: the hits before it are sorted by their numbers alone.
    const sql = `WITH hit (seq) AS (
        SELECT message.seq FROM message INDEXED BY message_thread
          LEFT JOIN individual ON individual.id = message.individual_id
        WHERE contact_id IN (SELECT value FROM json_each(:contacts))${tests}
        ORDER BY message.seq DESC LIMIT ${SEARCH_PAGE + 1})
      SELECT ${columns}, substr(text, 1, 400) AS beginning, NULL AS found
      FROM hit CROSS JOIN message ON message.seq = hit.seq ${people}`
    return statementOf(sql).all({ ...values, contacts: JSON.stringify(contacts) })
  }

  return {
    messages(question) {
      const match = matchOf(question.text)
      const { where, values } = conditions(question)
      if (closed.any()) where.push(notClosed('message.contact_id'))
      if (question.openOnly) {
        // What is open is young: everything older than the oldest of it need not be looked at.
        where.push('message.queue IS NOT NULL', 'message.seq >= :open')
        values.open = firstSeq(oldestOpen.get() ?? 0)
      }
      if (question.after !== null) {
        where.push('message.seq < :after')
        values.after = placeOf.get(question.after.id) ?? firstSeq(question.after.sentAt)
      }
      const { person } = question.filter
      const own = person === undefined ? null : idsOf(ofPerson).all({ person: person.id })
      if (own !== null) {
        where.push('message.contact_id IN (SELECT value FROM json_each(:own))')
        values.own = JSON.stringify(own)
      }
      const beginning = idBeginning(question.text)
      const found = new Map<number, Row>()
      const add = (list: readonly Row[]) => {
        for (const row of list) if (!found.has(row.seq)) found.set(row.seq, row)
      }
      if (match !== null) add(byText(match, where, values))
      if (beginning !== null) add(byId(beginning, where, values))
      add(byContacts(question.text === '' ? (own ?? []) : contactsOf(question.text), where, values))
      const rows = [...found.values()]
      rows.sort((a, b) => b.seq - a.seq)
      const page = rows.slice(0, SEARCH_PAGE)
      const last = page.at(-1)
      // Numbers tell seconds apart; within one it is the moment that counts.
      const shown = page.toSorted((a, b) => b.sent_at - a.sent_at || (a.id < b.id ? 1 : -1))
      return {
        hits: shown.map(hitOf),
        next: rows.length > SEARCH_PAGE && last !== undefined ? { sentAt: last.sent_at, id: last.id } : null,
      }
    },
  }
}

function hitOf(row: Row): SearchHit {
  const beginning = previewOf(row.beginning)
  const member = { id: row.member_id, name: row.member_name ?? '–', number: row.member_number ?? '–' }
  const individual = { id: row.individual_id, name: row.individual_name ?? '–', number: row.booking_number ?? '–' }
  return {
    id: row.id,
    direction: row.direction,
    state: row.shown_state,
    escalated: row.shown_escalated === 1,
    from: row.direction === 'inbound' ? member : individual,
    to: row.direction === 'inbound' ? individual : member,
    housingUnit: row.housing_unit ?? '',
    sentAt: toInstant(row.sent_at),
    snippet: row.found !== null ? marked(row.found) : beginning === null ? null : { text: beginning, marks: [] },
  }
}

/** The beginning of a message's id, where a text is one: eight hexadecimal digits at least. */
export function idBeginning(text: string): string | null {
  const digits = text.toLowerCase().replaceAll('-', '')
  if (!/^[0-9a-f]{8,32}$/.test(digits)) return null
  const parts = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)]
  return parts.filter((part) => part !== '').join('-')
}

/** All of the words, the last one as a beginning because it may still be being typed; null where there is no word. */
function matchOf(text: string): string | null {
  const terms = text.match(/[\p{L}\p{N}]+/gu)
  return terms === null ? null : `${terms.map((each) => `"${each}"`).join(' ')}*`
}

function conditions({ filter }: SearchQuestion): { where: string[]; values: Values } {
  const where: string[] = []
  const values: Values = {}
  const add = (test: string, name: string, value: string | number) => {
    where.push(test)
    values[name] = value
  }
  if (filter.states)
    add('shown_state IN (SELECT value FROM json_each(:states))', 'states', JSON.stringify(filter.states))
  if (filter.direction) add('direction = :direction', 'direction', filter.direction)
  if (filter.housingUnits) {
    add('housing_unit IN (SELECT value FROM json_each(:units))', 'units', JSON.stringify(filter.housingUnits))
  }
  if (filter.categories) add('(categories & :mask) <> 0', 'mask', categoryMask(filter.categories))
  if (filter.queue) add('message.queue = :queue', 'queue', queueNumbers[filter.queue])
  if (filter.sentFrom) {
    add('sent_at >= :sentFrom', 'sentFrom', toMs(filter.sentFrom))
    add('message.seq >= :seqFrom', 'seqFrom', firstSeq(toMs(filter.sentFrom)))
  }
  if (filter.sentUntil) add('sent_at < :sentUntil', 'sentUntil', toMs(filter.sentUntil))
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
