import { expect, it } from 'vitest'
import { confusablesOf } from '../../../build/lookalikes.ts'
import { confusables } from '../../../shared/screening/confusables.ts'
import { spelled } from './rule-sets.ts'

it('the table of look-alikes is the one that the package gives', () => {
  expect(confusables).toEqual(confusablesOf())
})

it('a word is found in the look-alikes of every one of its letters', () => {
  for (const [letters, characters] of confusables) {
    for (const one of characters) {
      const spelling = `ta${one}ke`
      const found = spelled([`ta${letters}ke`], `the ${spelling} now`)
      expect(found.length, `${letters} U+${one.codePointAt(0)?.toString(16)}`).toBe(1)
    }
  }
})
