import { z } from 'zod'
import { contact, individual, member, message } from '../central/entities.ts'
import { queueFilter, queueName, queueSort } from '../central/views.ts'
import { errorCode } from '../domain/errors.ts'
import { id, instant, version } from '../domain/ids.ts'
import { decisionKind } from '../domain/lifecycle.ts'
import { direction, messageState, priority } from '../domain/message.ts'
import { reason } from '../domain/reasons.ts'
import { role } from '../domain/roles.ts'
import { category } from '../screening/rules.ts'
import { method } from './method.ts'

export * from '../central/views.ts'

const none = z.object({})

/** A decision made here that central has not confirmed: laid over what central last said. */
export const overlay = z.object({
  kind: decisionKind,
  batchId: id,
  reasonId: id.nullable(),
  /** Until when it can be undone; it may leave the workstation after that. */
  undoUntil: instant,
  at: instant,
})
export type Overlay = z.infer<typeof overlay>

const personName = z.object({ id, name: z.string(), number: z.string() })

export const queueRow = z.object({
  id,
  version,
  /** The state with the overlay applied. */
  state: messageState,
  escalated: z.boolean(),
  direction,
  from: personName,
  to: personName,
  housingUnit: z.string(),
  /** The beginning of the text, at most 160 characters on one line; null where it is withheld. */
  preview: z.string().nullable(),
  characters: z.int().min(0),
  urgent: z.boolean(),
  priority,
  /** Watchlists that matched, each once. */
  flags: z.array(z.object({ category, watchlist: z.string() })),
  /** Names of the rules that matched. */
  rules: z.array(z.string()),
  cod: z.boolean(),
  revision: z.boolean(),
  sentAt: instant,
  stateSince: instant,
  deliverAt: instant.nullable(),
  /** Who is to decide it, with this user's unconfirmed assignment applied. */
  assignedTo: z.object({ id, name: z.string() }).nullable(),
  /** When a hold ends by itself. */
  heldUntil: instant.nullable(),
  /** Until when it should be decided, by the facility's target; null for what is closed or has its time of delivery. */
  dueAt: instant.nullable(),
  overlay: overlay.nullable(),
  /** The last decision that central knows: who and what, for an item that was decided elsewhere. */
  decided: z.object({ kind: decisionKind, by: z.string(), at: instant, reasonId: id.nullable() }).nullable(),
})
export type QueueRow = z.infer<typeof queueRow>

export const threadEntry = z.object({
  id,
  direction,
  preview: z.string().nullable(),
  state: messageState,
  sentAt: instant,
})

export const decisionEntry = z.object({
  id,
  messageId: id,
  kind: decisionKind,
  by: z.string(),
  at: instant,
  reasonId: id.nullable(),
  note: z.string().nullable(),
  /** Of a hold: until when, and for whom. */
  until: instant.nullable(),
  assignedTo: z.string().nullable(),
  /** The batch in which it was decided, if it was one. */
  batchId: id.nullable(),
})

export const noteEntry = z.object({ id, messageId: id, by: z.string(), at: instant, text: z.string() })

/** A restriction that limits two people, now or from a moment to come. */
export const pairRestriction = z.object({
  id,
  scope: z.enum(['pair', 'individual', 'member', 'housing_unit', 'facility']),
  from: instant,
  /** Null: until it is lifted. */
  until: instant.nullable(),
})
export type PairRestriction = z.infer<typeof pairRestriction>

/** Everything that the reading pane and the context pane show of one message. */
export const reviewItem = z.object({
  /** Whether it was read from the archive at central, because it is not kept here: it can be read and noted on. */
  archived: z.boolean(),
  row: queueRow,
  message,
  contact,
  member,
  individual,
  /** Approved contacts besides this one. */
  memberOtherContacts: z.array(personName.extend({ relationship: z.string() })),
  individualOtherContacts: z.array(personName.extend({ relationship: z.string() })),
  /** What limits these two, now or later. */
  restrictions: z.array(pairRestriction),
  /** The latest 30 of the thread, newest first, this one included. */
  thread: z.array(threadEntry),
  threadTotal: z.int().min(1),
  /** Decisions on this message, newest first. */
  decisions: z.array(decisionEntry),
  /** How the earlier messages of the contact were decided. */
  contactDecisions: z.object({ approved: z.int(), held: z.int(), rejected: z.int() }),
  notes: z.array(noteEntry),
  /** The rejected message that this one revises, with the reason it was rejected for. */
  revised: z.object({ message, reasonId: id.nullable() }).nullable(),
})
export type ReviewItem = z.infer<typeof reviewItem>

/** Most messages in one call of `review.assign`. */
export const BULK_ASSIGN_MAX = 500

/** Most messages in one call of `review.decide`. */
export const DECIDE_MAX = 5_000

export const decideInput = z.object({
  kind: decisionKind,
  /** The messages with the versions that the user saw. */
  items: z.array(z.object({ id, version })).min(1).max(DECIDE_MAX),
  reasonId: id.optional(),
  note: z.string().trim().max(4_000).optional(),
  /** Of a hold: until when it lasts; without it, until somebody ends it. */
  until: instant.optional(),
  /** Of a hold: the member of staff for whom it is held, who finds it under "assigned to me". */
  assignTo: id.optional(),
  /** A supervisor has confirmed approving flagged messages that were not opened. */
  unreadConfirmed: z.boolean().optional(),
})
export type DecideInput = z.infer<typeof decideInput>

export const decideOutput = z.object({
  batchId: id,
  undoUntil: instant,
  /** Those that were not taken; the others are durable in the outbox. */
  refused: z.array(z.object({ id, code: errorCode })),
  taken: z.array(id),
})
export type DecideOutput = z.infer<typeof decideOutput>

/** Counts of items near the target end here: a larger number reads "1,000 and more". */
export const TARGET_COUNT_MAX = 1_000

export const queueCounts = z.object({
  counts: z.record(queueName, z.int().min(0)),
  /** Since when the oldest item of each queue waits. */
  oldest: z.record(queueName, instant.nullable()),
  /** How many of each queue are past the facility's target, and about to miss it; at most 1,000 each. */
  late: z.record(queueName, z.int().min(0).max(TARGET_COUNT_MAX)),
  soon: z.record(queueName, z.int().min(0).max(TARGET_COUNT_MAX)),
  targetMinutes: z.int().min(1),
  pendingContacts: z.int().min(0),
})
export type QueueCounts = z.infer<typeof queueCounts>

export const reviewMethods = {
  'review.counts': method('read_queues', none, queueCounts),
  /** The ids of a queue in order. The renderer keeps them, so that nothing jumps when new messages arrive. */
  'review.list': method(
    'read_queues',
    /** With `first` only so many: what a screen shows while the rest is read. */
    z.object({ queue: queueName, filter: queueFilter, sort: queueSort, first: z.int().min(1).optional() }),
    z.object({ ids: z.array(id) }),
  ),
  /** The rows of some of them, in the order asked for; those that are gone are left out. */
  'review.rows': method('read_queues', z.object({ ids: z.array(id).max(200) }), z.object({ rows: z.array(queueRow) })),
  /**
   * One message with all that is around it. Opening counts as having read it; fetching it `ahead` of being shown
   * does not, so that prefetching never makes a flagged message look read. What is not kept here is read from the
   * archive for those who may search everything, never ahead; `unavailable` without a line.
   */
  'review.item': method('read_queues', z.object({ id, ahead: z.boolean().optional() }), reviewItem),
  'review.decide': method('decide', decideInput, decideOutput),
  /** Takes a decision or a batch back while it is still here. */
  'review.undo': method(
    'decide',
    z.object({ batchId: id }),
    z.object({ undone: z.array(id), tooLate: z.int().min(0) }),
  ),
  'review.note': method('note', z.object({ id, text: z.string().trim().min(1).max(4_000) }), none),
  /**
   * Assigns messages to a member of staff, or to nobody; undone with `review.undo`. Refused one by one: `assigned` for
   * what is somebody else's, `forbidden` for assigning to others without `assign_others`.
   */
  'review.assign': method(
    'decide',
    z.object({ items: z.array(z.object({ id, version })).min(1).max(BULK_ASSIGN_MAX), to: id.nullable() }),
    decideOutput,
  ),
  /** The active staff who may decide, in the order of their names: for whom one can hold, and to whom assign. */
  'review.deciders': method(
    'read_queues',
    none,
    z.object({ staff: z.array(z.object({ id, name: z.string(), role })) }),
  ),
  'reasons.list': method('signed_in', none, z.object({ reasons: z.array(reason) })),
} as const
