import { Refusal } from '../../shared/domain/errors.ts'
import type { Clock } from '../ports.ts'

const MOST_KEYS = 50_000

export interface CallLimit {
  /** Counts a call. @throws Refusal rate_limited */
  enter(key: string): void
}

/** At most `many` calls for one key within `withinMs` milliseconds, counted in the memory of this process. */
export function callLimit(clock: Clock, many: number, withinMs: number): CallLimit {
  const counts = new Map<string, { many: number; readonly until: number }>()
  return {
    enter(key) {
      const now = clock().getTime()
      const known = counts.get(key)
      if (known !== undefined && known.until > now) {
        if (known.many >= many) throw new Refusal('rate_limited')
        known.many++
        return
      }
      if (counts.size >= MOST_KEYS) {
        for (const [each, count] of counts) if (count.until <= now) counts.delete(each)
        if (counts.size >= MOST_KEYS) counts.clear()
      }
      counts.set(key, { many: 1, until: now + withinMs })
    },
  }
}
