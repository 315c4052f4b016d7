import { describe, expect, it } from 'vitest'
import { TermChecker } from '../../../shared/screening/check.ts'
import { compileRuleSet, findMatches } from '../../../shared/screening/engine.ts'
import { ruleSetContent, type Term, type Watchlist } from '../../../shared/screening/rules.ts'
import { content, idOf, spelled, watchlist } from './rule-sets.ts'

const near = (text: string, other: string, within: number): Term => ({
  kind: 'near',
  id: idOf(1),
  text,
  near: other,
  within,
})
const expression = (text: string): Term => ({ kind: 'regex', id: idOf(1), text })

/** A list of one term. */
function listOf(term: Term, more: Partial<Watchlist> = {}): Watchlist {
  return { ...watchlist(1, 'other', []), terms: [term], ...more }
}

/** What the terms of a list match, as `spelling (transformations)`. */
function found(list: Watchlist, text: string): string[] {
  return findMatches(compileRuleSet(content([list]), 1), text).map(
    ({ start, end, via }) => `${text.slice(start, end)} (${via.join(' ')})`,
  )
}

describe('a star stands for any letters', () => {
  const cases: [term: string, text: string, matches: string[]][] = [
    ['kit*', 'a kite, two kites, no skit', ['kite', 'kites']],
    ['kit*', 'kit', ['kit']],
    ['*ito', 'un carrito y otro carro', ['carrito']],
    ['*ama*', 'la llamada', ['llamada']],
    ['green lig*', 'the green lights', ['green lights']],
    ['green* light', 'greenish light', ['greenish light']],
    ['green* light', 'greenish dim light', []],
    ['dile* que *ando', 'dileles que caminando', ['dileles que caminando']],
    ['mat*', 'matarlo', ['matarlo']],
  ]
  for (const [term, text, matches] of cases) {
    it(`${term} in ${JSON.stringify(text)}`, () => {
      const list = watchlist(1, 'other', [term])
      expect(
        findMatches(compileRuleSet(content([list]), 1), text).map(({ start, end }) => text.slice(start, end)),
      ).toEqual(matches)
    })
  }
  it('disguises are seen through as in other terms', () => {
    expect(spelled(['kit*'], 'K1TES')).toEqual(['kit*: K1TES (case leetspeak)'])
    expect(spelled(['kit*'], 'kiiites')).toEqual(['kit*: kiiites (repeat)'])
    expect(spelled(['kit*'], 'k i t e s')).toEqual(['kit*: k i t (spacing)'])
  })
})

describe('terms near each other', () => {
  it('in either order, as far as they may be apart', () => {
    const list = listOf(near('kite', 'laundry', 3))
    expect(found(list, 'put the kite in the laundry')).toEqual(['kite in the laundry ()'])
    expect(found(list, 'the laundry has a kite')).toEqual(['laundry has a kite ()'])
    expect(found(list, 'the laundry will have a kite')).toEqual([])
    expect(found(listOf(near('kite', 'laundry', 4)), 'the laundry will have a kite')).toHaveLength(1)
  })
  it('as whole words, phrases and stems, whatever their disguise', () => {
    expect(found(listOf(near('kite', 'laundry', 3)), 'skite laundry')).toEqual([])
    expect(found(listOf(near('blue house', 'burn*', 2)), 'burning the BLUE  house')).toEqual([
      'burning the BLUE  house (case)',
    ])
    expect(found(listOf(near('kite', 'laundry', 3)), 'l-a-u-n-d-r-y k1te')).toEqual([
      'l-a-u-n-d-r-y k1te (leetspeak spacing)',
    ])
  })
  it('a pair is found behind a hundred of one side', () => {
    const list = listOf(near('kite', 'laundry', 1))
    expect(found(list, `${'kite and '.repeat(400)}kite laundry`)).toEqual(['kite laundry ()'])
  })
  it('each of several finds its nearest', () => {
    expect(found(listOf(near('a1', 'b2', 5)), 'a1 x b2 a1')).toEqual(['a1 x b2 ()', 'b2 a1 ()'])
  })
})

describe('regular expressions', () => {
  it('match the text as it was written, whatever its case', () => {
    const list = listOf(expression('\\bunit [0-9]{2,3}\\b'))
    expect(found(list, 'meet at Unit 204, unit 7')).toEqual(['Unit 204 (case)'])
    expect(found({ ...list, sees: [] }, 'meet at Unit 204, unit 33')).toEqual(['unit 33 ()'])
  })
  it('spans are UTF-16 offsets behind wide characters', () => {
    expect(found(listOf(expression('[0-9]+')), '👨‍👩‍👧 ñ 42')).toEqual(['42 ()'])
  })
  it('what matches nothing is no match', () => {
    expect(found(listOf(expression('x*y|[0-9]*')), 'ab')).toEqual([])
  })
  it('an expression that would take exponential time elsewhere takes none here', () => {
    const started = performance.now()
    expect(found(listOf(expression('(a+)+$')), `${'a'.repeat(29_999)}!`)).toEqual([])
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

describe('a term is refused when it is entered', () => {
  const checker = new TermChecker()
  const words = (text: string): Term => ({ id: idOf(1), text, wholeWord: true })
  const cases: [Term, string | null][] = [
    [words('kites'), null],
    [words('🔪🔪'), null],
    [words('kit* now'), null],
    [words('...'), 'nothing_to_find'],
    [words('* *'), 'nothing_to_find'],
    [words('kite *'), 'nothing_to_find'],
    [near('kite', '--', 3), 'nothing_to_find'],
    [near('kite', 'laundry', 3), null],
    [expression('k[i1]tes?'), null],
    [expression('\\p{L}+'), null],
    [expression('(k'), 'expression_invalid'],
    [expression('(a)\\1'), 'expression_not_linear'],
    [expression('(?=a)b'), 'expression_not_linear'],
    [expression('(?<=a)b'), 'expression_not_linear'],
    [expression('(?!a)b'), 'expression_not_linear'],
    [expression('(?>a)b'), 'expression_not_linear'],
    [expression('a*'), 'expression_empty'],
    [expression('(?:a{1000}){1000}'), 'expression_too_large'],
    [expression('[a-z]{900}\\p{L}{900}'), 'expression_too_large'],
  ]
  for (const [term, problem] of cases) {
    it(`${JSON.stringify('near' in term ? [term.text, term.near] : term.text)}: ${problem ?? 'taken'}`, () => {
      expect(checker.check(term)).toBe(problem)
    })
  }
  it('with its place in the rule set', () => {
    const lists = [watchlist(1, 'other', ['kites']), listOf(expression('(a)\\1'), { id: idOf(2) })]
    expect(checker.problems(content(lists))).toEqual([
      { path: 'watchlists.1.terms.0', problem: 'expression_not_linear' },
    ])
  })
})

describe('exceptions of a list', () => {
  const list = { ...watchlist(1, 'other', ['kite', 'shank']), exceptions: [{ id: idOf(5), text: 'kite festival*' }] }
  it('make a match harmless that stands inside of them', () => {
    expect(found(list, 'we saw the Kite Festivals, then a kite')).toEqual(['kite ()'])
  })
  it('are not seen in disguises, so that nobody can hide behind them', () => {
    expect(found(list, 'k1te f3stival')).toEqual(['k1te (leetspeak)'])
  })
  it('concern no other list', () => {
    const lists = [list, watchlist(2, 'gang', ['kite'])]
    const matches = findMatches(compileRuleSet(content(lists), 1), 'kite festival')
    expect(matches.map((match) => match.watchlistId)).toEqual([idOf(2)])
  })
  it('do not use up the hundred matches that are recorded', () => {
    expect(found(list, `${'kite festival '.repeat(300)}kite`)).toEqual(['kite ()'])
  })
  it('concern expressions too', () => {
    const numbers = listOf(expression('[0-9]{5}'), { exceptions: [{ id: idOf(5), text: 'zip 87501' }] })
    expect(found(numbers, 'zip 87501, call 50505')).toEqual(['50505 ()'])
  })
})

describe('a list sees through the disguises that it names', () => {
  const spellings: [string, string][] = [
    ['KITES', 'case'],
    ['kítes', 'accent'],
    ['ｋｉｔｅｓ', 'compatibility'],
    ['кites', 'lookalike'],
    ['k1t3s', 'leetspeak'],
    ['k.i.t.e.s', 'spacing'],
    ['ki🪁tes', 'spacing'],
    ['k🙂i🙂t🙂e🙂s', 'spacing'],
    ['k 👨‍👩‍👧 i 🪁 t e s', 'spacing'],
    ['ki\u200btes', 'invisible'],
    ['kiiites', 'repeat'],
  ]
  for (const [spelling, via] of spellings) {
    it(`${via}: ${spelling}`, () => {
      const list = watchlist(1, 'other', ['kites'])
      const text = `the ${spelling} now`
      expect(found(list, text)).toEqual([`${spelling} (${via})`])
      expect(found({ ...list, sees: [via] as NonNullable<Watchlist['sees']> }, text)).toHaveLength(1)
      expect(found({ ...list, sees: [] }, text)).toEqual([])
      expect(found({ ...list, sees: [] }, 'the kites now')).toHaveLength(1)
    })
  }
})

describe('rule sets from before', () => {
  it('are read as they were: terms without a kind, lists without settings', () => {
    const old = content([watchlist(1, 'gang', ['kites'])])
    expect(ruleSetContent.parse(old)).toEqual(old)
  })
  it('a list of people has no terms', () => {
    const people = [{ kind: 'member' as const, id: idOf(3), name: 'Ana Baca' }]
    expect(ruleSetContent.safeParse(content([{ ...watchlist(1, 'gang', []), people }])).success).toBe(true)
    expect(ruleSetContent.safeParse(content([{ ...watchlist(1, 'gang', ['kites']), people }])).success).toBe(false)
  })
})

it('thousands of terms are made ready with progress that only rises', () => {
  const terms = Array.from({ length: 5_000 }, (_, n) => `word${n.toString(26).replace(/\d/g, 'q')}x${n % 7}`)
  const told: number[] = []
  compileRuleSet(content([watchlist(1, 'other', terms)]), 1, (done) => told.push(done))
  expect(told.length).toBeGreaterThan(5)
  expect(told).toEqual([...told].sort((a, b) => a - b))
  expect(told.at(-1)).toBeLessThanOrEqual(1)
})
