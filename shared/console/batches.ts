import { z } from 'zod'
import { errorCode } from '../domain/errors.ts'
import { id, instant, version } from '../domain/ids.ts'
import { decisionKind } from '../domain/lifecycle.ts'
import { category } from '../screening/rules.ts'
import { method } from './method.ts'
import { DECIDE_MAX, decideInput, decideOutput } from './review.ts'

/**
 * What became of one message of a batch. waiting: not sent yet, or not answered. refused here: never left. undone: taken
 * back in time.
 */
export const batchOutcome = z.enum(['waiting', 'applied', 'conflict', 'refused', 'refused_here', 'undone'])
export type BatchOutcome = z.infer<typeof batchOutcome>

export const batchCounts = z.record(batchOutcome, z.int().min(0))
export type BatchCounts = z.infer<typeof batchCounts>

export const batchItem = z.object({
  id,
  outcome: batchOutcome,
  /** Why it was refused. */
  code: errorCode.nullable(),
  /** With a conflict, who decided first; with `claimed` or `assigned`, who has it. */
  by: z.string().nullable(),
})
export type BatchItem = z.infer<typeof batchItem>

/** How a batch goes on: told while it is taken up here, and whenever an answer of central changed it. */
export const batchProgress = z.object({
  batchId: id,
  kind: decisionKind,
  /** How many of the messages have been looked at here, of how many. */
  done: z.int().min(0),
  total: z.int().min(0),
  counts: batchCounts,
  /** Those that conflict or were refused since the last event about this batch. */
  failed: z.array(batchItem),
})
export type BatchProgress = z.infer<typeof batchProgress>

const selection = z.array(id).min(1).max(DECIDE_MAX)

export const batchPlan = z.object({
  /** Those on which the decision can be made now, with the versions that it is to name. */
  items: z.array(z.object({ id, version })),
  /** Those on which it cannot: they would be refused. */
  refused: z.array(z.object({ id, code: errorCode, by: z.string().nullable() })),
  senders: z.int().min(0),
  recipients: z.int().min(0),
  flagged: z.int().min(0),
  /** Flagged messages by watchlist category, the most frequent first. */
  categories: z.array(z.object({ category, count: z.int().min(1) })),
  cod: z.int().min(0),
  escalated: z.int().min(0),
  urgent: z.int().min(0),
  /** Service credits that it would give back. */
  refundCredits: z.int().min(0),
  /** Flagged and never opened by this user: not approved together unless a supervisor says so. */
  unread: z.array(id),
  /** On whom a colleague works now. */
  claimed: z.array(z.object({ id, by: z.string() })),
  /** Worth a second look, the most pressing first: urgent, flagged, escalated or a revision; at most 200. */
  secondLook: z.array(id).max(200),
  /** Whether the role may decide so many together. */
  overLimit: z.boolean(),
})
export type BatchPlan = z.infer<typeof batchPlan>

/** What a batch did, with each message's result. */
export const batchReport = z.object({
  id,
  kind: decisionKind,
  by: z.string(),
  at: instant,
  reasonId: id.nullable(),
  counts: batchCounts,
  items: z.array(batchItem),
  /** Whether messages that central did not decide are known too; without the line only what was decided is. */
  complete: z.boolean(),
})
export type BatchReport = z.infer<typeof batchReport>

export const batchMethods = {
  /** What a decision on many messages would do, before it is made. Changes nothing. */
  'review.planBatch': method('decide', z.object({ kind: decisionKind, ids: selection }), batchPlan),
  /**
   * Decides many messages, in parts, so that the workstation goes on answering; the event `batch` tells how far it is.
   * `batchId` is a new UUIDv7. One undo takes all of it back; its window begins when the last part is stored.
   */
  'review.decideBatch': method('decide', decideInput.extend({ batchId: id }), decideOutput),
  /** What became of a batch: of this user's from here, of others' from what was decided and from central. */
  'review.batch': method('read_queues', z.object({ batchId: id }), batchReport),
  /** The latest batches decided here by this user, newest first. */
  'review.batches': method(
    'read_queues',
    z.object({}),
    z.object({
      batches: z.array(batchReport.omit({ items: true, complete: true }).extend({ total: z.int().min(0) })),
    }),
  ),
} as const
