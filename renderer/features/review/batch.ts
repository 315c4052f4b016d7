import type { QueueRow } from '../../../shared/console/review.ts'
import type { DecisionKind } from '../../../shared/domain/lifecycle.ts'
import { MESSAGE_PRICE } from '../../../shared/domain/message.ts'

/** How a batch divides, and what in it deserves a second look. */
export interface BatchSummary {
  readonly senders: number
  readonly recipients: number
  readonly flagged: number
  readonly cod: number
  /** Service credits that a rejection would give back. */
  readonly refund: number
  readonly categories: readonly { category: QueueRow['flags'][number]['category']; count: number }[]
  /** Flagged messages that nobody opened here: not to be approved together. */
  readonly unread: readonly QueueRow[]
  /** Urgent and flagged ones first. */
  readonly second: readonly QueueRow[]
}

/** Sums a batch up for its confirmation. */
export function summarise(rows: readonly QueueRow[], kind: DecisionKind, opened: ReadonlySet<string>): BatchSummary {
  const counts = new Map<QueueRow['flags'][number]['category'], number>()
  for (const row of rows) {
    for (const category of new Set(row.flags.map((flag) => flag.category))) {
      counts.set(category, (counts.get(category) ?? 0) + 1)
    }
  }
  const flagged = rows.filter((row) => row.flags.length > 0)
  const second = rows.filter((row) => row.urgent || row.flags.length > 0 || row.escalated || row.revision)
  return {
    senders: new Set(rows.map((row) => row.from.id)).size,
    recipients: new Set(rows.map((row) => row.to.id)).size,
    flagged: flagged.length,
    cod: rows.filter((row) => row.cod).length,
    refund: kind === 'reject' ? rows.filter((row) => !row.cod).length * MESSAGE_PRICE : 0,
    categories: [...counts].map(([category, count]) => ({ category, count })).sort((a, b) => b.count - a.count),
    unread: flagged.filter((row) => !opened.has(row.id)),
    second: [...second].sort((a, b) => Number(b.urgent) - Number(a.urgent) || b.flags.length - a.flags.length),
  }
}
