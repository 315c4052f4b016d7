import type { QueueName } from '../../../shared/console/review.ts'
import type { MessageState } from '../../../shared/domain/message.ts'

/** The queues in one of which each open message stands. */
export type OpenQueue = Exclude<QueueName, 'decided' | 'assigned'>

/** The numbers under which the queues of open messages stand in the cache. Never renumbered. */
export const queueNumbers: Readonly<Record<OpenQueue, number>> = {
  needs_review: 1,
  held: 2,
  escalated: 3,
  scheduled: 4,
}

/** What is decided as late as it may be is no concern of the target: it has its time of delivery. */
export const timedQueues: readonly (number | null)[] = [
  queueNumbers.needs_review,
  queueNumbers.held,
  queueNumbers.escalated,
]

/** The queue in which a message stands, or null for a closed one. */
export function queueNumber(state: MessageState, escalated: boolean): number | null {
  if (state === 'scheduled') return queueNumbers.scheduled
  if (state !== 'pending_review' && state !== 'held') return null
  if (escalated) return queueNumbers.escalated
  return state === 'held' ? queueNumbers.held : queueNumbers.needs_review
}
