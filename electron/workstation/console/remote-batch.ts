import { operations } from '../../../shared/central/operations.ts'
import type { BatchReport } from '../../../shared/console/batches.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { Unreachable } from '../sync/central.ts'
import type { Workspace } from './workspace.ts'

/** What central answered to the commands of a batch; null where that cannot be learnt, or is not this user's to learn. */
export async function batchAtCentral(
  { engine, facility }: Workspace,
  batchId: string,
): Promise<Omit<BatchReport, 'reasonId'> | null> {
  try {
    const answer = await engine.ask(operations.batch, {
      params: { facilityId: facility.id, batchId },
      query: {},
      body: {},
    })
    const counts = { waiting: 0, applied: 0, conflict: 0, refused: 0, refused_here: 0, undone: 0 }
    for (const item of answer.items) counts[item.outcome]++
    return { id: batchId, kind: answer.kind, by: answer.by, at: answer.at, counts, items: answer.items, complete: true }
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Refusal) return null
    throw error
  }
}
