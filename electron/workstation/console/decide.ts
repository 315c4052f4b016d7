import { v7 as uuidv7 } from 'uuid'
import type { CommandKind } from '../../../shared/central/commands.ts'
import type { DecideInput, DecideOutput } from '../../../shared/console/review.ts'
import { type ErrorCode, Refusal } from '../../../shared/domain/errors.ts'
import { arrows, transition } from '../../../shared/domain/lifecycle.ts'
import { BULK_LIMIT, may } from '../../../shared/domain/roles.ts'
import { checkReason } from './reasons.ts'
import { facilityOf, type HandlerContext, type Workspace } from './workspace.ts'

/**
 * Takes a decision on one or many messages: commands and overlay in one transaction that is on the disk before this
 * answers. Messages on which the decision cannot be made are refused one by one; the others are taken.
 *
 * @throws Refusal when the decision as a whole is not allowed
 */
export function decide(context: HandlerContext, input: DecideInput): DecideOutput {
  const { user, cache, engine } = context.workspace()
  const arrow = arrows[input.kind]
  if (!may(user.role, arrow.permission)) throw new Refusal('forbidden')
  const items = [...new Map(input.items.map((item) => [item.id, item])).values()]
  if (items.length > BULK_LIMIT && !may(user.role, 'decide_bulk')) throw new Refusal('bulk_limit')
  const reasonId = arrow.needsReason
    ? checkReason(cache, input.reasonId, input.kind === 'hold' ? 'hold' : 'reject')
    : null
  const at = context.now()
  const batchId = uuidv7()
  const undoUntil = at + facilityOf(cache).undoWindowSeconds * 1_000
  const payload = { ...(reasonId === null ? {} : { reasonId }), ...(input.note ? { note: input.note } : {}) }
  const taken: string[] = []
  const refused: DecideOutput['refused'] = []

  cache.durable(() => {
    for (const item of items) {
      const plan = planOne(context.workspace(), input, item, items.length > 1, at)
      if ('refused' in plan) {
        refused.push({ id: item.id, code: plan.refused })
        continue
      }
      cache.outbox.add({
        id: uuidv7(),
        userId: user.id,
        kind: `message.${input.kind}` satisfies CommandKind,
        target: item.id,
        basedOn: plan.basedOn,
        payload,
        reasonId,
        at: new Date(at).toISOString(),
        batchId,
        undoUntil,
      })
      cache.overlay.settleMessage(item.id)
      taken.push(item.id)
    }
  })
  for (const id of taken) context.hub.add('messages', id)
  context.hub.stateChanged()
  engine.outboxChanged()
  return { batchId, undoUntil: new Date(undoUntil).toISOString(), refused, taken }
}

/** The version that the command must name, or why it cannot be given. */
function planOne(
  { user, cache, engine }: Workspace,
  input: DecideInput,
  item: DecideInput['items'][number],
  together: boolean,
  at: number,
): { basedOn: number } | { refused: ErrorCode } {
  const shown = cache.overlay.shown(item.id)
  if (shown === null) return { refused: 'not_found' }
  const { message } = shown
  if (message.version !== item.version) return { refused: 'conflict' }
  if (engine.claims.otherOn(item.id) !== null && !may(user.role, 'decide_claimed')) return { refused: 'claimed' }
  const waits = message.deliverAt !== null && message.deliverAt > at
  const next = transition(message, input.kind, waits)
  if ('refused' in next) return next
  const unread = input.kind === 'approve' && together && message.flagged && !cache.users.hasOpened(user.id, item.id)
  if (unread && !(input.unreadConfirmed === true && may(user.role, 'decide_bulk'))) return { refused: 'bulk_unread' }
  return { basedOn: shown.version }
}
