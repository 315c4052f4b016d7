import type { Instant } from '../../../shared/domain/ids.ts'

/** Instants are stored as milliseconds since 1970: eight bytes that sort, where the text takes twenty-four. */
export function toMs(instant: Instant): number {
  return Date.parse(instant)
}

export function toMsOrNull(instant: Instant | null): number | null {
  return instant === null ? null : Date.parse(instant)
}

export function toInstant(ms: number): Instant {
  return new Date(ms).toISOString()
}

export function toInstantOrNull(ms: number | null): Instant | null {
  return ms === null ? null : new Date(ms).toISOString()
}
