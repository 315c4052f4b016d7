import type { BatchCounts, BatchItem, BatchOutcome } from '../../../shared/console/batches.ts'
import type { DecisionKind } from '../../../shared/domain/lifecycle.ts'
import type { Direction, Payment } from '../../../shared/domain/message.ts'
import type { Category } from '../../../shared/screening/rules.ts'
import type { Database } from './database.ts'
import { categoriesOf } from './messages.ts'
import { toInstant } from './time.ts'

export interface Batch {
  readonly id: string
  readonly userId: string
  readonly kind: DecisionKind
  readonly reasonId: string | null
  /** Milliseconds since 1970. */
  readonly at: number
}

/** What the plan of a batch sums up of one message. */
export interface BatchFacts {
  readonly sender: string
  readonly recipient: string
  readonly cod: boolean
  readonly payment: Payment
  readonly urgent: boolean
  readonly escalated: boolean
  readonly revision: boolean
  readonly categories: readonly Category[]
}

/** The batches that this workstation's users decided, each message with what became of it. */
export interface BatchRepository {
  begin(batch: Batch): void
  get(id: string): Batch | null
  /** The latest of a user, newest first, at most 50. */
  latest(userId: string): Batch[]
  add(batchId: string, messageId: string, place: number, outcome: BatchOutcome, code: string | null): void
  /** Changes what became of one message; nothing where that is no part of a known batch. */
  settle(batchId: string, messageId: string, outcome: BatchOutcome, code: string | null, by: string | null): boolean
  counts(batchId: string): BatchCounts
  items(batchId: string): BatchItem[]
  facts(messageId: string): BatchFacts | null
  /** What was decided under a batch of anybody, as far as it is kept here. */
  decided(batchId: string): DecidedBatch | null
  /** Forgets those older than a moment. */
  purge(before: number): void
}

export interface DecidedBatch {
  readonly kind: DecisionKind
  readonly by: string
  readonly at: string
  readonly reasonId: string | null
  readonly messageIds: readonly string[]
}

interface FactsRow {
  direction: Direction
  member_id: string
  individual_id: string
  cod: number
  payment: Payment
  urgent: number
  shown_escalated: number
  revision: number
  categories: number
}

const nothing: BatchCounts = { waiting: 0, applied: 0, conflict: 0, refused: 0, refused_here: 0, undone: 0 }

export function createBatchRepository(db: Database): BatchRepository {
  const columns = 'id, user_id AS userId, kind, reason_id AS reasonId, at'
  const begin = db.prepare('INSERT INTO batch VALUES (:id, :userId, :kind, :reasonId, :at)')
  const get = db.prepare<[string], Batch>(`SELECT ${columns} FROM batch WHERE id = ?`)
  const latest = db.prepare<[string], Batch>(`SELECT ${columns} FROM batch WHERE user_id = ? ORDER BY at DESC LIMIT 50`)
  const add = db.prepare('INSERT INTO batch_item VALUES (?, ?, ?, ?, ?, NULL)')
  const settle = db.prepare(
    'UPDATE batch_item SET outcome = ?, code = ?, by_name = ? WHERE batch_id = ? AND message_id = ?',
  )
  const counts = db.prepare<[string], { outcome: BatchOutcome; n: number }>(
    'SELECT outcome, COUNT(*) AS n FROM batch_item WHERE batch_id = ? GROUP BY outcome',
  )
  const items = db.prepare<[string], BatchItem>(
    'SELECT message_id AS id, outcome, code, by_name AS by FROM batch_item WHERE batch_id = ? ORDER BY place',
  )
  const facts = db.prepare<[string], FactsRow>(
    `SELECT direction, member_id, individual_id, cod, payment, urgent, shown_escalated, revision, categories
     FROM message WHERE id = ?`,
  )
  const decided = db.prepare<
    [string],
    { messageId: string; kind: DecisionKind; by: string | null; at: number; reasonId: string | null }
  >(
    `SELECT message_id AS messageId, kind, staff.name AS by, at, reason_id AS reasonId
     FROM decision LEFT JOIN staff ON staff.id = staff_id WHERE batch_id = ? ORDER BY at, decision.id LIMIT 5000`,
  )
  const purgeItems = db.prepare('DELETE FROM batch_item WHERE batch_id IN (SELECT id FROM batch WHERE at < ?)')
  const purge = db.prepare('DELETE FROM batch WHERE at < ?')

  return {
    begin(batch) {
      begin.run({ ...batch })
    },
    get: (id) => get.get(id) ?? null,
    latest: (userId) => latest.all(userId),
    add(batchId, messageId, place, outcome, code) {
      add.run(batchId, messageId, place, outcome, code)
    },
    settle: (batchId, messageId, outcome, code, by) => settle.run(outcome, code, by, batchId, messageId).changes > 0,
    counts: (batchId) => ({
      ...nothing,
      ...Object.fromEntries(counts.all(batchId).map(({ outcome, n }) => [outcome, n])),
    }),
    items: (batchId) => items.all(batchId),
    facts(messageId) {
      const row = facts.get(messageId)
      if (!row) return null
      const inbound = row.direction === 'inbound'
      return {
        sender: inbound ? row.member_id : row.individual_id,
        recipient: inbound ? row.individual_id : row.member_id,
        cod: row.cod === 1,
        payment: row.payment,
        urgent: row.urgent === 1,
        escalated: row.shown_escalated === 1,
        revision: row.revision === 1,
        categories: categoriesOf(row.categories),
      }
    },
    decided(batchId) {
      const rows = decided.all(batchId)
      const [first] = rows
      if (!first) return null
      return {
        kind: first.kind,
        by: first.by ?? '–',
        at: toInstant(first.at),
        reasonId: first.reasonId,
        messageIds: rows.map((row) => row.messageId),
      }
    },
    purge(before) {
      purgeItems.run(before)
      purge.run(before)
    },
  }
}
