import { setImmediate as nextTurn } from 'node:timers/promises'
import type { BatchItem, BatchPlan, BatchProgress, BatchReport, batchMethods } from '../../../shared/console/batches.ts'
import type { Handlers } from '../../../shared/console/methods.ts'
import type { DecideInput, DecideOutput } from '../../../shared/console/review.ts'
import { type ErrorCode, Refusal } from '../../../shared/domain/errors.ts'
import { arrows, type DecisionKind } from '../../../shared/domain/lifecycle.ts'
import { MESSAGE_PRICE } from '../../../shared/domain/message.ts'
import { BULK_LIMIT, may } from '../../../shared/domain/roles.ts'
import type { Category } from '../../../shared/screening/rules.ts'
import type { BatchFacts } from '../cache/batches.ts'
import { toInstant } from '../cache/time.ts'
import type { BatchEvent } from '../sync/push.ts'
import { beginDecision, planOne, takePart } from './decide.ts'
import type { Broadcast } from './hub.ts'
import { batchAtCentral } from './remote-batch.ts'
import type { HandlerContext, Workspace } from './workspace.ts'

/** Messages taken or looked at between two turns of the event loop: other calls wait for one of them at most. */
const PART = 100
/** What a batch is kept back while its parts are stored; its undo window begins after the last. */
const STORING_MS = 120_000
const SECOND_LOOK = 200

/** Decisions on many messages: planned, taken in parts, told of, and looked at again. */
export function batchHandlers(
  context: HandlerContext,
  broadcast: Broadcast,
): Pick<Handlers, keyof typeof batchMethods> {
  return {
    'review.planBatch': ({ kind, ids }) => plan(context, kind, ids),
    'review.decideBatch': ({ batchId, ...input }) => decideBatch(context, broadcast, batchId, input),
    'review.batch': ({ batchId }) => report(context.workspace(), batchId),
    'review.batches': () => {
      const { cache, user } = context.workspace()
      return {
        batches: cache.batches.latest(user.id).map(({ id, kind, reasonId, at }) => {
          return { id, kind, reasonId, at: toInstant(at), by: user.name, ...countedOf(cache, id) }
        }),
      }
    },
  }
}

/** The event about a batch that central has answered a part of; null for what is no batch of this workstation. */
export function batchEvent(workspace: Workspace, event: BatchEvent): BatchProgress | null {
  const batch = workspace.cache.batches.get(event.batchId)
  if (batch === null) return null
  const { counts, total } = countedOf(workspace.cache, batch.id)
  return { batchId: batch.id, kind: batch.kind, done: total, total, counts, failed: [...event.failed] }
}

function countedOf(cache: Workspace['cache'], batchId: string) {
  const counts = cache.batches.counts(batchId)
  return { counts, total: Object.values(counts).reduce((sum, each) => sum + each, 0) }
}

async function decideBatch(
  context: HandlerContext,
  broadcast: Broadcast,
  batchId: string,
  input: DecideInput,
): Promise<DecideOutput> {
  const decision = beginDecision(context, input, batchId)
  const { cache, user, engine } = decision.workspace
  if (cache.batches.get(batchId) !== null) throw new Refusal('idempotency_mismatch')
  const total = decision.items.length
  const taken: string[] = []
  const refused: DecideOutput['refused'] = []
  for (let from = 0; from < total; from += PART) {
    // Whoever signs out meanwhile has what is stored so far in the outbox, and nothing else.
    if (from > 0 && context.workspace() !== decision.workspace) throw new Refusal('unauthenticated')
    const to = Math.min(total, from + PART)
    const part = takePart(context, decision, from, to, context.now() + STORING_MS)
    taken.push(...part.taken)
    refused.push(...part.refused)
    if (total > 1) {
      const failed = part.refused.map(({ id, code }): BatchItem => ({ id, code, by: null, outcome: 'refused_here' }))
      broadcast('batch', { batchId, kind: input.kind, done: to, total, counts: cache.batches.counts(batchId), failed })
    }
    if (to < total) await nextTurn()
  }
  if (context.workspace() !== decision.workspace) throw new Refusal('unauthenticated')
  const undoUntil = context.now() + decision.undoMs
  cache.durable(() => cache.outbox.setUndoUntil(user.id, batchId, undoUntil))
  for (const id of taken) context.hub.add('messages', id)
  engine.outboxChanged()
  return { batchId, undoUntil: toInstant(undoUntil), refused, taken }
}

async function plan(context: HandlerContext, kind: DecisionKind, ids: readonly string[]): Promise<BatchPlan> {
  const workspace = context.workspace()
  const { cache, user, engine } = workspace
  if (!may(user.role, arrows[kind].permission)) throw new Refusal('forbidden')
  const unique = [...new Set(ids)]
  const at = context.now()
  const items: BatchPlan['items'] = []
  const refused: BatchPlan['refused'] = []
  const known: { id: string; facts: BatchFacts }[] = []
  const unread: string[] = []
  for (const [n, id] of unique.entries()) {
    if (n > 0 && n % PART === 0) {
      await nextTurn()
      if (context.workspace() !== workspace) throw new Refusal('unauthenticated')
    }
    const one = planOne(workspace, { kind, unreadConfirmed: true }, { id }, unique.length > 1, at)
    const facts = cache.batches.facts(id)
    if (facts !== null && facts.categories.length > 0 && !cache.users.hasOpened(user.id, id)) unread.push(id)
    if ('refused' in one || facts === null) {
      const code: ErrorCode = 'refused' in one ? one.refused : 'not_found'
      refused.push({ id, code, by: code === 'claimed' ? (engine.claims.otherOn(id)?.name ?? null) : null })
      continue
    }
    items.push({ id, version: one.version })
    known.push({ id, facts })
  }
  return {
    items,
    refused,
    ...summed(kind, known),
    unread,
    claimed: unique.flatMap((id) => {
      const by = engine.claims.otherOn(id)
      return by === null ? [] : [{ id, by: by.name }]
    }),
    overLimit: unique.length > BULK_LIMIT && !may(user.role, 'decide_bulk'),
  }
}

/** What a decision would do to those on which it can be made, and what in them deserves a second look. */
function summed(kind: DecisionKind, known: readonly { id: string; facts: BatchFacts }[]) {
  const categories = new Map<Category, number>()
  for (const { facts } of known) {
    for (const each of facts.categories) categories.set(each, (categories.get(each) ?? 0) + 1)
  }
  const pressing = (facts: BatchFacts): number =>
    (facts.urgent ? 8 : 0) +
    (facts.escalated ? 4 : 0) +
    (facts.categories.length > 0 ? 2 : 0) +
    (facts.revision ? 1 : 0)
  const many = (test: (facts: BatchFacts) => boolean): number => known.filter(({ facts }) => test(facts)).length
  const refunds = kind === 'reject' || kind === 'recall'
  return {
    senders: new Set(known.map(({ facts }) => facts.sender)).size,
    recipients: new Set(known.map(({ facts }) => facts.recipient)).size,
    flagged: many((facts) => facts.categories.length > 0),
    categories: [...categories].map(([category, count]) => ({ category, count })).sort((a, b) => b.count - a.count),
    cod: many((facts) => facts.cod),
    escalated: many((facts) => facts.escalated),
    urgent: many((facts) => facts.urgent),
    refundCredits: refunds
      ? many((facts) => facts.payment === 'paid' || facts.payment === 'cod_paid') * MESSAGE_PRICE
      : 0,
    secondLook: known
      .filter(({ facts }) => pressing(facts) > 0)
      .sort((a, b) => pressing(b.facts) - pressing(a.facts))
      .slice(0, SECOND_LOOK)
      .map(({ id }) => id),
  }
}

/** @throws Refusal not_found where nothing is known of such a batch, here or at central */
async function report(workspace: Workspace, batchId: string): Promise<BatchReport> {
  const { cache, user } = workspace
  const own = cache.batches.get(batchId)
  if (own !== null && own.userId === user.id) {
    return {
      id: batchId,
      kind: own.kind,
      by: user.name,
      at: toInstant(own.at),
      reasonId: own.reasonId,
      counts: cache.batches.counts(batchId),
      items: cache.batches.items(batchId),
      complete: true,
    }
  }
  const decided = cache.batches.decided(batchId)
  const central = await batchAtCentral(workspace, batchId)
  if (central !== null) return { ...central, reasonId: decided?.reasonId ?? null }
  if (decided === null) throw new Refusal('not_found')
  const items = decided.messageIds.map((id): BatchItem => ({ id, outcome: 'applied', code: null, by: null }))
  const counts = { waiting: 0, applied: items.length, conflict: 0, refused: 0, refused_here: 0, undone: 0 }
  const { kind, by, at, reasonId } = decided
  return { id: batchId, kind, by, at, reasonId, counts, items, complete: false }
}
