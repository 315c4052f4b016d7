import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/**
 * Writes `shared/screening/confusables.ts` from the confusables of Unicode TR 39, as the package `unhomoglyph` carries
 * them: every character that reads as one or two Latin letters and that neither lower-casing nor a compatibility
 * decomposition already turns into them. Run it when the package changes: `npx node build/lookalikes.ts && npm run format`.
 */
const target = join(import.meta.dirname, '../shared/screening/confusables.ts')

/** What the folding of `alphabet.ts` does before it asks the table. */
const folded = (text: string): string => text.normalize('NFKC').toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')

/** The Latin letters that a prototype of TR 39 stands for, or null. `rn` is the prototype of `m`. */
function lettersOf(prototype: string | undefined): string | null {
  if (prototype === undefined) return null
  const letters = folded(prototype)
  if (letters === 'rn') return 'm'
  return /^[a-z]{1,2}$/.test(letters) ? letters : null
}

/** The table: what characters read as, and the characters. */
export function confusablesOf(): [letters: string, characters: string][] {
  const file = createRequire(import.meta.url).resolve('unhomoglyph/data.json')
  const data = new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>))
  const found = new Map<string, string[]>()
  const characters = new Set([...data.keys()].flatMap((one) => [one, one.toLowerCase()]))
  for (const one of characters) {
    // Only single characters that a word can be made of, and that are asked for after folding.
    if ([...one].length !== 1 || !/[\p{L}\p{N}\p{So}\p{Sm}]/u.test(one) || folded(one) !== one || one < '\u0080')
      continue
    const letters = lettersOf(data.get(one)) ?? lettersOf(data.get(one.toUpperCase()))
    if (letters === null) continue
    found.set(letters, [...(found.get(letters) ?? []), one])
  }
  return [...found]
    .sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
    .map(([letters, from]) => [letters, from.sort(byCodePoint).join('')])
}

function source(): string {
  const lines = confusablesOf().map(([letters, from]) => `  ['${letters}', '${escaped(from)}'],`)
  return `/**
 * Characters that read as Latin letters (Unicode TR 39), after folding. Made by \`build/lookalikes.ts\`; edit that instead.
 */
export const confusables: readonly (readonly [letters: string, characters: string])[] = [
${lines.join('\n')}
]
`
}

const byCodePoint = (a: string, b: string): number => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0)

/** Written as escapes, because most of them cannot be told from the letters they imitate. */
function escaped(text: string): string {
  return [...text].map((one) => `\\u{${one.codePointAt(0)?.toString(16)}}`).join('')
}

if (import.meta.main) writeFileSync(target, source())
