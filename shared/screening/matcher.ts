import { Alphabet, bit, SEPARATOR, SYMBOL_BITS, transformationsOf } from './alphabet.ts'
import { Automaton } from './automaton.ts'
import { Disguises } from './disguises.ts'
import { Normaliser, Units } from './normalise.ts'
import type { RuleSetContent, TermMatch } from './rules.ts'
import { type PreparedTerm, prepareTerms, type Run } from './terms.ts'
import { type Verified, verify } from './verify.ts'

/** Most matches of one term that a message records: as many as a condition can ask for. */
export const MATCHES_PER_TERM = 100

/** Fewest letters of a phrase that is also found when its words are run together. */
const JOINED_MINIMUM = 6

interface Pattern {
  readonly term: number
  readonly runs: readonly Run[]
  /** Whether the pattern has a separator before and behind its runs. */
  readonly bounded: boolean
  readonly flags: number
}

/** Finds the terms of all watchlists in a text, in one pass whatever their number. Built once for a rule set. */
export class Matcher {
  readonly #alphabet = new Alphabet()
  readonly #terms: readonly PreparedTerm[]
  readonly #patterns: readonly Pattern[]
  readonly #automaton: Automaton
  readonly #joinedPatterns: readonly Pattern[]
  readonly #joinedAutomaton: Automaton
  readonly #normaliser: Normaliser
  readonly #units = new Units()
  readonly #disguises: Disguises
  #starts = new Int32Array(1024)

  constructor(content: RuleSetContent) {
    this.#terms = prepareTerms(content, this.#alphabet)
    this.#normaliser = new Normaliser(this.#alphabet)
    this.#disguises = new Disguises(this.#alphabet)
    const patterns: Pattern[] = []
    const joined: Pattern[] = []
    this.#terms.forEach((term, t) => {
      patterns.push({ term: t, runs: term.runs, bounded: term.wholeWord, flags: 0 })
      joined.push({ term: t, runs: term.joined, bounded: false, flags: 0 })
      if (term.runs.length > term.joined.length && term.letters >= JOINED_MINIMUM) {
        patterns.push({ term: t, runs: term.joined, bounded: true, flags: bit.spacing })
      }
    })
    this.#patterns = patterns
    this.#automaton = new Automaton(patterns.map(symbols))
    this.#joinedPatterns = joined
    this.#joinedAutomaton = new Automaton(joined.map(symbols))
  }

  /** Every place where a term stands, ordered by start, end, list and term; at most 100 of one term. */
  find(text: string): TermMatch[] {
    if (this.#terms.length === 0 || text.length === 0) return []
    const found = new Found(this.#terms, text)
    const units = this.#units
    this.#normaliser.read(text, units)
    this.#scan(this.#automaton, units, (p, end) => {
      const pattern = this.#patterns[p] as Pattern
      if (found.full(pattern.term)) return
      const inner = pattern.bounded ? 1 : 0
      const at = end - pattern.runs.length + 1 - inner
      const hit = verify(this.#alphabet, units, this.#starts, at, pattern.runs, pattern.bounded)
      if (hit !== null) found.add(pattern.term, units, hit, pattern.flags)
    })
    this.#disguises.read(text, units)
    const passages = this.#disguises.units
    if (passages.length > 1) {
      this.#scan(this.#joinedAutomaton, passages, (p, end) => {
        const pattern = this.#joinedPatterns[p] as Pattern
        if (found.full(pattern.term)) return
        const at = end - pattern.runs.length + 1
        const whole = this.#terms[pattern.term]?.wholeWord === true
        const hit = verify(this.#alphabet, passages, this.#starts, at, pattern.runs, true)
        if (hit === null) return
        const flags = this.#disguises.credible(hit.first, hit.end)
        if (flags < 0 || (whole && !this.#disguises.bounded(hit.first, hit.end))) return
        found.add(pattern.term, passages, hit, flags)
      })
    }
    return found.sorted()
  }

  /** Runs an automaton over the runs of the units and calls back for every pattern with the index of its last run. */
  #scan(automaton: Automaton, units: Units, onCandidate: (pattern: number, end: number) => void): void {
    const { next, report, patternAt, patternChain, suffix } = automaton
    const { symbol, length } = units
    if (this.#starts.length < length + 2) this.#starts = new Int32Array(symbol.length + 2)
    const starts = this.#starts
    let runs = 0
    let previous = 0
    let state = 0
    for (let i = 0; i <= length; i++) {
      const now = i < length ? (symbol[i] as number) : 0
      if (now === previous) continue
      // A run ends here: only now is it known how far a candidate that ends in it reaches.
      starts[runs] = i
      for (let at = report[state] as number; at !== 0; at = suffix[at] as number) {
        for (let p = patternAt[at] as number; p >= 0; p = patternChain[p] as number) onCandidate(p, runs - 1)
      }
      runs++
      previous = now
      state = next[(state << SYMBOL_BITS) | now] as number
    }
  }
}

function symbols(pattern: Pattern): Uint8Array {
  const inner = pattern.runs.map((run) => run.symbol)
  return Uint8Array.from(pattern.bounded ? [SEPARATOR, ...inner, SEPARATOR] : inner)
}

/** Collects matches: each place of a term once. */
class Found {
  readonly #terms: readonly PreparedTerm[]
  readonly #text: string
  readonly #matches: TermMatch[] = []
  readonly #counts = new Map<number, number>()
  readonly #seen = new Set<string>()

  constructor(terms: readonly PreparedTerm[], text: string) {
    this.#terms = terms
    this.#text = text
  }

  /** Whether as many places of a term are known as are recorded. */
  full(t: number): boolean {
    return (this.#counts.get(t) ?? 0) >= MATCHES_PER_TERM
  }

  add(t: number, units: Units, hit: Verified, extra: number): void {
    const term = this.#terms[t]
    if (term === undefined) return
    const start = units.start[hit.first] ?? 0
    const end = units.end[hit.end - 1] ?? 0
    const key = `${t} ${start} ${end}`
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    this.#counts.set(t, (this.#counts.get(t) ?? 0) + 1)
    const flags = hit.flags | extra
    this.#matches.push({
      watchlistId: term.watchlistId,
      watchlist: term.watchlist,
      category: term.category,
      termId: term.termId,
      term: term.text,
      start,
      end,
      via: transformationsOf(flags === 0 ? difference(term.text, this.#text.slice(start, end)) : flags),
    })
  }

  sorted(): TermMatch[] {
    return this.#matches.sort(
      (a, b) =>
        a.start - b.start || a.end - b.end || compare(a.watchlistId, b.watchlistId) || compare(a.termId, b.termId),
    )
  }
}

/** What sets two spellings apart that fold alike in every letter: white space, or one accent for another. */
function difference(term: string, spelling: string): number {
  if (term === spelling) return 0
  return term.replace(/\s+/gu, ' ') === spelling.replace(/\s+/gu, ' ') ? bit.spacing : bit.accent
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
