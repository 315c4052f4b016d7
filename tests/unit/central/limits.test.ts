import { describe, expect, it } from 'vitest'
import { writeLimit } from '../../../central/access/writes.ts'
import { pauseAfter } from '../../../central/notifications/outbox.ts'

describe('the limit on writes', () => {
  const limitAt = (limits: { perAccount: number; perAddress: number }) => {
    let now = 1_000
    const limit = writeLimit(() => new Date(now), limits)
    return {
      pass: (milliseconds: number) => {
        now += milliseconds
      },
      enter: (account: string | null, address: string) => {
        try {
          limit.enter(account, address)
          return 'let in'
        } catch (error) {
          return (error as { code: string }).code
        }
      },
    }
  }

  it('counts by account wherever it writes from, and by address whoever writes', () => {
    const { enter, pass } = limitAt({ perAccount: 2, perAddress: 3 })
    expect([enter('a', 'x'), enter('a', 'y'), enter('a', 'z')]).toEqual(['let in', 'let in', 'rate_limited'])
    expect([enter('b', 'x'), enter(null, 'x'), enter('c', 'x')]).toEqual(['let in', 'let in', 'rate_limited'])
    expect(enter('c', 'y')).toBe('let in')
    pass(60_000)
    expect(enter('a', 'x')).toBe('let in')
  })

  it('begins again when the clock is set back', () => {
    const { enter, pass } = limitAt({ perAccount: 1, perAddress: 9 })
    pass(10_000_000)
    expect([enter('a', 'x'), enter('a', 'x')]).toEqual(['let in', 'rate_limited'])
    pass(-9_000_000)
    expect(enter('a', 'x')).toBe('let in')
  })
})

describe('the pause before an e-mail is tried again', () => {
  it('doubles from half a minute up to six hours', () => {
    expect([1, 2, 3, 30].map(pauseAfter)).toEqual([30_000, 60_000, 120_000, 6 * 3_600_000])
  })
})
