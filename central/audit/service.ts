import { createHash } from 'node:crypto'
import { type Database, LAST_STEPS, type Transaction } from '../database/database.ts'
import type { Clock } from '../ports.ts'
import { append, lockHead, readEnd, readTrail } from './store.ts'

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** What is written of one act. Never message text, never a name: ids, codes and states. */
export interface AuditEntry {
  readonly actorId: string | null
  readonly action: string
  readonly subjectId: string | null
  readonly details: { readonly [key: string]: Json }
}

export interface AuditService {
  /** Writes an act into the facility's trail, with the commit of the transaction. */
  record(tx: Transaction, facilityId: string, entry: AuditEntry): void
  /** Checks a facility's whole trail. Returns the position of the first entry that does not hold, or null. */
  firstBroken(facilityId: string): Promise<number | null>
}

/** JSON with sorted keys and no spaces, so that equal content always hashes alike. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value as { readonly [key: string]: Json }).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

function hashOf(previous: Buffer, position: number, at: Date, facilityId: string, entry: AuditEntry): Buffer {
  const text = canonicalJson({
    facilityId,
    position,
    at: at.toISOString(),
    actorId: entry.actorId,
    action: entry.action,
    subjectId: entry.subjectId,
    details: entry.details,
  })
  return createHash('sha256').update(previous).update(text).digest()
}

/** The audit trail: for each facility a chain in which every entry's hash covers all before it. */
export function auditService(database: Database, clock: Clock): AuditService {
  return {
    record(tx, facilityId, entry) {
      const at = clock()
      tx.last(LAST_STEPS.audit, async () => {
        const head = await lockHead(tx, facilityId)
        const position = head.position + 1
        await append(tx, facilityId, [
          {
            position,
            at,
            actor_id: entry.actorId,
            action: entry.action,
            subject_id: entry.subjectId,
            details: entry.details,
            previous_hash: head.hash,
            hash: hashOf(head.hash, position, at, facilityId, entry),
          },
        ])
      })
    },
    async firstBroken(facilityId) {
      const end = await readEnd(database, facilityId)
      let previous: Buffer = Buffer.alloc(32)
      let position = 0
      for (;;) {
        const rows = await readTrail(database, facilityId, position, 1_000)
        for (const row of rows) {
          const entry: AuditEntry = {
            actorId: row.actor_id,
            action: row.action,
            subjectId: row.subject_id,
            details: row.details as AuditEntry['details'],
          }
          const expected = hashOf(previous, position + 1, row.at, facilityId, entry)
          if (row.position !== position + 1 || !row.previous_hash.equals(previous) || !row.hash.equals(expected)) {
            return position + 1
          }
          previous = row.hash
          position = row.position
        }
        if (rows.length === 0) break
      }
      return end !== null && end.position === position && end.hash.equals(previous) ? null : position + 1
    },
  }
}
