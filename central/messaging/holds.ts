import type { AuditService } from '../audit/service.ts'
import type { Database } from '../database/database.ts'
import type { FeedService } from '../feed/service.ts'
import { type Clock, instantOf } from '../ports.ts'
import { claimHeldDue, nextHeldDue } from './due-store.ts'
import { messageOf, update } from './store.ts'

export interface HoldService {
  /**
   * Sends held messages back to review whose time has come, at most `limit`. What was escalated or assigned stays so.
   * Returns how many it took; what another process has taken is left to that.
   */
  returnDue(limit: number): Promise<number>
  /** When the next hold ends by itself, or null. */
  nextDue(): Promise<Date | null>
}

/** The end of holds that were given a time. */
export function holdService(database: Database, clock: Clock, feed: FeedService, audit: AuditService): HoldService {
  return {
    returnDue: (limit) =>
      database.transaction(async (tx) => {
        const now = clock()
        const due = await claimHeldDue(tx, now, limit)
        for (const row of due) {
          const returned = {
            ...row,
            state: 'pending_review' as const,
            held_until: null,
            state_since: now,
            version: row.version + 1,
          }
          await update(tx, returned)
          audit.record(tx, row.facility_id, {
            actorId: null,
            action: 'message.hold_ended',
            subjectId: row.id,
            details: { until: instantOf(row.held_until), version: returned.version },
          })
          feed.put(tx, row.facility_id, 'message', returned.version, messageOf(returned))
        }
        return due.length
      }),
    nextDue: () => nextHeldDue(database),
  }
}
