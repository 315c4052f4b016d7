import { tellGiven } from './give.ts'
import type { HandlerContext } from './workspace.ts'

/**
 * Takes back what has not left yet of a batch. What has left, or what a later decision on the same item follows on, stays
 * and is counted as too late.
 */
export function undo(
  context: HandlerContext,
  batchId: string,
  topic: 'messages' | 'contacts',
): { undone: string[]; tooLate: number } {
  const { user, cache } = context.workspace()
  const undone: string[] = []
  let tooLate = 0
  cache.durable(() => {
    for (const command of cache.outbox.batch(user.id, batchId)) {
      const followed = cache.outbox
        .onTarget(user.id, command.target)
        .some((other) => other.seq > command.seq && other.basedOn > command.basedOn)
      if (command.state !== 'waiting' || followed) {
        tooLate++
        continue
      }
      cache.outbox.remove(command.id)
      cache.batches.settle(batchId, command.target, 'undone', null, null)
      cache.overlay.settle(command.target, command.kind)
      undone.push(command.target)
    }
  })
  tellGiven(context, topic, undone)
  return { undone, tooLate }
}
