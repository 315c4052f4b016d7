import type { AnswerOf, Operation } from '../../../shared/central/operation.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { type CallArguments, Unreachable } from '../sync/central.ts'
import type { Workspace } from './workspace.ts'

/**
 * Asks central for something that is not kept here.
 * @throws Refusal `unavailable` while there is no line; what central refuses
 */
export async function askCentral<O extends Operation>(
  { engine }: Workspace,
  operation: O,
  call: Omit<CallArguments<O>, 'token' | 'signal'>,
): Promise<AnswerOf<O>> {
  // Whoever waits before the screen is told at once what the top bar says already.
  if (engine.state().connection === 'offline') throw new Refusal('unavailable')
  try {
    return await engine.ask(operation, call)
  } catch (error) {
    throw error instanceof Unreachable ? new Refusal('unavailable') : error
  }
}
