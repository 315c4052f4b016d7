import fc from 'fast-check'
import { expect, it } from 'vitest'
import { instantOf, LocalTimes, localTime } from '../../../shared/screening/clock.ts'

const zones = ['UTC', 'America/Denver', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Monrovia', 'Pacific/Apia']
/** Moments from 1900 to 2050, and some around which the clocks of Denver and Lord Howe change. */
const anyMoment = fc.oneof(
  fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2050, 0) }),
  fc
    .tuple(
      fc.constantFrom(Date.UTC(2026, 2, 8, 9), Date.UTC(2026, 10, 1, 8), Date.UTC(2026, 3, 4, 15)),
      fc.integer({ min: -7_200_000, max: 7_200_000 }),
    )
    .map(([change, apart]) => change + apart),
)

it('the time of day of moments in any order is what each has by itself', () => {
  const times = new LocalTimes()
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      anyMoment,
      fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { maxLength: 5 }),
      (zone, first, apart) => {
        for (const moment of [first, ...apart.map((each) => first + each)].map(instantOf)) {
          expect(times.at(moment, zone)).toEqual(localTime(moment, zone))
        }
      },
    ),
    { numRuns: 2_000 },
  )
})
