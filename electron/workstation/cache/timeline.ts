import type { PersonKind } from '../../../shared/central/entities.people.ts'
import type { ContactState } from '../../../shared/central/entities.ts'
import { TIMELINE_PAGE, type TimelineEntry } from '../../../shared/console/people.ts'
import type { DecisionKind } from '../../../shared/domain/lifecycle.ts'
import type { Direction, MessageState } from '../../../shared/domain/message.ts'
import type { Database } from './database.ts'
import { toInstant } from './time.ts'

/** The place after which a page begins: the moment and the id of the last entry before it. */
export interface TimelinePlace {
  readonly at: number
  readonly id: string
}

/** What happened around a person, newest first. */
export interface TimelineRepository {
  page(
    kind: PersonKind,
    id: string,
    after: TimelinePlace | null,
  ): { entries: TimelineEntry[]; next: TimelinePlace | null }
}

interface Row {
  key: string
  at: number
  by_name: string | null
  other_id: string | null
  other_name: string | null
  a: string
  b: string | null
  c: string | null
}

interface Given {
  person: string
  at: number
  id: string
}

type What = TimelineEntry['what']

/** One kind of event: its prefix in ids, its SQL for one side, and what a row says. */
interface Source {
  readonly sql: string
  readonly what: (row: Row) => What
}

function sourcesOf(kind: PersonKind): Source[] {
  const [own, other] = kind === 'individual' ? ['individual_id', 'member'] : ['member_id', 'individual']
  // The page is cut in each source, so that none of them is read to its end.
  const source = (prefix: string, at: string, id: string, columns: string, from: string, where = 'TRUE'): string =>
    `SELECT '${prefix}' || ${id} AS key, ${at} AS at, ${columns} FROM ${from}
     WHERE ${where} AND ${at} <= :at AND (${at} < :at OR '${prefix}' || ${id} < :id)
     ORDER BY ${at} DESC, ${id} DESC LIMIT ${TIMELINE_PAGE + 1}`
  const others = `LEFT JOIN ${other} ON ${other}.id = contact.${other}_id`
  const otherColumns = `${other}.id AS other_id, ${other}.name AS other_name`
  const ofContacts = `contact.${own} = :person`
  const step = (what: 'proposed' | 'imposed' | 'lifted', test = 'TRUE') =>
    source(
      `restriction-${what}-`,
      `restriction.${what}_at`,
      'restriction.id',
      `staff.name AS by_name, NULL AS other_id, NULL AS other_name, restriction.id AS a, restriction.kind AS b,
         CASE WHEN '${what}' = 'lifted' AND imposed_at IS NULL THEN 'turned_down' ELSE '${what}' END AS c`,
      `restriction LEFT JOIN staff ON staff.id = restriction.${what}_by`,
      `restriction.${own} = :person AND restriction.${what}_at IS NOT NULL AND ${test}`,
    )
  const restriction = (row: Row): What => ({
    kind: 'restriction',
    restrictionId: row.a,
    suspension: row.b === 'suspension',
    step: row.c as 'proposed' | 'imposed' | 'lifted' | 'turned_down',
  })
  return [
    {
      sql: source(
        'message-',
        'message.sent_at',
        'message.id',
        `NULL AS by_name, ${otherColumns}, message.id AS a, direction AS b, message.shown_state AS c`,
        `contact CROSS JOIN message ON message.contact_id = contact.id ${others}`,
        ofContacts,
      ),
      what: (row) => ({
        kind: 'message',
        messageId: row.a,
        direction: row.b as Direction,
        state: row.c as MessageState,
      }),
    },
    {
      sql: source(
        'decision-',
        'decision.at',
        'decision.id',
        `staff.name AS by_name, ${otherColumns}, decision.message_id AS a, decision.kind AS b, decision.reason_id AS c`,
        `contact CROSS JOIN message ON message.contact_id = contact.id
           CROSS JOIN decision ON decision.message_id = message.id ${others}
           LEFT JOIN staff ON staff.id = decision.staff_id`,
        ofContacts,
      ),
      what: (row) => ({ kind: 'decision', messageId: row.a, decision: row.b as DecisionKind, reasonId: row.c }),
    },
    {
      sql: source(
        'requested-',
        'contact.requested_at',
        'contact.id',
        `NULL AS by_name, ${otherColumns}, contact.id AS a, contact.relationship AS b, NULL AS c`,
        `contact ${others}`,
        ofContacts,
      ),
      what: (row) => ({ kind: 'contact_requested', contactId: row.a, relationship: row.b ?? '' }),
    },
    {
      sql: source(
        'decided-',
        'contact.decided_at',
        'contact.id',
        `staff.name AS by_name, ${otherColumns}, contact.id AS a, contact.state AS b, contact.reason_id AS c`,
        `contact ${others} LEFT JOIN staff ON staff.id = contact.decided_by`,
        `${ofContacts} AND contact.decided_at IS NOT NULL`,
      ),
      what: (row) => ({
        kind: 'contact_decided',
        contactId: row.a,
        state: row.b as ContactState,
        reasonId: row.c,
      }),
    },
    { sql: step('proposed'), what: restriction },
    { sql: step('imposed'), what: restriction },
    { sql: step('lifted'), what: restriction },
    {
      sql: source(
        'note-',
        'person_note.at',
        'person_note.id',
        'staff.name AS by_name, NULL AS other_id, NULL AS other_name, person_note.text AS a, NULL AS b, NULL AS c',
        'person_note LEFT JOIN staff ON staff.id = person_note.staff_id',
        'person_note.person_id = :person',
      ),
      what: (row) => ({ kind: 'note', text: row.a }),
    },
  ]
}

export function createTimelineRepository(db: Database): TimelineRepository {
  const prepared = (kind: PersonKind) =>
    sourcesOf(kind).map(({ sql, what }) => ({ statement: db.prepare<Given, Row>(sql), what }))
  const statements = { individual: prepared('individual'), member: prepared('member') }
  return {
    page(kind, id, after) {
      const given = { person: id, at: after?.at ?? Number.MAX_SAFE_INTEGER, id: after?.id ?? '' }
      const otherKind = kind === 'individual' ? 'member' : 'individual'
      const found = statements[kind].flatMap(({ statement, what }) =>
        statement.all(given).map((row) => ({ row, what: what(row) })),
      )
      found.sort((a, b) => b.row.at - a.row.at || (a.row.key < b.row.key ? 1 : -1))
      const page = found.slice(0, TIMELINE_PAGE)
      const last = page.at(-1)
      return {
        entries: page.map(({ row, what }) => ({
          id: row.key,
          at: toInstant(row.at),
          by: row.by_name,
          other:
            row.other_id === null || row.other_name === null
              ? null
              : { kind: otherKind, id: row.other_id, name: row.other_name },
          what,
        })),
        next: found.length > TIMELINE_PAGE && last !== undefined ? { at: last.row.at, id: last.row.key } : null,
      }
    },
  }
}
