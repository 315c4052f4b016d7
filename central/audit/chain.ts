import { createHash } from 'node:crypto'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** What is written of one act. Never message text, never a name: ids, codes and states. */
export interface AuditEntry {
  readonly actorId: string | null
  readonly action: string
  readonly subjectId: string | null
  readonly details: { readonly [key: string]: Json }
}

/** What stands before the first entry. */
export const NOTHING_BEFORE: Buffer = Buffer.alloc(32)

/** JSON with sorted keys and no spaces, so that equal content always hashes alike. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value as { readonly [key: string]: Json }).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

/** The hash of an entry: SHA-256 over the hash before it and its own canonical JSON. */
export function hashOf(previous: Buffer, position: number, at: Date, facilityId: string, entry: AuditEntry): Buffer {
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
