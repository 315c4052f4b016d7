import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { intersect, nextIn } from '../../../shared/screening/clock.ts'
import { compileRuleSet } from '../../../shared/screening/engine.ts'
import type { Action } from '../../../shared/screening/rules.ts'
import { screen } from '../../../shared/screening/screen.ts'
import { content, context, message, rule } from './rule-sets.ts'

const always = { kind: 'direction' as const, direction: 'inbound' as const }
const at = (hour: number, minute = 0) => hour * 60 + minute

/** When a message sent at a moment may be delivered under some actions, in UTC and on the facility's wall clock. */
function delivered(timeZone: string, sentAt: string, ...actions: Action[]): [string, string] {
  const rules = compileRuleSet(
    content(
      [],
      actions.map((action, n) => rule(n + 1, action, [always])),
    ),
    1,
  )
  const outcome = screen(rules, message('hello', { sentAt }), context({ timeZone }))
  const when = outcome.deliverAt ?? sentAt
  return [when, DateTime.fromISO(when, { zone: timeZone }).toFormat("d LLL HH:mm 'UTC'Z")]
}
const window = (from: number, to: number): Action => ({ kind: 'window', from, to })

describe('a delivery window in America/Denver', () => {
  const zone = 'America/Denver'

  it('opens at the same wall-clock time before and after the switch to summer time in March', () => {
    const before = delivered(zone, '2026-03-07T12:00:00.000Z', window(at(9), at(17)))
    expect(before).toEqual(['2026-03-07T16:00:00.000Z', '7 Mar 09:00 UTC-7'])
    const after = delivered(zone, '2026-03-08T05:00:00.000Z', window(at(9), at(17)))
    expect(after).toEqual(['2026-03-08T15:00:00.000Z', '8 Mar 09:00 UTC-6'])
  })

  it('that would open in the skipped hour opens when the clock goes on, if it is open then', () => {
    const sent = '2026-03-08T08:00:00.000Z'
    expect(delivered(zone, sent, window(at(2, 30), at(4)))[1]).toBe('8 Mar 03:00 UTC-6')
    // Open in the skipped hour only: not on that day.
    expect(delivered(zone, sent, window(at(2, 10), at(2, 50)))[1]).toBe('9 Mar 02:10 UTC-6')
  })

  it('opens at the same wall-clock time before and after the switch back in November', () => {
    const before = delivered(zone, '2026-10-31T12:00:00.000Z', window(at(9), at(17)))
    expect(before).toEqual(['2026-10-31T15:00:00.000Z', '31 Oct 09:00 UTC-6'])
    const after = delivered(zone, '2026-11-01T05:00:00.000Z', window(at(9), at(17)))
    expect(after).toEqual(['2026-11-01T16:00:00.000Z', '1 Nov 09:00 UTC-7'])
  })

  it('in the hour that comes twice is open both times and closed in between', () => {
    const halfPastOne = window(at(1, 30), at(2))
    expect(delivered(zone, '2026-11-01T07:00:00.000Z', halfPastOne)[1]).toBe('1 Nov 01:30 UTC-6')
    // Ten past one for the second time.
    expect(delivered(zone, '2026-11-01T08:10:00.000Z', halfPastOne)[1]).toBe('1 Nov 01:30 UTC-7')
    expect(delivered(zone, '2026-11-01T08:40:00.000Z', halfPastOne)[1]).toBe('1 Nov 01:40 UTC-7')
    expect(delivered(zone, '2026-11-01T09:00:00.000Z', halfPastOne)[1]).toBe('2 Nov 01:30 UTC-7')
  })

  it('over midnight lasts an hour less in March and an hour more in November', () => {
    const night = window(at(22), at(6))
    expect(delivered(zone, '2026-03-08T11:59:00.000Z', night)[1]).toBe('8 Mar 05:59 UTC-6')
    expect(delivered(zone, '2026-03-08T12:00:00.000Z', night)[1]).toBe('8 Mar 22:00 UTC-6')
    expect(delivered(zone, '2026-11-01T12:59:00.000Z', night)[1]).toBe('1 Nov 05:59 UTC-7')
    expect(delivered(zone, '2026-11-01T13:00:00.000Z', night)[1]).toBe('1 Nov 22:00 UTC-7')
  })

  it('is looked for after a delay, which counts real minutes', () => {
    const delay: Action = { kind: 'delay', minutes: 120 }
    expect(delivered(zone, '2026-03-08T08:30:00.000Z', delay)[1]).toBe('8 Mar 04:30 UTC-6')
    expect(delivered(zone, '2026-03-08T08:30:00.000Z', delay, window(at(3), at(4)))[1]).toBe('9 Mar 03:00 UTC-6')
  })
})

describe('a delivery window south of the equator', () => {
  it('follows Sydney into summer in October and out of it in April', () => {
    const day = window(at(8), at(20))
    expect(delivered('Australia/Sydney', '2026-10-03T13:00:00.000Z', day)).toEqual([
      '2026-10-03T21:00:00.000Z',
      '4 Oct 08:00 UTC+11',
    ])
    expect(delivered('Australia/Sydney', '2026-04-04T13:00:00.000Z', day)).toEqual([
      '2026-04-04T22:00:00.000Z',
      '5 Apr 08:00 UTC+10',
    ])
  })

  it('opens an hour later where a zone skips the hour after midnight', () => {
    // Santiago goes from 24:00 to 1:00 on 6 September.
    const first = delivered('America/Santiago', '2026-09-06T02:00:00.000Z', window(0, at(6)))
    expect(first).toEqual(['2026-09-06T04:00:00.000Z', '6 Sep 01:00 UTC-3'])
  })
})

describe('the next moment of a delivery window', () => {
  const switches = [
    ['America/Denver', '2026-03-08T09:00:00.000Z'],
    ['America/Denver', '2026-11-01T08:00:00.000Z'],
    ['Australia/Sydney', '2026-10-03T16:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00.000Z'],
    ['America/Santiago', '2026-04-05T03:00:00.000Z'],
  ] as const

  it('is never early, never late, and always in the window, around every switch', () => {
    const minute = fc.integer({ min: 0, max: 143 }).map((tens) => tens * 10)
    fc.assert(
      fc.property(
        fc.constantFrom(...switches),
        fc.integer({ min: -150, max: 30 }),
        minute,
        minute,
        ([zone, change], tens, from, to) => {
          const earliest = Date.parse(change) + tens * 600_000
          const parts = intersect([{ from, to }])
          const inside = (moment: number): boolean => {
            const { hour, minute: past } = DateTime.fromMillis(moment, { zone })
            return parts.some((part) => hour * 60 + past >= part.from && hour * 60 + past < part.to)
          }
          let expected = earliest
          while (!inside(expected)) expected += 600_000
          expect(nextIn(parts, earliest, zone)).toBe(expected)
        },
      ),
      { numRuns: 300, seed: 20_261_123 },
    )
  })
})
