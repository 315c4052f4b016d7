import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spansOf } from '../../../renderer/components/spans.ts'
import { wordDiff } from '../../../renderer/features/review/wordDiff.ts'
import { duration } from '../../../renderer/i18n/format.ts'

const words = fc
  .array(fc.constantFrom('we', 'miss', 'you', 'kites', '\n', 'señor', '  '), { maxLength: 40 })
  .map((each) => each.join(' '))

test('the parts of a difference give back both texts', () => {
  fc.assert(
    fc.property(words, words, (before, after) => {
      const parts = wordDiff(before, after)
      const without = (kind: string) =>
        parts
          .filter((part) => part.kind !== kind)
          .map((part) => part.text)
          .join('')
      expect(without('added')).toBe(before)
      expect(without('removed')).toBe(after)
    }),
  )
})

test('the spans of a text give back the text, whatever the matches', () => {
  const match = fc.record({ start: fc.nat(60), end: fc.nat(60) })
  fc.assert(
    fc.property(fc.string({ maxLength: 50 }), fc.array(match), (text, matches) => {
      expect(
        spansOf(text, matches)
          .map((span) => span.text)
          .join(''),
      ).toBe(text)
    }),
  )
})

test('matches that overlap become one mark', () => {
  const spans = spansOf('laundry kites', [
    { start: 0, end: 13 },
    { start: 8, end: 13 },
  ])
  expect(spans.map((span) => [span.text, span.matches.length])).toEqual([['laundry kites', 2]])
})

test('a stretch of time is told in its two largest units', () => {
  expect([500, 59_000, 61_000, 3_840_000, 86_400_000 * 3 + 7_200_000].map(duration)).toEqual([
    '0 s',
    '59 s',
    '1 m',
    '1 h 04 m',
    '3 d 2 h',
  ])
})
