import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createBackoff } from '../../../electron/workstation/sync/backoff.ts'
import { createPause } from '../../../electron/workstation/sync/pause.ts'

describe('The waiting time between attempts', () => {
  it('grows, never beyond the longest, and begins anew after a success', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 60 }), (first, failures) => {
        const backoff = createBackoff(first, 30_000, () => 1)
        let before = 0
        for (let n = 0; n < failures; n++) {
          const wait = backoff.next()
          expect(wait).toBeGreaterThanOrEqual(before)
          expect(wait).toBeLessThanOrEqual(30_000)
          before = wait
        }
        backoff.reset()
        expect(backoff.next()).toBe(first)
      }),
    )
  })

  it('is spread out between half and all of it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (random) => {
        const wait = createBackoff(1_000, 30_000, () => random).next()
        expect(wait).toBeGreaterThanOrEqual(500)
        expect(wait).toBeLessThanOrEqual(1_000)
      }),
    )
  })
})

describe('A pause', () => {
  it('ends at once when its end was asked for before it began', async () => {
    const pause = createPause(() => Date.now())
    pause.end()
    await pause.begin(60_000, null)
  })

  it('lasts when what was asked to end has been answered meanwhile', async () => {
    vi.useFakeTimers()
    try {
      const pause = createPause(() => Date.now())
      pause.end()
      pause.clear()
      let ended = false
      const done = pause.begin(1_000, null).then(() => {
        ended = true
      })
      await vi.advanceTimersByTimeAsync(999)
      expect(ended).toBe(false)
      await vi.advanceTimersByTimeAsync(1)
      await done
    } finally {
      vi.useRealTimers()
    }
  })

  it('ends at the nearer of its two moments, asked for again when it is rearmed', async () => {
    vi.useFakeTimers()
    try {
      const pause = createPause(() => Date.now())
      let nearer = Number.POSITIVE_INFINITY
      let ended = false
      const done = pause
        .begin(60_000, () => nearer - Date.now())
        .then(() => {
          ended = true
        })
      await vi.advanceTimersByTimeAsync(5_000)
      nearer = Date.now() + 1_000
      pause.rearm()
      await vi.advanceTimersByTimeAsync(999)
      expect(ended).toBe(false)
      await vi.advanceTimersByTimeAsync(1)
      await done
      expect(ended).toBe(true)
    } finally {
      vi.useRealTimers()
    }
  })
})
