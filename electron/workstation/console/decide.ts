import { v7 as uuidv7 } from 'uuid'
import type { CommandKind } from '../../../shared/central/commands.ts'
import type { DecideInput, DecideOutput } from '../../../shared/console/review.ts'
import { type ErrorCode, Refusal } from '../../../shared/domain/errors.ts'
import {
  arrows,
  type DecisionKind,
  reasonUseOf,
  refuseEscalated,
  transition,
} from '../../../shared/domain/lifecycle.ts'
import { BULK_LIMIT, may } from '../../../shared/domain/roles.ts'
import { toInstant } from '../cache/time.ts'
import { checkDecider } from './assign.ts'
import { giveEach, tellGiven } from './give.ts'
import { checkReason, isReasonFor } from './reasons.ts'
import { facilityOf, type HandlerContext, type Workspace } from './workspace.ts'

/** One item of a decision, with the version that the user saw. */
export type DecideItem = DecideInput['items'][number]

/**
 * Takes a decision on one or many messages: commands and overlay in one transaction that is on the disk before this
 * answers. Messages on which the decision cannot be made are refused one by one; the others are taken.
 *
 * @throws Refusal when the decision as a whole is not allowed
 */
export function decide(context: HandlerContext, input: DecideInput): DecideOutput {
  const decision = beginDecision(context, input, uuidv7())
  const undoUntil = context.now() + decision.undoMs
  const answer = takePart(context, decision, 0, decision.items.length, undoUntil)
  return { batchId: decision.batchId, undoUntil: toInstant(undoUntil), ...answer }
}

/** A decision whose permission and reason have been checked, to be taken in one part or several. */
export interface Decision {
  readonly input: DecideInput
  readonly batchId: string
  readonly items: readonly DecideItem[]
  readonly reasonId: string | null
  readonly payload: Record<string, unknown>
  readonly undoMs: number
  readonly workspace: Workspace
}

/** @throws Refusal when the decision as a whole is not allowed */
export function beginDecision(context: HandlerContext, input: DecideInput, batchId: string): Decision {
  const workspace = context.workspace()
  const { user, cache } = workspace
  const arrow = arrows[input.kind]
  if (!may(user.role, arrow.permission)) throw new Refusal('forbidden')
  const items = [...new Map(input.items.map((item) => [item.id, item])).values()]
  if (items.length > BULK_LIMIT && !may(user.role, 'decide_bulk')) throw new Refusal('bulk_limit')
  if (input.assignTo !== undefined) checkDecider(cache, input.assignTo)
  // A correction means a hold or a rejection, which each message tells; until then either will do.
  const use = input.kind === 'correct' ? null : reasonUseOf(input.kind, 'pending_review')
  const reasonId = arrow.needsReason ? checkReason(cache, input.reasonId, use ?? ['hold', 'reject']) : null
  const held = input.kind === 'hold'
  return {
    input,
    batchId,
    items,
    reasonId,
    payload: {
      ...(reasonId === null ? {} : { reasonId }),
      ...(input.note ? { note: input.note } : {}),
      ...(held && input.until !== undefined ? { until: input.until } : {}),
      ...(held && input.assignTo !== undefined ? { assignTo: input.assignTo } : {}),
    },
    undoMs: facilityOf(cache).undoWindowSeconds * 1_000,
    workspace,
  }
}

/** Takes the items from one place to another, in one durable transaction, and remembers them as part of their batch. */
export function takePart(
  context: HandlerContext,
  decision: Decision,
  from: number,
  to: number,
  undoUntil: number,
): Pick<DecideOutput, 'taken' | 'refused'> {
  const { input, batchId, items, workspace, payload, reasonId } = decision
  const { user, cache } = workspace
  const together = items.length > 1
  const now = context.now()
  const each = { kind: `message.${input.kind}` satisfies CommandKind, payload, reasonId, at: toInstant(now) } as const
  let place = from
  const answer = cache.durable(() => {
    if (together && from === 0) {
      cache.batches.begin({ id: batchId, userId: user.id, kind: input.kind, reasonId, at: now })
    }
    return giveEach(workspace, items.slice(from, to), { ...each, batchId, undoUntil }, (item) => {
      const plan = planOne(workspace, input, item, together, now)
      const code = 'refused' in plan ? plan.refused : null
      if (together) cache.batches.add(batchId, item.id, place++, code === null ? 'waiting' : 'refused_here', code)
      return plan
    })
  })
  tellGiven(context, 'messages', answer.taken)
  return answer
}

/** The version that the command must name, or why it cannot be given. Changes nothing. */
export function planOne(
  { user, cache, engine }: Workspace,
  input: Pick<DecideInput, 'kind' | 'reasonId' | 'assignTo' | 'unreadConfirmed'>,
  item: { readonly id: string; readonly version?: number },
  together: boolean,
  at: number,
): { basedOn: number; version: number } | { refused: ErrorCode } {
  const shown = cache.overlay.shown(item.id)
  if (shown === null) return { refused: 'not_found' }
  if (cache.closed.message(item.id)) return { refused: 'recused' }
  const { message } = shown
  if (item.version !== undefined && message.version !== item.version) return { refused: 'conflict' }
  if (engine.claims.otherOn(item.id) !== null && !may(user.role, 'decide_claimed')) return { refused: 'claimed' }
  const waits = message.deliverAt !== null && message.deliverAt > at
  const next = transition(message, input.kind, waits)
  if ('refused' in next) return next
  const refused =
    refuseEscalated(user.role, message) ??
    refuseReason({ user, cache }, input, item.id, message.state, shown.laid !== null) ??
    refuseHolder(cache, input.assignTo, message)
  if (refused !== null) return { refused }
  const unread = input.kind === 'approve' && together && message.flagged && !cache.users.hasOpened(user.id, item.id)
  if (unread && !(input.unreadConfirmed === true && may(user.role, 'decide_bulk'))) return { refused: 'bulk_unread' }
  return { basedOn: shown.version, version: message.version }
}

/** Whether a correction fits the message, and is the user's to make. */
function refuseReason(
  { user, cache }: Pick<Workspace, 'user' | 'cache'>,
  input: { kind: DecisionKind; reasonId?: string | undefined },
  id: string,
  state: Parameters<typeof reasonUseOf>[1],
  ownWaits: boolean,
): ErrorCode | null {
  if (input.kind !== 'correct') return null
  const use = reasonUseOf('correct', state)
  if (use !== null && input.reasonId !== undefined && !isReasonFor(cache, input.reasonId, use)) return 'reason_unknown'
  const own = ownWaits || cache.history.lastReasonedBy(id) === user.id
  return own || may(user.role, 'correct_others') ? null : 'forbidden'
}

/** Whether whom it is to be held for may decide it. */
function refuseHolder(
  cache: Workspace['cache'],
  assignTo: string | undefined,
  message: { readonly escalated: boolean },
): ErrorCode | null {
  if (assignTo === undefined) return null
  const role = cache.facility.staff(assignTo)?.role
  return role === undefined ? 'staff_unknown' : refuseEscalated(role, message)
}
