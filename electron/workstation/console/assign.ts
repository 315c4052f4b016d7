import { v7 as uuidv7 } from 'uuid'
import type { DecideOutput } from '../../../shared/console/review.ts'
import { type ErrorCode, Refusal } from '../../../shared/domain/errors.ts'
import { openStates, refuseEscalated } from '../../../shared/domain/lifecycle.ts'
import { may } from '../../../shared/domain/roles.ts'
import type { Cache } from '../cache/cache.ts'
import { toInstant } from '../cache/time.ts'
import { giveEach, tellGiven } from './give.ts'
import { facilityOf, type HandlerContext, type Workspace } from './workspace.ts'

/** @throws Refusal `staff_unknown` where this is nobody of the active staff who decides */
export function checkDecider(cache: Cache, staffId: string): void {
  const found = cache.facility.staff(staffId)
  if (found === null || !found.active || !may(found.role, 'decide')) throw new Refusal('staff_unknown')
}

/**
 * Assigns messages to a member of staff, or to nobody. Durable before this answers, undone as a decision is.
 *
 * @throws Refusal `staff_unknown`
 */
export function assign(
  context: HandlerContext,
  input: { items: readonly { id: string; version: number }[]; to: string | null },
): DecideOutput {
  const workspace = context.workspace()
  const { cache } = workspace
  if (input.to !== null) checkDecider(cache, input.to)
  const now = context.now()
  const batchId = uuidv7()
  const undoUntil = now + facilityOf(cache).undoWindowSeconds * 1_000
  const items = new Map(input.items.map((each) => [each.id, each])).values()
  const together = { payload: { to: input.to }, reasonId: null, at: toInstant(now), batchId, undoUntil }
  const { taken, refused } = cache.durable(() =>
    giveEach(workspace, items, { kind: 'message.assign', ...together }, (item) => planOne(workspace, item, input.to)),
  )
  tellGiven(context, 'messages', taken)
  return { batchId, undoUntil: toInstant(undoUntil), refused, taken }
}

function planOne(
  { user, cache }: Workspace,
  item: { id: string; version: number },
  to: string | null,
): { basedOn: number } | { refused: ErrorCode } {
  const shown = cache.overlay.shown(item.id)
  if (shown === null) return { refused: 'not_found' }
  if (cache.closed.message(item.id)) return { refused: 'recused' }
  const { message } = shown
  if (message.version !== item.version) return { refused: 'conflict' }
  if (!openStates.includes(message.state)) return { refused: 'wrong_state' }
  if (!may(user.role, 'assign_others')) {
    if (to !== null && to !== user.id) return { refused: 'forbidden' }
    if (message.assignedTo !== null && message.assignedTo !== user.id) return { refused: 'assigned' }
  }
  const role = to === null ? null : cache.facility.staff(to)?.role
  const escalated = role == null ? null : refuseEscalated(role, message)
  return escalated === null ? { basedOn: shown.version } : { refused: escalated }
}
