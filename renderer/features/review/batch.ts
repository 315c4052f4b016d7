import type { BatchPlan } from '../../../shared/console/batches.ts'
import type { QueueRow } from '../../../shared/console/review.ts'
import type { ErrorCode } from '../../../shared/domain/errors.ts'
import { BULK_LIMIT } from '../../../shared/domain/roles.ts'

/** What can be decided together. */
export type BatchKind = 'approve' | 'hold' | 'reject'

/** Why a message of a batch deserves a second look. */
export type SecondLook = 'urgent' | 'claimed' | 'unread' | 'flagged' | 'escalated' | 'revision'

const weight: readonly SecondLook[] = ['urgent', 'claimed', 'unread', 'flagged', 'escalated', 'revision']

/** Every ground on which a message deserves a second look, the weightiest first. */
export function groundsOf(row: QueueRow, claimed: ReadonlySet<string>, unread: ReadonlySet<string>): SecondLook[] {
  const flagged = row.flags.length > 0
  const applies: Record<SecondLook, boolean> = {
    urgent: row.urgent,
    claimed: claimed.has(row.id),
    unread: unread.has(row.id),
    flagged: flagged && !unread.has(row.id),
    escalated: row.escalated,
    revision: row.revision,
  }
  return weight.filter((ground) => applies[ground])
}

/** Which messages of a batch go, and how many stay behind and why. */
export interface BatchDivision {
  readonly going: readonly string[]
  /** Flagged ones that were not opened: not approved together unless a supervisor says so. */
  readonly unread: readonly string[]
  /** Ones beyond what the role may decide at once. */
  readonly over: number
  /** Ones on which the decision cannot be made. */
  readonly refused: readonly { code: ErrorCode; count: number }[]
}

/** What is known of a batch beside its plan. */
export interface BatchCircumstances {
  /** Messages that this user has had on screen in this sitting. */
  readonly opened: ReadonlySet<string>
  /** Whether the role may decide as many as it likes. */
  readonly mayBulk: boolean
  /** Whether a supervisor has said that flagged ones go unopened. */
  readonly unreadConfirmed: boolean
}

/** Divides a batch into what goes and what stays, in the order of its plan. */
export function divide(
  kind: BatchKind,
  plan: BatchPlan,
  { opened, mayBulk, unreadConfirmed }: BatchCircumstances,
): BatchDivision {
  const able = plan.items.map((item) => item.id)
  const notOpened = new Set(kind === 'approve' ? plan.unread.filter((id) => !opened.has(id)) : [])
  // For who may not confirm it, the workstation refuses them by itself.
  const turnedDown = plan.refused.filter((each) => each.code === 'bulk_unread').map((each) => each.id)
  const unread = [...turnedDown, ...able.filter((id) => notOpened.has(id))]
  const fit = unreadConfirmed ? able : able.filter((id) => !notOpened.has(id))
  const going = mayBulk ? fit : fit.slice(0, BULK_LIMIT)
  const codes = new Map<ErrorCode, number>()
  for (const { code } of plan.refused) if (code !== 'bulk_unread') codes.set(code, (codes.get(code) ?? 0) + 1)
  return {
    going,
    unread,
    over: fit.length - going.length,
    refused: [...codes].map(([code, count]) => ({ code, count })),
  }
}
