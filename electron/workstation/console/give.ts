import { v7 as uuidv7 } from 'uuid'
import type { CommandKind } from '../../../shared/central/commands.ts'
import { toInstant } from '../cache/time.ts'
import type { HandlerContext } from './workspace.ts'

/**
 * Gives one command that takes effect without an undo window: durable before this returns, with its overlay.
 *
 * @param basedOn the version of the target that the user saw; 0 for one that is made by it
 */
export function give(
  context: HandlerContext,
  kind: CommandKind,
  target: string,
  basedOn: number,
  payload: unknown,
): void {
  const { user, cache, engine } = context.workspace()
  const now = context.now()
  cache.durable(() => {
    cache.outbox.add({
      id: uuidv7(),
      userId: user.id,
      kind,
      target,
      basedOn,
      payload,
      reasonId: null,
      at: toInstant(now),
      batchId: null,
      undoUntil: now,
    })
    cache.overlay.settle(target, kind)
  })
  context.hub.stateChanged()
  engine.outboxChanged()
}
