import type { QueueRow } from '../../../shared/console/review.ts'
import { arrows, type DecisionKind } from '../../../shared/domain/lifecycle.ts'
import { may, type Role } from '../../../shared/domain/roles.ts'

const order: readonly DecisionKind[] = ['approve', 'hold', 'reject', 'escalate', 'return', 'recall', 'overturn']

/**
 * The decisions that this role can take on a row as it stands, in the order of the action bar. None while a decision of
 * this workstation is still on its way: it is taken back with undo, not decided over.
 */
export function decisionsFor(row: QueueRow, role: Role): DecisionKind[] {
  if (row.overlay) return []
  return order.filter((kind) => {
    const arrow = arrows[kind]
    if (!arrow.from.includes(row.state) || !may(role, arrow.permission)) return false
    return !(kind === 'escalate' && row.escalated)
  })
}

/** Whether a decision asks for a reason. */
export function needsReason(kind: DecisionKind): boolean {
  return arrows[kind].needsReason
}
