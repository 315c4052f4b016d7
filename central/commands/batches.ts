import { type CommandResult, decisionOf } from '../../shared/central/commands.ts'
import type { AnswerOf } from '../../shared/central/operation.ts'
import { BATCH_MAX, type recordOperations } from '../../shared/central/operations.records.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { may } from '../../shared/domain/roles.ts'
import type { Database } from '../database/database.ts'
import { instantOf } from '../ports.ts'
import type { StaffPrincipal } from '../staff/service.ts'
import { commandsOfBatch } from './store.ts'

export interface BatchService {
  /** What was answered to the commands of a batch. @throws Refusal not_found, also for what is not the reader's to see */
  results(who: StaffPrincipal, batchId: string): Promise<AnswerOf<(typeof recordOperations)['batch']>>
}

/** Reading what became of batches, from the stored answers. */
export function batchService(database: Database): BatchService {
  return {
    async results(who, batchId) {
      const rows = await commandsOfBatch(database, who.facilityId, batchId, BATCH_MAX)
      const decided = rows.flatMap((row) => {
        const kind = decisionOf(row.kind)
        return kind === null ? [] : [{ ...row, kind }]
      })
      const [first] = decided
      if (first === undefined || (first.staff_id !== who.id && !may(who.role, 'read_audit'))) {
        throw new Refusal('not_found')
      }
      return {
        kind: first.kind,
        by: first.staff_name,
        at: instantOf(first.received_at),
        // A batch is one user's: under the same id of somebody else's making there is nothing to see.
        items: decided
          .filter((row) => row.staff_id === first.staff_id)
          .map((row) => ({ id: row.target, ...outcomeOf(row.result) })),
      }
    },
  }
}

function outcomeOf(result: CommandResult) {
  switch (result.outcome) {
    case 'applied':
      return { outcome: result.outcome, code: null, by: null }
    case 'conflict':
      return { outcome: result.outcome, code: null, by: result.winner.by }
    case 'refused':
      return { outcome: result.outcome, code: result.code, by: result.by ?? null }
  }
}
