import { Refusal } from '../../shared/domain/errors.ts'
import type { Clock } from '../ports.ts'

const WINDOW_MS = 5 * 60_000
/** Wrong passwords for one account from one address within the window. */
const FAILURES = 10
/** Attempts of any kind from one address within the window: kiosks of a whole facility may share one. */
const ATTEMPTS = 3_000
const MOST_KEYS = 50_000

export interface AttemptKey {
  readonly account: string
  readonly address: string
}

export interface AttemptLimit {
  /** @throws Refusal rate_limited */
  enter(key: AttemptKey): void
  failed(key: AttemptKey): void
  succeeded(key: AttemptKey): void
}

/** Counts attempts to sign in within a window, in the memory of this process. */
export function attemptLimit(clock: Clock): AttemptLimit {
  const counts = new Map<string, { many: number; until: number }>()
  const countOf = (key: string): { many: number; until: number } => {
    const now = clock().getTime()
    const known = counts.get(key)
    if (known !== undefined && known.until > now) return known
    if (counts.size >= MOST_KEYS) {
      for (const [each, count] of counts) if (count.until <= now) counts.delete(each)
      if (counts.size >= MOST_KEYS) counts.clear()
    }
    const fresh = { many: 0, until: now + WINDOW_MS }
    counts.set(key, fresh)
    return fresh
  }
  const failuresOf = (key: AttemptKey) => countOf(`failed ${key.address} ${key.account.toLowerCase()}`)
  return {
    enter(key) {
      const all = countOf(`all ${key.address}`)
      if (all.many >= ATTEMPTS || failuresOf(key).many >= FAILURES) throw new Refusal('rate_limited')
      all.many++
    },
    failed: (key) => void failuresOf(key).many++,
    succeeded: (key) => void counts.delete(`failed ${key.address} ${key.account.toLowerCase()}`),
  }
}
