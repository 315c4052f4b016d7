import { READS_PER_CALL } from '../../../shared/central/operations.records.ts'
import { operations } from '../../../shared/central/operations.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import type { Cache } from '../cache/cache.ts'
import { toInstant } from '../cache/time.ts'
import type { Report } from '../ports.ts'
import type { Tokens } from './tokens.ts'

/**
 * Tells central which messages a user opened here, for its trail; also what was opened while it could not be reached.
 * Safe to repeat after a lost answer: central knows the ids.
 * @throws Unreachable when central cannot be reached: everything stays for the next attempt
 */
export function createReadReporter(cache: Cache, tokens: Tokens, facilityId: string, userId: string, report: Report) {
  return async (signal: AbortSignal): Promise<void> => {
    for (;;) {
      const reads = cache.users.unreportedReads(userId, READS_PER_CALL)
      if (reads.length === 0) return
      try {
        await tokens.withToken((token) =>
          tokens.central.call(operations.reportReads, {
            params: { facilityId },
            query: {},
            body: { reads: reads.map((read) => ({ ...read, at: toInstant(read.at) })) },
            token,
            signal,
          }),
        )
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        // Kept for a central that takes it, and no reason to stop deciding.
        report('reads_refused', { problem: error.code })
        return
      }
      cache.transaction(() => cache.users.forgetReads(reads.map((read) => read.id)))
    }
  }
}
