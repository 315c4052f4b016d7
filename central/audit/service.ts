import type { AuditEntryView, AuditReport } from '../../shared/central/operations.records.ts'
import { type Database, LAST_STEPS, type Transaction } from '../database/database.ts'
import { type Clock, instantOf } from '../ports.ts'
import { type AuditEntry, hashOf } from './chain.ts'
import { type AuditFilter, type AuditRow, append, lockHead, search } from './store.ts'
import { verifyTrail } from './verify.ts'

export type { AuditEntry } from './chain.ts'

export interface AuditService {
  /** Writes an act into the facility's trail, with the commit of the transaction. */
  record(tx: Transaction, facilityId: string, entry: AuditEntry): void
  /** Writes many acts in their order, as one step. */
  recordAll(tx: Transaction, facilityId: string, entries: readonly AuditEntry[]): void
  /** Checks a facility's whole trail. Returns the position of the first entry that does not hold, or null. */
  firstBroken(facilityId: string): Promise<number | null>
  /** Checks a facility's whole trail and says what is wrong where. */
  verify(facilityId: string): Promise<AuditReport>
  /** Entries of a facility's trail, newest first; `next` is what to give as `before` for the following page. */
  list(facilityId: string, filter: AuditFilter): Promise<{ entries: AuditEntryView[]; next: number | null }>
}

/** The audit trail: for each facility a chain in which every entry's hash covers all before it. */
export function auditService(database: Database, clock: Clock): AuditService {
  const verify = (facilityId: string): Promise<AuditReport> => database.reading((db) => verifyTrail(db, facilityId))
  const recordAll: AuditService['recordAll'] = (tx, facilityId, entries) => {
    const at = clock()
    tx.last(
      LAST_STEPS.audit,
      async () => {
        const head = await lockHead(tx, facilityId)
        let { position, hash } = head
        const rows = entries.map((entry): AuditRow => {
          position++
          const previous = hash
          hash = hashOf(previous, position, at, facilityId, entry)
          return {
            position,
            at,
            actor_id: entry.actorId,
            action: entry.action,
            subject_id: entry.subjectId,
            details: entry.details,
            previous_hash: previous,
            hash,
          }
        })
        await append(tx, facilityId, rows)
      },
      facilityId,
    )
  }
  return {
    record: (tx, facilityId, entry) => recordAll(tx, facilityId, [entry]),
    recordAll,
    firstBroken: async (facilityId) => (await verify(facilityId)).problems[0]?.position ?? null,
    verify,
    async list(facilityId, filter) {
      const rows = await search(database, facilityId, { ...filter, limit: filter.limit + 1 })
      const page = rows.slice(0, filter.limit)
      return {
        entries: page.map((row) => ({
          position: row.position,
          at: instantOf(row.at),
          actorId: row.actor_id,
          action: row.action,
          subjectId: row.subject_id,
          details: row.details as Record<string, unknown>,
        })),
        next: rows.length > filter.limit ? (page.at(-1)?.position ?? null) : null,
      }
    },
  }
}
