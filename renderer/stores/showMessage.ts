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
  const stateOf = async ({ id, state }: MessageTarget): Promise<MessageState> => {
    if (state !== undefined) return state
    try {
      return (await connection.call('review.item', { id, ahead: true })).row.state
    } catch {
      // The reading pane tells why the message cannot be shown, whatever the list beside it.
      return 'delivered'
    }
  }
  return async (target) => {
    const name = queueOf[await stateOf(target)]
    if (review.getState().queue !== name) review.getState().show(name)
    await queue.getState().refresh()
    queue.getState().takeIn()
    queue.getState().activate(target.id)
  }
}
