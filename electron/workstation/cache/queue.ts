import {
  type QueueCounts,
  type QueueFilter,
  type QueueName,
  type QueueRow,
  type QueueSort,
  queueName,
  TARGET_COUNT_MAX,
} from '../../../shared/console/review.ts'
import { lateBefore } from '../../../shared/domain/age.ts'
import type { DecisionKind } from '../../../shared/domain/lifecycle.ts'
import type { MessageState } from '../../../shared/domain/message.ts'
import type { RuleHit, TermMatch } from '../../../shared/screening/rules.ts'
import { type Closed, notClosed, nothingClosed } from './closed.ts'
import { likePattern } from './contacts.ts'
import type { Database } from './database.ts'
import { kept } from './kept.ts'
import { categoryMask } from './messages.ts'
import { priorityOf } from './priority.ts'
import { DECIDED_LIMIT, takeOutClosed } from './queue-closed.ts'
import { type OpenQueue, queueNumbers, timedQueues } from './queues.ts'
import { toInstant, toInstantOrNull } from './time.ts'

/** Minutes of the target before the facility's own record has arrived: its usual one. */
const UNKNOWN_TARGET = 240

/** Characters of a preview, on one line. */
const PREVIEW = 160

/** Who looks at the queues, and when. */
export interface Looker {
  readonly userId: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** The queues as they are shown, with the overlay applied. */
export interface QueueRepository {
  /** Ids in order: all of them, or the first so many. */
  list(queue: QueueName, filter: QueueFilter, sort: QueueSort, who: Looker, limit?: number): string[]
  /** Those of some messages that stand in a queue and match a filter. */
  standing(queue: QueueName, filter: QueueFilter, who: Pick<Looker, 'userId'>, ids: readonly string[]): string[]
  rows(ids: readonly string[]): QueueRow[]
  /** The work does not grow with the queues: sizes are kept, ages read from an index, and what is near the target counted up to a limit. */
  counts(who: Looker): Omit<QueueCounts, 'pendingContacts'>
}

interface Listed {
  id: string
  version: number
  contact_id: string
  direction: 'inbound' | 'outbound'
  characters: number
  shown_state: MessageState
  shown_escalated: number
  shown_assigned: string | null
  assigned_name: string | null
  shown_held_until: number | null
  queue: number | null
  urgent: number
  priority: number
  cod: number
  revision: number
  sent_at: number
  state_since: number
  deliver_at: number | null
  decided_at: number | null
  matches: string
  rules: string
  beginning: string | null
  member_id: string
  member_name: string | null
  member_number: string | null
  individual_id: string
  individual_name: string | null
  booking_number: string | null
  housing_unit: string | null
  overlay_kind: string | null
  overlay_batch: string | null
  overlay_reason: string | null
  overlay_undo: number | null
  overlay_at: number | null
}

const orders: Readonly<Record<QueueSort, string>> = {
  priority: 'urgent DESC, priority DESC, sent_at, id',
  oldest: 'sent_at, id',
  newest: 'sent_at DESC, id DESC',
  target: 'CASE WHEN sent_at >= :soon THEN 2 WHEN sent_at < :late THEN 1 ELSE 0 END, sent_at, id',
}

export function createQueueRepository(db: Database, closed: Closed = nothingClosed): QueueRepository {
  const rulesIn = createRuleNames()
  // The outermost of nested loops goes through the ids as they stand, so the rows need no sorting.
  const rows = db.prepare<[string], Listed>(
    `SELECT message.id, message.version, message.contact_id, direction, characters, shown_state, shown_escalated,
       shown_assigned, assignee.name AS assigned_name, shown_held_until, queue, urgent, priority, cod,
       revision, sent_at, state_since, deliver_at, decided_at, matches, rules, substr(text, 1, 240) AS beginning,
       message.member_id, member.name AS member_name, member.member_number, message.individual_id,
       individual.name AS individual_name, individual.booking_number, individual.housing_unit,
       outbox.kind AS overlay_kind, outbox.batch_id AS overlay_batch, outbox.reason_id AS overlay_reason,
       outbox.undo_until AS overlay_undo, outbox.at AS overlay_at
     FROM json_each(?) AS wanted CROSS JOIN message ON message.id = wanted.value
       LEFT JOIN member ON member.id = message.member_id
       LEFT JOIN individual ON individual.id = message.individual_id
       LEFT JOIN outbox ON outbox.id = message.overlay_id LEFT JOIN staff AS assignee ON assignee.id = shown_assigned`,
  )
  const lastDecision = db.prepare<
    [string],
    { kind: DecisionKind; by_name: string | null; at: number; reason_id: string | null }
  >(
    `SELECT kind, staff.name AS by_name, at, reason_id FROM decision LEFT JOIN staff ON staff.id = staff_id
     WHERE message_id = ? ORDER BY at DESC, decision.id DESC LIMIT 1`,
  )
  const sizes = db.prepare<[], { queue: number; n: number }>('SELECT queue, n FROM queue_count')
  const mine = db.prepare<[string], { n: number; oldest: number | null }>(
    `SELECT COUNT(*) AS n, MIN(sent_at) AS oldest FROM message INDEXED BY message_assigned
     WHERE queue IS NOT NULL AND shown_assigned = ?`,
  )
  const between = db.prepare<[number, number, number], { n: number }>(
    `SELECT COUNT(*) AS n FROM (SELECT 1 FROM message INDEXED BY message_age
       WHERE queue = ? AND sent_at >= ? AND sent_at < ? LIMIT ${TARGET_COUNT_MAX})`,
  )
  const mineBetween = db.prepare<[string, number, number], { n: number }>(
    `SELECT COUNT(*) AS n FROM (SELECT 1 FROM message INDEXED BY message_assigned
       WHERE queue IN (1, 2, 3) AND shown_assigned = ? AND sent_at >= ? AND sent_at < ? LIMIT ${TARGET_COUNT_MAX})`,
  )
  const target = db.prepare<[], { minutes: number }>('SELECT target_minutes AS minutes FROM facility LIMIT 1')
  const targetMinutes = () => target.get()?.minutes ?? UNKNOWN_TARGET
  const oldest = db.prepare<[number], { at: number | null }>('SELECT MIN(sent_at) AS at FROM message WHERE queue = ?')
  const decided = db.prepare<[], { n: number }>(
    `SELECT COUNT(*) AS n FROM (SELECT 1 FROM message WHERE queue IS NULL AND decided_at IS NOT NULL LIMIT ${DECIDED_LIMIT})`,
  )

  /** There are few shapes of filter. */
  const listOf = kept((sql: string) => db.prepare<[Record<string, string | number>], string>(sql).pluck())

  return {
    list(queue, filter, sort, { userId, now }, limit = -1) {
      const { where, values } = conditions(filter)
      if (sort === 'target') Object.assign(values, lateBefore(targetMinutes(), now))
      if (queue === 'assigned') values.userId = userId
      if (closed.any()) where.push(notClosed('contact_id'))
      const tests = where.map((each) => ` AND ${each}`).join('')
      const sql =
        queue === 'decided'
          ? `SELECT id FROM (SELECT id, contact_id, direction, categories, cod, revision, decided_at FROM message
               WHERE queue IS NULL AND decided_at IS NOT NULL ORDER BY decided_at DESC LIMIT ${DECIDED_LIMIT})
             WHERE TRUE${tests} ORDER BY decided_at ${sort === 'oldest' ? '' : 'DESC'} LIMIT :limit`
          : queue === 'assigned'
            ? `SELECT id FROM message INDEXED BY message_assigned
               WHERE queue IS NOT NULL AND shown_assigned = :userId${tests} ORDER BY ${orders[sort]} LIMIT :limit`
            : `SELECT id FROM message INDEXED BY ${sort === 'priority' ? 'message_queue' : 'message_age'}
               WHERE queue = ${queueNumbers[queue]}${tests} ORDER BY ${orders[sort]} LIMIT :limit`
      return listOf(sql).all({ ...values, limit })
    },
    standing(queue, filter, { userId }, ids) {
      const { where, values } = conditions(filter)
      if (queue === 'assigned') values.userId = userId
      // The plus signs keep to the few that are asked for: an index of the queue would begin with all of it.
      const stands =
        queue === 'decided'
          ? `+queue IS NULL AND decided_at >= (SELECT MIN(decided_at) FROM
               (SELECT decided_at FROM message WHERE queue IS NULL AND decided_at IS NOT NULL
                ORDER BY decided_at DESC LIMIT ${DECIDED_LIMIT}))`
          : queue === 'assigned'
            ? '+queue IS NOT NULL AND +shown_assigned = :userId'
            : `+queue = ${queueNumbers[queue]}`
      const tests = [stands, ...where].join(' AND ')
      const sql = `SELECT id FROM message WHERE id IN (SELECT value FROM json_each(:ids)) AND ${tests}`
      return listOf(sql).all({ ...values, ids: JSON.stringify(ids) })
    },
    rows(ids) {
      const minutes = targetMinutes()
      const open = rows.all(JSON.stringify(ids)).filter((found) => !closed.contact(found.contact_id))
      return open.map((found) => {
        const last = found.decided_at === null ? undefined : lastDecision.get(found.id)
        const decidedBy = last
          ? { kind: last.kind, by: last.by_name ?? '–', at: toInstant(last.at), reasonId: last.reason_id }
          : null
        return toQueueRow(found, minutes, rulesIn(found.rules), decidedBy)
      })
    },
    counts({ userId, now }) {
      const zero = () => Object.fromEntries(queueName.options.map((name) => [name, 0])) as Record<QueueName, number>
      const [counts, late, soon] = [zero(), zero(), zero()]
      const since = Object.fromEntries(queueName.options.map((name) => [name, null])) as QueueCounts['oldest']
      const minutes = targetMinutes()
      const edges = lateBefore(minutes, now)
      const stored = new Map(sizes.all().map((each) => [each.queue, each.n]))
      for (const [name, number] of Object.entries(queueNumbers) as [OpenQueue, number][]) {
        counts[name] = stored.get(number) ?? 0
        since[name] = toInstantOrNull(oldest.get(number)?.at ?? null)
        if (!timedQueues.includes(number)) continue
        late[name] = between.get(number, 0, edges.late)?.n ?? 0
        soon[name] = between.get(number, edges.late, edges.soon)?.n ?? 0
      }
      const own = mine.get(userId)
      counts.assigned = own?.n ?? 0
      since.assigned = toInstantOrNull(own?.oldest ?? null)
      late.assigned = mineBetween.get(userId, 0, edges.late)?.n ?? 0
      soon.assigned = mineBetween.get(userId, edges.late, edges.soon)?.n ?? 0
      counts.decided = decided.get()?.n ?? 0
      if (closed.any()) takeOutClosed(db, { counts, oldest: since, late, soon }, userId, edges)
      return { counts, oldest: since, late, soon, targetMinutes: minutes }
    },
  }
}

/** The text of a filter's tests, which name columns that the queue's indexes carry, and the values they compare with. */
function conditions(filter: QueueFilter): { where: string[]; values: Record<string, string | number> } {
  const where: string[] = []
  const values: Record<string, string | number> = {}
  if (filter.direction !== undefined) {
    where.push('direction = :direction')
    values.direction = filter.direction
  }
  if (filter.flagged !== undefined) where.push(filter.flagged ? 'categories <> 0' : 'categories = 0')
  if (filter.assigned !== undefined) {
    where.push(`id ${filter.assigned ? '' : 'NOT '}IN (SELECT id FROM message INDEXED BY message_assigned
       WHERE queue IS NOT NULL AND shown_assigned IS NOT NULL)`)
  }
  if (filter.cod !== undefined) where.push(filter.cod ? 'cod = 1' : 'cod = 0')
  if (filter.revision !== undefined) where.push(filter.revision ? 'revision = 1' : 'revision = 0')
  if (filter.categories !== undefined && filter.categories.length > 0) {
    where.push('(categories & :mask) <> 0')
    values.mask = categoryMask(filter.categories)
  }
  if (filter.housingUnits !== undefined && filter.housingUnits.length > 0) {
    where.push(
      `contact_id IN (SELECT contact.id FROM contact JOIN individual ON individual.id = contact.individual_id
         WHERE individual.housing_unit IN (SELECT value FROM json_each(:units)))`,
    )
    values.units = JSON.stringify(filter.housingUnits)
  }
  if (filter.person !== undefined && filter.person !== '') {
    where.push(
      `contact_id IN (SELECT contact.id FROM contact LEFT JOIN member ON member.id = contact.member_id
         LEFT JOIN individual ON individual.id = contact.individual_id
         WHERE member.name LIKE :person ESCAPE '\\' OR member.member_number LIKE :person ESCAPE '\\'
           OR individual.name LIKE :person ESCAPE '\\' OR individual.booking_number LIKE :person ESCAPE '\\')`,
    )
    values.person = likePattern(filter.person)
  }
  return { where, values }
}

/** The beginning of a text on one line, cut between code points. */
export function previewOf(text: string | null): string | null {
  if (text === null) return null
  const beginning = text.slice(0, PREVIEW + 1)
  // Most letters begin with plain words: those are cut and not rewritten, and every row of a queue has one.
  const line =
    beginning.length > PREVIEW && !beginning.includes('  ') && !/^\s|[^\S ]/.test(beginning)
      ? beginning
      : text.replace(/\s+/g, ' ').trim()
  return line.length <= PREVIEW ? line : line.slice(0, PREVIEW).replace(/[\uD800-\uDBFF]$/, '')
}

/** Stored texts whose rules are kept; others are read each time. */
const RULE_NAMES_KEPT = 500

/** Names by the stored text: what one rule sent to review has the same one. */
function createRuleNames(): (json: string) => string[] {
  const known = new Map<string, string[]>([['[]', []]])
  return (json) => {
    const names = known.get(json) ?? (JSON.parse(json) as RuleHit[]).map((hit) => hit.name)
    if (known.size < RULE_NAMES_KEPT) known.set(json, names)
    return names
  }
}

/** Each watchlist once. */
function flagsOf(matches: readonly TermMatch[]): QueueRow['flags'] {
  const flags = new Map<string, QueueRow['flags'][number]>()
  for (const { watchlistId, category, watchlist } of matches) flags.set(watchlistId, { category, watchlist })
  return [...flags.values()]
}

function toQueueRow(
  row: Listed,
  targetMinutes: number,
  rules: QueueRow['rules'],
  decided: QueueRow['decided'],
): QueueRow {
  const sentAt = toInstant(row.sent_at)
  const member = { id: row.member_id, name: row.member_name ?? '–', number: row.member_number ?? '–' }
  const individual = { id: row.individual_id, name: row.individual_name ?? '–', number: row.booking_number ?? '–' }
  return {
    id: row.id,
    version: row.version,
    state: row.shown_state,
    escalated: row.shown_escalated === 1,
    direction: row.direction,
    from: row.direction === 'inbound' ? member : individual,
    to: row.direction === 'inbound' ? individual : member,
    housingUnit: row.housing_unit ?? '',
    preview: previewOf(row.beginning),
    characters: row.characters,
    urgent: row.urgent === 1,
    priority: priorityOf(row.priority),
    flags: row.matches === '[]' ? [] : flagsOf(JSON.parse(row.matches) as TermMatch[]),
    decided,
    rules,
    cod: row.cod === 1,
    revision: row.revision === 1,
    sentAt,
    stateSince: row.state_since === row.sent_at ? sentAt : toInstant(row.state_since),
    deliverAt: toInstantOrNull(row.deliver_at),
    assignedTo: row.shown_assigned === null ? null : { id: row.shown_assigned, name: row.assigned_name ?? '–' },
    heldUntil: row.shown_state === 'held' ? toInstantOrNull(row.shown_held_until) : null,
    dueAt: timedQueues.includes(row.queue) ? toInstant(row.sent_at + targetMinutes * 60_000) : null,
    overlay:
      row.overlay_kind === null || row.overlay_undo === null || row.overlay_at === null || row.overlay_batch === null
        ? null
        : {
            kind: row.overlay_kind.slice('message.'.length) as DecisionKind,
            batchId: row.overlay_batch,
            reasonId: row.overlay_reason,
            undoUntil: toInstant(row.overlay_undo),
            at: toInstant(row.overlay_at),
          },
  }
}
