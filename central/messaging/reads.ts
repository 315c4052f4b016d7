import type { ReadReport } from '../../shared/central/operations.records.ts'
import type { AuditService } from '../audit/service.ts'
import type { Database, Queryable } from '../database/database.ts'
import type { Clock } from '../ports.ts'
import type { Reader } from './archive.ts'

export interface ReadService {
  /**
   * Writes into the trail which messages a user opened on a workstation. What was reported before, or is not of the
   * reader's facility, is passed over. Returns how many were new.
   */
  report(who: Reader, reads: readonly ReadReport[]): Promise<number>
}

/** Takes the ids of reports that are new and speak of messages of the facility, in the order of the reports. */
async function takeNew(db: Queryable, who: Reader, reads: readonly ReadReport[], now: Date): Promise<Set<string>> {
  const rows = await db.query<{ id: string }>(
    `INSERT INTO message_reads (id, facility_id, staff_id, message_id, reported_at)
     SELECT each.id, m.facility_id, $2, m.id, $3
     FROM unnest($4::uuid[], $5::uuid[]) AS each (id, message_id)
     JOIN messages AS m ON m.id = each.message_id AND m.facility_id = $1
     ORDER BY each.id ON CONFLICT (id) DO NOTHING RETURNING id`,
    [who.facilityId, who.id, now, reads.map((read) => read.id), reads.map((read) => read.messageId)],
  )
  return new Set(rows.map((row) => row.id))
}

/** Messages are read from the workstation's cache, also while it is offline: it tells afterwards what was opened. */
export function readService(database: Database, clock: Clock, audit: AuditService): ReadService {
  return {
    report: (who, reads) =>
      database.transaction(async (tx) => {
        const taken = await takeNew(tx, who, reads, clock())
        const recorded = taken.size
        for (const read of reads) {
          // Out of the set at once: the same id twice in one report is one reading.
          if (!taken.delete(read.id)) continue
          audit.record(tx, who.facilityId, {
            actorId: who.id,
            action: 'messages.open',
            subjectId: read.messageId,
            details: { openedAt: read.at },
          })
        }
        return recorded
      }),
  }
}
