import { eld } from 'eld/extrasmall'
import { type Language, language } from './rules.ts'

/** Most of a text that is looked at, in UTF-16 units: more makes no difference to the answer. */
const LOOKED_AT = 4_000

/** Fewest letters from which a language is told. */
const FEWEST_LETTERS = 12

const known: ReadonlySet<string> = new Set(language.options)

/** The language of a text; `und` where it is too short, mixed beyond telling, or none of those that are told apart. */
export function languageOf(text: string): Language {
  const begin = text.slice(0, LOOKED_AT)
  const letters = begin.match(/\p{L}/gu)?.length ?? 0
  // A Chinese or Japanese character says as much as several letters.
  const ideographs = begin.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/gu)?.length ?? 0
  if (letters + 3 * ideographs < FEWEST_LETTERS) return 'und'
  const found = eld.detect(begin)
  return known.has(found.language) && found.isReliable() ? (found.language as Language) : 'und'
}
