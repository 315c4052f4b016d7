import type { QueueName } from '../../shared/console/review.ts'
import type { MessageState } from '../../shared/domain/message.ts'
import type { Connection } from '../api/connection.ts'
import type { ReviewStores } from './review.ts'
import type { MessageTarget } from './rooms.ts'

const queueOf: Readonly<Record<MessageState, QueueName>> = {
  pending_review: 'needs_review',
  held: 'held',
  scheduled: 'scheduled',
  delivered: 'decided',
  rejected: 'decided',
}

/** Makes the function that shows a message in the review room, in the queue in which it stands. */
export function createShowMessage(
  connection: Connection,
  { review, queue }: ReviewStores,
): (target: MessageTarget) => Promise<void> {
  const queueFor = async ({ id, state, escalated }: MessageTarget): Promise<QueueName> => {
    const waits = state === 'pending_review' || state === 'held'
    if (state !== undefined && (!waits || escalated === false)) return queueOf[state]
    if (waits && escalated === true) return 'escalated'
    try {
      const { row } = await connection.call('review.item', { id, ahead: true })
      const open = row.state === 'pending_review' || row.state === 'held'
      return open && row.escalated ? 'escalated' : queueOf[row.state]
    } catch {
      // The reading pane tells why the message cannot be shown, whatever the list beside it.
      return queueOf[state ?? 'delivered']
    }
  }
  return async (target) => {
    const name = await queueFor(target)
    if (review.getState().queue !== name) review.getState().show(name)
    await queue.getState().refresh()
    queue.getState().takeIn()
    queue.getState().activate(target.id)
  }
}
