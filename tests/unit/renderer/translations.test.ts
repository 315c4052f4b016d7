import { expect, test } from 'vitest'
import { en } from '../../../renderer/i18n/en.ts'
import { es } from '../../../renderer/i18n/es.ts'
import { commandKindNames } from '../../../shared/central/commands.ts'
import { errorSentences } from '../../../shared/domain/errors.ts'

type Tree = { [key: string]: string | Tree }

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : leaves(value, `${path}${key}.`),
  )
}

const english = new Map(leaves(en))
const spanish = new Map(leaves(es))

test('English and Spanish have the same keys, none of them empty', () => {
  expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort())
  expect([...english, ...spanish].filter(([, text]) => text.trim() === '' && text === '')).toEqual([])
})

test('a sentence has the same values put into it in both languages', () => {
  const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort()
  for (const [key, text] of english) expect([key, holes(spanish.get(key) ?? '')]).toEqual([key, holes(text)])
})

test('every refusal has a sentence', () => {
  expect(Object.keys(en.error).sort()).toEqual(Object.keys(errorSentences).sort())
})

test('every command has a sentence, for the list of those that central did not apply', () => {
  expect(commandKindNames.filter((kind) => !english.has(`command.${kind}`))).toEqual([])
})
