import { type Alphabet, SEPARATOR } from './alphabet.ts'
import { Normaliser, Units } from './normalise.ts'
import type { Category, RuleSetContent } from './rules.ts'

/** A run of one symbol in a normalised term: equal characters, or i, l, 1 and the like side by side. */
export interface Run {
  readonly symbol: number
  readonly chars: readonly number[]
  readonly flags: readonly number[]
}

/** A term as the matcher uses it. */
export interface PreparedTerm {
  readonly watchlistId: string
  readonly watchlist: string
  readonly category: Category
  readonly termId: string
  readonly text: string
  readonly wholeWord: boolean
  /** With a separator run between words. */
  readonly runs: readonly Run[]
  /** The same letters without separators. */
  readonly joined: readonly Run[]
  /** Letters and digits, without separators. */
  readonly letters: number
}

/** Normalises every term of a rule set. A term without any letter, digit or sign can match nothing and is left out. */
export function prepareTerms(content: RuleSetContent, alphabet: Alphabet): PreparedTerm[] {
  const normaliser = new Normaliser(alphabet)
  const units = new Units()
  const prepared: PreparedTerm[] = []
  for (const list of content.watchlists) {
    for (const term of list.terms) {
      if (term.kind === 'near' || term.kind === 'regex') continue
      normaliser.read(term.text, units)
      const runs = runsOf(units, true)
      const joined = runsOf(units, false)
      if (joined.length === 0) continue
      prepared.push({
        watchlistId: list.id,
        watchlist: list.name,
        category: list.category,
        termId: term.id,
        text: term.text,
        wholeWord: term.wholeWord,
        runs,
        joined,
        letters: joined.reduce((sum, run) => sum + run.chars.length, 0),
      })
    }
  }
  return prepared
}

/** The runs of all units but the outer separators; with `separators`, also those between words. */
function runsOf(units: Units, separators: boolean): Run[] {
  const runs: { symbol: number; chars: number[]; flags: number[] }[] = []
  for (let i = 1; i < units.length - 1; i++) {
    const symbol = units.symbol[i] ?? 0
    if (symbol === SEPARATOR && !separators) continue
    const last = runs.at(-1)
    if (last?.symbol === symbol && symbol !== SEPARATOR) {
      last.chars.push(units.char[i] ?? 0)
      last.flags.push(units.flags[i] ?? 0)
    } else {
      runs.push({ symbol, chars: [units.char[i] ?? 0], flags: [units.flags[i] ?? 0] })
    }
  }
  return runs
}
