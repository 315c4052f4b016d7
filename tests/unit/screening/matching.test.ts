import { describe, expect, it } from 'vitest'
import { compileRuleSet, findMatches } from '../../../shared/screening/engine.ts'
import { content, matchesOf, spelled, watchlist } from './rule-sets.ts'

describe('a term is found however it is spelled', () => {
  const cases: [spelling: string, via: string][] = [
    ['kites', ''],
    ['KITES', 'case'],
    ['kítès', 'accent'],
    ['kite\u0301s', 'accent'],
    ['ｋｉｔｅｓ', 'compatibility'],
    ['кіtеs', 'lookalike'],
    ['κιtes', 'lookalike'],
    ['k1t3s', 'leetspeak'],
    ['k!tes', 'leetspeak'],
    ['kite$', 'leetspeak'],
    ['ki\u200btes', 'invisible'],
    ['k\u00adites', 'invisible'],
    ['k i t e s', 'spacing'],
    ['k.i.t.e.s', 'spacing'],
    ['k-i-t-e-s', 'spacing'],
    ['k_i_t_e_s', 'spacing'],
    ['ki-tes', 'spacing'],
    ['k!i!t!e!s', 'spacing'],
    ['kiiites', 'repeat'],
    ['kkiitteess', 'repeat'],
    ['K 1 T 3 S', 'case leetspeak spacing'],
  ]
  for (const [spelling, via] of cases) {
    it(`${JSON.stringify(spelling)} by ${via === '' ? 'nothing' : via}`, () => {
      const text = `they said the ${spelling}, on Tuesday`
      expect(spelled(['kites'], text)).toEqual([`kites: ${spelling} (${via})`])
    })
  }

  it('a capital I stands for a small l', () => {
    expect(spelled(['kill'], 'I will kiII it')).toEqual(['kill: kiII (case lookalike)'])
  })

  it('a phrase across other white space, signs, or none', () => {
    expect(spelled(['blue house'], 'blue  house')).toHaveLength(1)
    expect(spelled(['blue house'], 'blue\nhouse')).toHaveLength(1)
    expect(spelled(['blue house'], 'blue-house')).toEqual(['blue house: blue-house (spacing)'])
    expect(spelled(['blue house'], 'bluehouse')).toEqual(['blue house: bluehouse (spacing)'])
    expect(spelled(['blue house'], 'b l u e  h o u s e')).toHaveLength(1)
  })

  it('a term with accents matches a text without, and the other way round', () => {
    expect(spelled(['La Línea'], 'los de la linea')).toEqual(['La Línea: la linea (case accent)'])
    expect(spelled(['linea'], 'LÍNEA')).toEqual(['linea: LÍNEA (case accent)'])
  })

  it('a sign, wherever it touches words', () => {
    expect(spelled(['🔪🔪', '🔪'], 'tonight🔪ok')).toEqual(['🔪: 🔪 ()'])
  })
})

describe('ordinary prose is left alone', () => {
  const innocent: [term: string, text: string][] = [
    ['kites', 'I ask it estimates nothing'],
    ['kites', 'bring the milk, it escaped me'],
    ['kill', 'her skill and his killer smile'],
    ['hell', "he’ll be late, she'll wait"],
    ['blue house', 'I feel blue. House work helps.'],
    ['gun', 'we had begun the gunny sack race'],
    ['bok', 'a good book'],
    ['ms13', 'msie and msia'],
    ['ioa', '10a'],
    ['ass', 'grass, class, as soon as'],
  ]
  for (const [term, text] of innocent) {
    it(`${JSON.stringify(term)} is not in ${JSON.stringify(text)}`, () => {
      expect(spelled([term], text)).toEqual([])
    })
  }
})

it('a term that is no whole word is found inside words', () => {
  expect(spelled(['kill'], 'skillful, bookkill', false)).toEqual(['kill: kill ()', 'kill: kill ()'])
})

it('offsets are UTF-16 units of the original, behind characters of any width', () => {
  const text = '👨‍👩‍👧 ﬃ e\u0301 kites'
  const [match] = matchesOf(['kites'], text)
  expect(match).toMatchObject({ start: text.indexOf('kites'), end: text.length })
})

it('every list and term that matches is told, in the order of the text', () => {
  const lists = [watchlist(1, 'gang', ['green light']), watchlist(2, 'violence', ['light him up', 'green'])]
  const found = findMatches(compileRuleSet(content(lists), 1), 'green light him up')
  expect(found.map((match) => [match.category, match.term])).toEqual([
    ['violence', 'green'],
    ['gang', 'green light'],
    ['violence', 'light him up'],
  ])
})

it('a hundred places of one term are recorded and no more', () => {
  expect(matchesOf(['kites'], 'kites '.repeat(5_000))).toHaveLength(100)
})

it('a text of one repeated letter is no trap', () => {
  const text = `${'1'.repeat(15_000)}${'il'.repeat(7_000)}`
  expect(Array.isArray(matchesOf(['illi', 'lil', 'ill'], text, false))).toBe(true)
})

it('without watchlists nothing is found', () => {
  expect(findMatches(compileRuleSet(content([]), 1), 'anything')).toEqual([])
})
