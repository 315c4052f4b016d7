import { v7 as uuidv7 } from 'uuid'
import type { CommandKind } from '../../../shared/central/commands.ts'
import type { ErrorCode } from '../../../shared/domain/errors.ts'
import { toInstant } from '../cache/time.ts'
import type { HandlerContext, Workspace } from './workspace.ts'

/**
 * Gives one command that takes effect without an undo window: durable before this returns, with its overlay.
 *
 * @param basedOn the version of the target that the user saw; 0 for one that is made by it
 * @returns when it was given, as the record of it says
 */
export function give(
  context: HandlerContext,
  kind: CommandKind,
  target: string,
  basedOn: number,
  payload: unknown,
): string {
  const workspace = context.workspace()
  const undoUntil = context.now()
  const at = toInstant(undoUntil)
  const one = { kind, payload, reasonId: null, at, batchId: null, undoUntil }
  workspace.cache.durable(() => giveEach(workspace, [{ id: target }], one, () => ({ basedOn })))
  tellGiven(context, null, [])
  return at
}

/** What one command among several that are given together has in common with the others. */
export interface GivenTogether {
  readonly kind: CommandKind
  readonly payload: unknown
  readonly reasonId: string | null
  readonly at: string
  readonly batchId: string | null
  /** Milliseconds since 1970. */
  readonly undoUntil: number
}

/**
 * Gives a command on every item on which it can be given, with its overlay; the others are refused one by one. Only
 * within a durable transaction of the cache.
 *
 * @param plan the version that the command on an item must name, or why it cannot be given
 */
export function giveEach<Item extends { readonly id: string }>(
  { user, cache }: Workspace,
  items: Iterable<Item>,
  together: GivenTogether,
  plan: (item: Item) => { readonly basedOn: number } | { readonly refused: ErrorCode },
): { taken: string[]; refused: { id: string; code: ErrorCode }[] } {
  const taken: string[] = []
  const refused: { id: string; code: ErrorCode }[] = []
  for (const item of items) {
    const planned = plan(item)
    if ('refused' in planned) {
      refused.push({ id: item.id, code: planned.refused })
      continue
    }
    const { basedOn } = planned
    cache.outbox.add({ id: uuidv7(), userId: user.id, target: item.id, basedOn, ...together })
    cache.overlay.settle(item.id, together.kind)
    taken.push(item.id)
  }
  return { taken, refused }
}

/** Says what changed by what was given or taken back, and that the outbox is another one. */
export function tellGiven(
  context: HandlerContext,
  topic: 'messages' | 'contacts' | null,
  taken: readonly string[],
): void {
  if (topic !== null) for (const id of taken) context.hub.add(topic, id)
  context.hub.stateChanged()
  context.workspace().engine.outboxChanged()
}
