import { Refusal } from '../../shared/domain/errors.ts'
import type { Clock } from '../ports.ts'

const WINDOW_MS = 60_000
const MOST_KEYS = 100_000

/** Most writes within a minute. */
export interface WriteLimits {
  readonly perAccount: number
  /** Kiosks of a whole facility may share one address. */
  readonly perAddress: number
}

/** More than a person can type, and less than would hold up the others. */
export const USUAL_WRITES: WriteLimits = { perAccount: 120, perAddress: 6_000 }

export interface WriteLimit {
  /** Counts a write. @param account null where nobody is signed in. @throws Refusal rate_limited */
  enter(account: string | null, address: string): void
}

/** Counts the writes of correspondents by account and by address, in the memory of this process. */
export function writeLimit(clock: Clock, limits: WriteLimits): WriteLimit {
  const counts = new Map<string, number>()
  let until = 0
  const count = (key: string, most: number): void => {
    const many = (counts.get(key) ?? 0) + 1
    if (many > most) throw new Refusal('rate_limited')
    counts.set(key, many)
  }
  return {
    enter(account, address) {
      const now = clock().getTime()
      // One window for all: its end is the moment at which every count begins again.
      if (now >= until || now < until - WINDOW_MS || counts.size > MOST_KEYS) {
        counts.clear()
        until = now + WINDOW_MS
      }
      if (account !== null) count(`account ${account}`, limits.perAccount)
      count(`address ${address}`, limits.perAddress)
    },
  }
}
