import type { Cache } from '../cache/cache.ts'
import type { Report } from '../ports.ts'

/** Purges closed messages once their time is over. */
export interface Retention {
  /** Purges what is due unless that was looked at within the hour; resolves when done, at once when it was. */
  run(): Promise<void>
}

const EVERY_MS = 3_600_000
/** Messages in one transaction: a call of the renderer waits for one of them at most. */
const STEP = 50
/** Pause between two transactions, in which calls are answered. */
const PAUSE_MS = 10
const DAY_MS = 86_400_000

/** @param days for which closed messages are kept, from the moment they came into their state */
export function createRetention(
  cache: Cache,
  days: number,
  now: () => number,
  signal: AbortSignal,
  report: Report,
): Retention {
  let lookedAt = Number.NEGATIVE_INFINITY
  let running: Promise<void> = Promise.resolve()

  async function purge(): Promise<void> {
    const before = now() - days * DAY_MS
    cache.transaction(() => cache.batches.purge(before))
    while (!signal.aborted && cache.transaction(() => cache.messages.purge(before, STEP)) === STEP) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }

  return {
    run() {
      // A clock that was set back must not put purging off for as long.
      if (Math.abs(now() - lookedAt) >= EVERY_MS) {
        lookedAt = now()
        // What could not be purged now is found again in an hour; until then everything else goes on.
        running = running.then(purge).catch(() => report('purge_failed'))
      }
      return running
    },
  }
}
