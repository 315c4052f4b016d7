import type { LocalFile } from './local.ts'

/** The time of day as central has it: the clock of this computer may be hours off, and nobody here need notice. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds by which central is ahead of this computer; 0 when they agree within some seconds. */
  offset(): number
  /** Central said what time it is; the answer took so long to come. */
  heard(at: number, tookMs: number): void
}

/** Central tells whole seconds, and an answer takes its time: less than this is no difference. */
const TOLERANCE_MS = 3_000

/** @param local keeps the difference, because a workstation may start without a line */
export function createClock(local: Pick<LocalFile, 'clockOffset' | 'setClockOffset'>): Clock {
  let offset = local.clockOffset
  return {
    now: () => Date.now() + offset,
    offset: () => offset,
    heard(at, tookMs) {
      // A slow answer says little about when it was given.
      if (tookMs > TOLERANCE_MS) return
      const told = Math.round(at + 500 + tookMs / 2 - Date.now())
      if (Math.abs(told - offset) < TOLERANCE_MS) return
      offset = Math.abs(told) < TOLERANCE_MS ? 0 : told
      local.setClockOffset(offset)
    },
  }
}
