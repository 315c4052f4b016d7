import type { QueueRow, ReviewItem } from '../../../shared/console/review.ts'
import { arrows, type DecisionKind, openStates, refuseEscalated } from '../../../shared/domain/lifecycle.ts'
import { may, type Role } from '../../../shared/domain/roles.ts'

const order: readonly DecisionKind[] = ['approve', 'hold', 'reject', 'escalate', 'return', 'recall', 'overturn']

/**
 * The decisions that this role can take on a row as it stands, in the order of the action bar. None while a decision of
 * this workstation is still on its way: it is taken back with undo, not decided over.
 */
export function decisionsFor(row: QueueRow, role: Role): DecisionKind[] {
  if (row.overlay || refuseEscalated(role, row) !== null) return []
  return order.filter((kind) => {
    const arrow = arrows[kind]
    if (!arrow.from.includes(row.state) || !may(role, arrow.permission)) return false
    if (kind === 'return' && row.state === 'pending_review' && !row.escalated) return false
    return !(kind === 'escalate' && row.escalated)
  })
}

/** Whether a decision asks for a reason. */
export function needsReason(kind: DecisionKind): boolean {
  return arrows[kind].needsReason
}

/** Whether the reason of the decision in force can be corrected by this user: their own, or anybody's for some roles. */
export function mayCorrect(item: ReviewItem, user: { readonly name: string; readonly role: Role }): boolean {
  const { row, decisions } = item
  if (row.overlay || !arrows.correct.from.includes(row.state) || !may(user.role, arrows.correct.permission))
    return false
  if (refuseEscalated(user.role, row) !== null) return false
  const reasoned = decisions.find((each) => each.reasonId !== null)
  return reasoned !== undefined && (reasoned.by === user.name || may(user.role, 'correct_others'))
}

/** What this user can do about who decides a message. */
export function assignmentFor(
  row: QueueRow,
  user: { readonly id: string; readonly role: Role },
): { take: boolean; giveBack: boolean; others: boolean } {
  const open = openStates.includes(row.state) && may(user.role, 'decide')
  const others = open && may(user.role, 'assign_others')
  const mine = row.assignedTo?.id === user.id
  const free = row.assignedTo === null || others
  return {
    take: open && !mine && free && refuseEscalated(user.role, row) === null,
    giveBack: open && mine,
    others,
  }
}
