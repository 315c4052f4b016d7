/** Waiting times that grow with every failure, spread out so that workstations do not come back all at once. */
export interface Backoff {
  /** Milliseconds to wait before the next attempt. */
  next(): number
  reset(): void
}

/**
 * @param first the first waiting time in milliseconds
 * @param longest no waiting time is longer
 * @param random between 0 and 1; the waiting time is between half and all of what has grown
 */
export function createBackoff(first: number, longest: number, random: () => number = Math.random): Backoff {
  let failures = 0
  return {
    next() {
      const grown = Math.min(longest, first * 2 ** Math.min(failures, 20))
      failures++
      return Math.round(grown * (0.5 + random() / 2))
    },
    reset() {
      failures = 0
    },
  }
}
