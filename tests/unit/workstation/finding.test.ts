import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alike, distance, foldedOf } from '../../../electron/workstation/cache/find.ts'
import { addressKey, emailKey, nameKey, phoneKey, wordsOf } from '../../../electron/workstation/cache/fold.ts'

const word = fc.string({ unit: fc.constantFrom(...'abcde'), minLength: 1, maxLength: 8 })

describe('the likeness of two words', () => {
  it('is 1 for the same, less for a beginning, less for a slip, and nothing for another number', () => {
    expect(alike('whitfield', 'whitfield')).toBe(1)
    const [begun, slipped] = [alike('whitf', 'whitfield'), alike('whitfeild', 'whitfield')]
    expect(begun).toBeLessThan(1)
    expect(slipped).toBeLessThan(begun)
    expect(slipped).toBeGreaterThan(0.8)
    expect(alike('10042', '10043')).toBe(0)
    expect(alike('jo', 'li')).toBe(0)
  })

  it('counts as many slips in one direction as in the other, none for the same, and never more than a detour', () => {
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(distance(a, a)).toBe(0)
        expect(distance(a, b)).toBe(distance(b, a))
        expect(distance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
        expect(distance(a, `${b}${c}`)).toBeGreaterThanOrEqual(a.length < b.length + c.length ? 1 : 0)
      }),
    )
    expect(distance('marcus', 'marucs')).toBe(1)
  })
})

describe('the keys of a person', () => {
  it('are the same however a name is written', () => {
    expect(nameKey('Fernández-Villavicencio, María')).toBe(nameKey('maria FERNANDEZ villavicencio'))
    expect(nameKey('Seán O’Neill')).toBe(nameKey("sean o'neill"))
    expect(wordsOf('Åsa Bjørn Łukasz Straße')).toEqual(['asa', 'bjorn', 'lukasz', 'strasse'])
    expect(nameKey('–')).toBe('')
  })

  it('know a telephone number, an address and an e-mail address in their usual spellings', () => {
    expect(phoneKey('+1 (719) 555-0123')).toBe(phoneKey('719 555 0123'))
    expect(phoneKey('555')).toBe('')
    expect(addressKey('12 North Alder Street', 'Pueblo, CO')).toBe(addressKey('12 n. alder st', 'pueblo co'))
    expect(addressKey('', 'Pueblo')).toBe('')
    expect(emailKey(' Dana.W+mail@Example.org')).toBe('dana.w@example.org')
    expect(emailKey('nobody')).toBe('')
  })

  it('hold a number in parts and in one piece', () => {
    expect(foldedOf('Marcus Reed', 'B2-0114')).toBe(' marcus reed b2 0114 b20114 ')
  })
})
