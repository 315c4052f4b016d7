import type { QueueRow } from '../../../shared/console/review.ts'
import { MESSAGE_PRICE } from '../../../shared/domain/message.ts'
import { BULK_LIMIT } from '../../../shared/domain/roles.ts'

type Category = QueueRow['flags'][number]['category']

/** What can be decided together. */
export type BatchKind = 'approve' | 'hold' | 'reject'

/** Why a message of a batch deserves a second look. */
export type SecondLook = 'urgent' | 'claimed' | 'unread' | 'flagged' | 'escalated' | 'revision'

/** How a batch divides, and what in it deserves a second look. */
export interface BatchSummary {
  readonly senders: number
  readonly recipients: number
  readonly flagged: number
  readonly cod: number
  /** Service credits that a rejection would give back. */
  readonly refund: number
  readonly categories: readonly { category: Category; count: number }[]
  /** With every ground that applies, the weightiest messages first. */
  readonly second: readonly { row: QueueRow; grounds: readonly SecondLook[] }[]
}

/** What is known of a batch besides its rows. */
export interface BatchCircumstances {
  readonly kind: BatchKind
  /** Messages that this user has had on screen. */
  readonly opened: ReadonlySet<string>
  /** Messages that a colleague works on. */
  readonly claimed: ReadonlySet<string>
}

const weight: readonly SecondLook[] = ['urgent', 'claimed', 'unread', 'flagged', 'escalated', 'revision']

/** Sums a batch up for its confirmation. */
export function summarise(rows: readonly QueueRow[], { kind, opened, claimed }: BatchCircumstances): BatchSummary {
  const counts = new Map<Category, number>()
  for (const row of rows) {
    for (const category of new Set(row.flags.map((flag) => flag.category))) {
      counts.set(category, (counts.get(category) ?? 0) + 1)
    }
  }
  const groundsOf = (row: QueueRow): SecondLook[] => {
    const flagged = row.flags.length > 0
    const unread = flagged && !opened.has(row.id)
    const all: Record<SecondLook, boolean> = {
      urgent: row.urgent,
      claimed: claimed.has(row.id),
      unread,
      flagged: flagged && !unread,
      escalated: row.escalated,
      revision: row.revision,
    }
    return weight.filter((ground) => all[ground])
  }
  const rank = (grounds: readonly SecondLook[]) => weight.findIndex((ground) => grounds.includes(ground))
  return {
    senders: new Set(rows.map((row) => row.from.id)).size,
    recipients: new Set(rows.map((row) => row.to.id)).size,
    flagged: rows.filter((row) => row.flags.length > 0).length,
    cod: rows.filter((row) => row.cod).length,
    refund: kind === 'reject' ? rows.filter((row) => !row.cod).length * MESSAGE_PRICE : 0,
    categories: [...counts].map(([category, count]) => ({ category, count })).sort((a, b) => b.count - a.count),
    second: rows
      .map((row) => ({ row, grounds: groundsOf(row) }))
      .filter(({ grounds }) => grounds.length > 0)
      .sort((a, b) => rank(a.grounds) - rank(b.grounds)),
  }
}

/** Which messages of a batch go, and which stay behind and why. */
export interface BatchPlan {
  readonly going: readonly string[]
  /** Flagged ones that were not opened: not approved together unless a supervisor says so. */
  readonly unread: number
  /** Ones that a colleague works on, where the role may not decide over that. */
  readonly claimed: number
  /** Ones beyond what the role may decide at once. */
  readonly over: number
}

/** Divides a batch into what goes and what stays, in the order of its rows. */
export function planBatch(
  rows: readonly QueueRow[],
  circumstances: BatchCircumstances & { mayDecideClaimed: boolean; mayBulk: boolean; unreadConfirmed: boolean },
): BatchPlan {
  const { kind, opened, claimed, mayDecideClaimed, mayBulk, unreadConfirmed } = circumstances
  const isClaimed = (row: QueueRow) => !mayDecideClaimed && claimed.has(row.id)
  const isUnread = (row: QueueRow) => kind === 'approve' && row.flags.length > 0 && !opened.has(row.id)
  const free = rows.filter((row) => !isClaimed(row))
  const fit = free.filter((row) => unreadConfirmed || !isUnread(row))
  const going = mayBulk ? fit : fit.slice(0, BULK_LIMIT)
  return {
    going: going.map((row) => row.id),
    unread: free.filter(isUnread).length,
    claimed: rows.length - free.length,
    over: fit.length - going.length,
  }
}
