import type { Statement } from 'better-sqlite3'
import type { QueueCounts, QueueFilter, QueueName, QueueRow, QueueSort } from '../../../shared/console/review.ts'
import type { DecisionKind } from '../../../shared/domain/lifecycle.ts'
import type { MessageState } from '../../../shared/domain/message.ts'
import type { RuleHit, TermMatch } from '../../../shared/screening/rules.ts'
import { likePattern } from './contacts.ts'
import type { Database } from './database.ts'
import { categoryMask, priorityOf } from './messages.ts'
import { queueNumbers } from './queues.ts'
import { toInstant, toInstantOrNull } from './time.ts'

/** Most items that the list of decided messages goes back. */
export const DECIDED_LIMIT = 1_000

/** Characters of a preview, on one line. */
const PREVIEW = 160

/** The queues as they are shown, with the overlay applied. */
export interface QueueRepository {
  /** Ids in order: all of them, or the first so many. */
  list(queue: QueueName, filter: QueueFilter, sort: QueueSort, limit?: number): string[]
  rows(ids: readonly string[]): QueueRow[]
  counts(): Omit<QueueCounts, 'pendingContacts'>
}

interface Listed {
  id: string
  version: number
  direction: 'inbound' | 'outbound'
  characters: number
  shown_state: MessageState
  shown_escalated: number
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
}

export function createQueueRepository(db: Database): QueueRepository {
  const rows = db.prepare<[string], Listed>(
    `SELECT message.id, message.version, direction, characters, shown_state, shown_escalated, urgent, priority, cod,
       revision, sent_at, state_since, deliver_at, decided_at, matches, rules, substr(text, 1, 400) AS beginning,
       message.member_id, member.name AS member_name, member.member_number, message.individual_id,
       individual.name AS individual_name, individual.booking_number, individual.housing_unit,
       outbox.kind AS overlay_kind, outbox.batch_id AS overlay_batch, outbox.reason_id AS overlay_reason,
       outbox.undo_until AS overlay_undo, outbox.at AS overlay_at
     FROM json_each(?) AS wanted CROSS JOIN message ON message.id = wanted.value
       LEFT JOIN member ON member.id = message.member_id
       LEFT JOIN individual ON individual.id = message.individual_id
       LEFT JOIN outbox ON outbox.id = message.overlay_id
     ORDER BY wanted.key`,
  )
  const lastDecision = db.prepare<
    [string],
    { kind: DecisionKind; by_name: string | null; at: number; reason_id: string | null }
  >(
    `SELECT kind, staff.name AS by_name, at, reason_id FROM decision LEFT JOIN staff ON staff.id = staff_id
     WHERE message_id = ? ORDER BY at DESC, decision.id DESC LIMIT 1`,
  )
  const count = db.prepare<[number], { n: number }>('SELECT COUNT(*) AS n FROM message WHERE queue = ?')
  const oldest = db.prepare<[number], { at: number | null }>('SELECT MIN(sent_at) AS at FROM message WHERE queue = ?')
  const decided = db.prepare<[], { n: number }>(
    `SELECT COUNT(*) AS n FROM (SELECT 1 FROM message WHERE queue IS NULL AND decided_at IS NOT NULL LIMIT ${DECIDED_LIMIT})`,
  )

  /** There are few shapes of filter. */
  const lists = new Map<string, Statement<[Record<string, string | number>], string>>()
  function listOf(sql: string): Statement<[Record<string, string | number>], string> {
    const made = lists.get(sql) ?? db.prepare<[Record<string, string | number>], string>(sql).pluck()
    lists.set(sql, made)
    return made
  }

  return {
    list(queue, filter, sort, limit = -1) {
      const { where, values } = conditions(filter)
      const tests = where.map((each) => ` AND ${each}`).join('')
      const sql =
        queue === 'decided'
          ? `SELECT id FROM (SELECT id, contact_id, direction, categories, cod, revision, decided_at FROM message
               WHERE queue IS NULL AND decided_at IS NOT NULL ORDER BY decided_at DESC LIMIT ${DECIDED_LIMIT})
             WHERE TRUE${tests} ORDER BY decided_at ${sort === 'oldest' ? '' : 'DESC'} LIMIT :limit`
          : `SELECT id FROM message INDEXED BY ${sort === 'priority' ? 'message_queue' : 'message_age'}
             WHERE queue = ${queueNumbers[queue]}${tests} ORDER BY ${orders[sort]} LIMIT :limit`
      return listOf(sql).all({ ...values, limit })
    },
    rows(ids) {
      return rows.all(JSON.stringify(ids)).map((found) => {
        const last = found.decided_at === null ? undefined : lastDecision.get(found.id)
        const decidedBy = last
          ? { kind: last.kind, by: last.by_name ?? '–', at: toInstant(last.at), reasonId: last.reason_id }
          : null
        return { ...toQueueRow(found), decided: decidedBy }
      })
    },
    counts() {
      const counts = { needs_review: 0, held: 0, escalated: 0, scheduled: 0, decided: decided.get()?.n ?? 0 }
      const since: Record<QueueName, string | null> = {
        needs_review: null,
        held: null,
        escalated: null,
        scheduled: null,
        decided: null,
      }
      for (const [name, number] of Object.entries(queueNumbers) as [Exclude<QueueName, 'decided'>, number][]) {
        counts[name] = count.get(number)?.n ?? 0
        since[name] = toInstantOrNull(oldest.get(number)?.at ?? null)
      }
      return { counts, oldest: since }
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
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= PREVIEW ? line : line.slice(0, PREVIEW).replace(/[\uD800-\uDBFF]$/, '')
}

/** Most messages matched nothing. */
function listIn<T>(json: string): T[] {
  return json === '[]' ? [] : (JSON.parse(json) as T[])
}

function toQueueRow(row: Listed): Omit<QueueRow, 'decided'> {
  const member = { id: row.member_id, name: row.member_name ?? '–', number: row.member_number ?? '–' }
  const individual = { id: row.individual_id, name: row.individual_name ?? '–', number: row.booking_number ?? '–' }
  const flags = new Map<string, QueueRow['flags'][number]>()
  for (const match of listIn<TermMatch>(row.matches)) {
    flags.set(match.watchlistId, { category: match.category, watchlist: match.watchlist })
  }
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
    flags: [...flags.values()],
    rules: listIn<RuleHit>(row.rules).map((hit) => hit.name),
    cod: row.cod === 1,
    revision: row.revision === 1,
    sentAt: toInstant(row.sent_at),
    stateSince: toInstant(row.state_since),
    deliverAt: toInstantOrNull(row.deliver_at),
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
