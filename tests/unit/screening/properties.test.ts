import fc from 'fast-check'
import { expect, it } from 'vitest'
import { priorityRank } from '../../../shared/domain/message.ts'
import { compileRuleSet, findMatches } from '../../../shared/screening/engine.ts'
import type { ScreeningOutcome } from '../../../shared/screening/evaluate.types.ts'
import {
  type Rule,
  ruleSetContent,
  screeningRecord,
  type TermMatch,
  transformation,
  type Watchlist,
} from '../../../shared/screening/rules.ts'
import { screen } from '../../../shared/screening/screen.ts'
import { anyAction, anyContext, anyMessage, anyRules, anyText, compiled, lists, others, terms } from './arbitraries.ts'
import { content, context, idOf, message, rule, watchlist } from './rule-sets.ts'

const strength = { deliver: 0, schedule: 1, review: 2, reject: 3 } as const

function outcomeOf(rules: Rule[], text: string): ScreeningOutcome {
  return screen(compileRuleSet(content(lists, rules), 1), message(text), context())
}

it('no string makes it throw, and the record is always valid', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const matches = findMatches(compiled, text)
      screeningRecord.parse({ ruleSetVersion: 1, matches, rules: [] })
      for (const { start, end } of matches) {
        expect(start).toBeLessThan(end)
        expect(end).toBeLessThanOrEqual(text.length)
      }
    }),
    { numRuns: 800 },
  )
})

it('what is passed over at a glance holds nothing', () => {
  // A term at the end makes sure that the whole text is taken apart.
  const certain = 'qqzzqq'
  const always = content([...lists, ...others, watchlist(7, 'other', [certain])])
  const matcher = compileRuleSet(always, 1)
  fc.assert(
    fc.property(anyText, (text) => {
      const thorough = findMatches(matcher, `${text}\n\n${certain}`)
      expect(thorough.at(-1)?.term).toBe(certain)
      expect(findMatches(matcher, text)).toEqual(thorough.slice(0, -1))
    }),
    { numRuns: 3_000 },
  )
})

it('a match without transformations is the term, letter by letter', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const match of findMatches(compiled, text)) {
        if (match.via.length === 0 && terms.includes(match.term))
          expect(text.slice(match.start, match.end)).toBe(match.term)
      }
    }),
    { numRuns: 500 },
  )
})

it('a term that stands by itself is found wherever it stands', () => {
  const words = fc.array(fc.constantFrom('the', 'dog', 'ran', 'ñandú', '👍', 'слово', '42'), { maxLength: 8 })
  fc.assert(
    fc.property(words, fc.constantFrom(...terms), words, (before, term, after) => {
      const lead = before.length > 0 ? `${before.join(' ')} ` : ''
      const text = `${lead}${term}${after.length > 0 ? ` ${after.join(' ')}` : ''}`
      const found = findMatches(compiled, text).filter((match) => match.term === term)
      expect(found.some((match) => match.start === lead.length && match.end === lead.length + term.length)).toBe(true)
    }),
  )
})

it('what is matched by itself is matched by the same term again', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const match of findMatches(compiled, text)) {
        if (match.watchlistId !== idOf(1) && match.watchlistId !== idOf(4)) continue
        const alone = findMatches(compiled, text.slice(match.start, match.end))
        expect(alone.map((one) => one.termId)).toContain(match.termId)
      }
    }),
    { numRuns: 500 },
  )
})

it('a list that sees less finds no more, and an exception takes only away', () => {
  const [all] = lists
  const some = fc.subarray([...transformation.options])
  fc.assert(
    fc.property(anyText, some, (text, sees) => {
      const every = findMatches(compileRuleSet(content([all as Watchlist]), 1), text)
      const fewer = findMatches(compileRuleSet(content([{ ...(all as Watchlist), sees }]), 1), text)
      const key = (match: TermMatch) => `${match.termId} ${match.start} ${match.end}`
      const known = new Set(every.map(key))
      for (const match of fewer) {
        expect(known.has(key(match))).toBe(true)
        expect(match.via.every((one) => sees.includes(one))).toBe(true)
      }
      const exceptions = [{ id: idOf(4_200), text: 'kill ill' }]
      const exempt = findMatches(compileRuleSet(content([{ ...(all as Watchlist), exceptions }]), 1), text)
      for (const match of exempt) expect(known.has(key(match))).toBe(true)
    }),
    { numRuns: 150 },
  )
})

it('one more rule never weakens an outcome', () => {
  fc.assert(
    fc.property(anyRules, anyAction, anyText, (rules, action, text) => {
      const before = outcomeOf(rules, text)
      const after = outcomeOf([...rules, rule(90, action, [{ kind: 'direction', direction: 'inbound' }])], text)
      expect(strength[after.outcome]).toBeGreaterThanOrEqual(strength[before.outcome])
      if (after.outcome === 'review' && before.outcome === 'review') {
        expect(priorityRank[after.priority]).toBeGreaterThanOrEqual(priorityRank[before.priority])
      }
      expect(Date.parse(after.deliverAt ?? '1970-01-01T00:00:00.000Z')).toBeGreaterThanOrEqual(
        Date.parse(before.deliverAt ?? '1970-01-01T00:00:00.000Z'),
      )
      expect(after.urgent).toBe(before.urgent)
    }),
    { numRuns: 300 },
  )
})

it('the order of the rules does not change the outcome', () => {
  const shuffled = anyRules.chain((rules) =>
    fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length, maxLength: rules.length })),
  )
  fc.assert(
    fc.property(shuffled, anyText, ([rules, other], text) => {
      const { record: a, ...first } = outcomeOf(rules, text)
      const { record: b, ...second } = outcomeOf(other, text)
      expect(second).toEqual(first)
      expect(b.rules.map((hit) => hit.ruleId).sort()).toEqual(a.rules.map((hit) => hit.ruleId).sort())
    }),
    { numRuns: 200 },
  )
})

it('the same message is screened alike every time', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(findMatches(compiled, text)).toEqual(findMatches(compiled, text))
    }),
    { numRuns: 200 },
  )
})

it('the test lists are a valid rule set', () => {
  expect(ruleSetContent.safeParse(content(lists)).success).toBe(true)
})

it('what is recorded is enough to screen the same message again, whoever does it', () => {
  fc.assert(
    fc.property(anyRules, fc.array(fc.tuple(anyMessage, anyContext, anyText), { maxLength: 8 }), (rules, sent) => {
      const rulesHere = content(lists, rules)
      const here = compileRuleSet(rulesHere, 3)
      const there = compileRuleSet(ruleSetContent.parse(JSON.parse(JSON.stringify(rulesHere))), 3)
      sent.forEach(([parts, facts, text], n) => {
        const one = { ...parts, id: idOf(9_000 + n), text }
        const { record, ...outcome } = screen(here, one, facts)
        const kept = screeningRecord.parse(JSON.parse(JSON.stringify(record)))
        expect(kept).toEqual(record)
        const again = screen(there, one, kept.facts ?? facts)
        expect(again).toEqual({ ...outcome, record })
        expect(kept.said).toEqual({
          outcome: outcome.outcome,
          deliverAt: outcome.deliverAt,
          priority: outcome.priority,
          reasonId: outcome.reasonId,
        })
      })
    }),
    { numRuns: 400 },
  )
})
