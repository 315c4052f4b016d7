import { Alphabet, bit, SYMBOL_BITS } from './alphabet.ts'
import { assemble } from './assemble.ts'
import { Automaton, ENDS, INFO, MARK, PATTERN, REPORT, ROW, SUFFIX, Trie } from './automaton.ts'
import { Disguises } from './disguises.ts'
import { Expressions } from './expressions.ts'
import { Hits } from './hits.ts'
import { Normaliser, Units } from './normalise.ts'
import { type Part, Preparation, type Prepared } from './parts.ts'
import { Prefilter } from './prefilter.ts'
import { MATCHES_PER_TERM, type TermMatch, type Watchlist } from './rules.ts'
import { Spellings } from './spellings.ts'
import { Verifier } from './verify.ts'

/** Fewest letters of a phrase that is also found when its words are run together. */
const JOINED_MINIMUM = 6

/** Most places of a part that are looked at: some are found twice, so more than are recorded. */
const PLACES_PER_PART = 2 * MATCHES_PER_TERM

/** How many terms are made ready between two steps of a compilation. */
const STEP = 1_000

/** What a pattern of the automaton is: the number of its part, and whether it is the part without its separators. */
interface Pattern {
  readonly part: number
  readonly runTogether: boolean
}

/** Finds the terms of all watchlists in a text, in one pass whatever their number. Built once for a rule set. */
export class Matcher {
  readonly #prepared: Prepared
  readonly #expressions: Expressions
  readonly #verifier: Verifier
  readonly #spellings: Spellings
  readonly #patterns: readonly Pattern[]
  readonly #automaton: Automaton
  readonly #joinedAutomaton: Automaton
  readonly #normaliser: Normaliser
  readonly #units = new Units()
  readonly #disguises: Disguises
  readonly #prefilter: Prefilter
  readonly #hits = new Hits()
  #starts = new Int32Array(1024)
  /** How many places of a part are known in the present text; only those of `#touched` are not zero. */
  readonly #counts: Uint8Array
  readonly #touched: number[] = []
  /** The number of the present scan; a state that has it as its mark has nothing left to be found. */
  #scanned = 0

  private constructor(
    alphabet: Alphabet,
    prepared: Prepared,
    expressions: Expressions,
    spellings: Spellings,
    patterns: readonly Pattern[],
    automaton: Automaton,
    joinedAutomaton: Automaton,
  ) {
    this.#prepared = prepared
    this.#expressions = expressions
    this.#verifier = new Verifier(alphabet)
    this.#spellings = spellings
    this.#patterns = patterns
    this.#automaton = automaton
    this.#joinedAutomaton = joinedAutomaton
    this.#normaliser = new Normaliser(alphabet)
    this.#disguises = new Disguises(alphabet)
    this.#prefilter = new Prefilter(alphabet, this.#normaliser, this.#disguises, automaton, joinedAutomaton)
    this.#counts = new Uint8Array(prepared.parts.length)
  }

  /** Builds a matcher in steps, telling after each how much of the work is done, from 0 to 1. */
  static *build(watchlists: readonly Watchlist[]): Generator<number, Matcher> {
    const alphabet = new Alphabet()
    const preparation = new Preparation(alphabet)
    const total = watchlists.reduce((sum, list) => sum + list.terms.length, 0)
    let done = 0
    for (const list of watchlists) {
      preparation.addExceptions(list)
      for (const term of list.terms) {
        preparation.add(list, term)
        if (++done % STEP === 0) yield (0.2 * done) / total
      }
    }
    const prepared = preparation.done()
    const expressions = new Expressions(watchlists)
    const { parts } = prepared
    const spellings = new Spellings(alphabet, parts)
    const patterns: Pattern[] = []
    const plain = new Trie()
    const joined = new Trie()
    for (let part = 0; part < parts.length; part++) {
      if (part % STEP === STEP - 1) yield 0.2 + (0.2 * part) / parts.length
      const { openStart, openEnd } = parts[part] as Part
      const { letters, separators } = spellings.read(part)
      patterns.push({ part, runTogether: false })
      plain.add(spellings.found, spellings.symbols(true, !openStart, !openEnd))
      joined.add(spellings.found, spellings.symbols(false, false, false))
      if (separators > 0 && letters >= JOINED_MINIMUM) {
        patterns.push({ part, runTogether: true })
        plain.add(spellings.found, spellings.symbols(false, true, true))
      }
    }
    const automaton = yield* scaled(Automaton.of(plain), 0.4, 0.7)
    const joinedAutomaton = yield* scaled(Automaton.of(joined), 0.7, 1)
    return new Matcher(alphabet, prepared, expressions, spellings, patterns, automaton, joinedAutomaton)
  }

  /**
   * Whether `find` may find something in a text: all that it does not rule out at a glance. What it says is only about
   * how long `find` takes.
   */
  mayFind(text: string): boolean {
    return this.#prepared.parts.length > 0 && this.#prefilter.mayFind(text)
  }

  /** Every place where a term stands, ordered by start, end, list and term; at most 100 of one term. */
  find(text: string): TermMatch[] {
    if (text.length === 0) return []
    this.#hits.length = 0
    if (this.mayFind(text)) this.#scanText(text)
    const expressions = this.#expressions.find(text)
    if (this.#hits.length === 0 && expressions.length === 0) return []
    return assemble(this.#prepared, this.#hits.byPart(), expressions, this.#units, text)
  }

  #scanText(text: string): void {
    const units = this.#units
    this.#scanned++
    this.#normaliser.read(text, units)
    this.#scan(this.#automaton, units, false)
    this.#disguises.read(text, units)
    if (this.#disguises.units.length > 1) {
      this.#scan(this.#joinedAutomaton, this.#disguises.units, true)
    }
    for (const part of this.#touched) this.#counts[part] = 0
    this.#touched.length = 0
  }

  /** Runs an automaton over the runs of the units and looks at every pattern that may end at one of them. */
  #scan(automaton: Automaton, units: Units, passages: boolean): void {
    const { next, info, patternChain } = automaton
    const { symbol, length } = units
    if (this.#starts.length < length + 2) this.#starts = new Int32Array(symbol.length + 2)
    const starts = this.#starts
    const scanned = this.#scanned
    let runs = 0
    let previous = 0
    let entry = 0
    for (let i = 0; i <= length; i++) {
      const now = i < length ? (symbol[i] as number) : 0
      if (now === previous) continue
      // A run ends here: only now is it known how far a candidate that ends in it reaches.
      starts[runs] = i
      const first = (entry & ENDS) === 0 ? 0 : (info[(entry >> SYMBOL_BITS) * INFO + REPORT] as number)
      if (first !== 0 && info[first * INFO + MARK] !== scanned) {
        let left = false
        for (let at = first; at !== 0; at = info[at * INFO + SUFFIX] as number) {
          for (let p = info[at * INFO + PATTERN] as number; p >= 0; p = patternChain[p] as number) {
            // The joined patterns are numbered as the parts.
            if (passages ? this.#passage(p, runs - 1) : this.#plain(p, runs - 1)) left = true
          }
        }
        if (!left) info[first * INFO + MARK] = scanned
      }
      runs++
      previous = now
      entry = next[(entry & ROW) | now] as number
    }
  }

  /** Looks at a candidate whose last run is at `end`. False when no more places of its part are wanted. */
  #plain(p: number, end: number): boolean {
    const { part, runTogether } = this.#patterns[p] as Pattern
    if (this.#full(part)) return false
    const spelling = runTogether ? this.#spellings.joined(part) : this.#spellings.plain(part)
    const { pool } = this.#spellings
    const ends = this.#prepared.parts[part] as Part
    const openStart = ends.openStart && !runTogether
    const openEnd = ends.openEnd && !runTogether
    const at = end - (pool[spelling] as number) + (openEnd ? 1 : 0)
    const units = this.#units
    const hit = this.#verifier
    if (hit.check(units, this.#starts, at, pool, spelling, openStart, openEnd)) {
      this.#add(part, units, hit.first, hit.end, runTogether ? hit.flags | bit.spacing : hit.flags)
    }
    return true
  }

  /** As `#plain`, for a candidate in what was put together again. */
  #passage(part: number, end: number): boolean {
    if (this.#full(part)) return false
    const spelling = this.#spellings.joined(part)
    const { pool } = this.#spellings
    const units = this.#disguises.units
    const hit = this.#verifier
    const at = end - (pool[spelling] as number) + 1
    if (!hit.check(units, this.#starts, at, pool, spelling, false, false)) return true
    const flags = this.#disguises.credible(hit.first, hit.end)
    if (flags < 0) return true
    const { openStart, openEnd } = this.#prepared.parts[part] as Part
    if (!openStart && !this.#disguises.begins(hit.first)) return true
    if (!openEnd && !this.#disguises.ends(hit.end)) return true
    this.#add(part, units, hit.first, hit.end, hit.flags | flags)
    return true
  }

  /** Whether as many places of a part are known as are wanted. */
  #full(part: number): boolean {
    return this.#counts[part] === PLACES_PER_PART
  }

  #add(p: number, units: Units, first: number, last: number, flags: number): void {
    const part = this.#prepared.parts[p] as Part
    let start = units.start[first] as number
    let end = units.end[last - 1] as number
    if (part.starStart || part.starEnd) {
      if (part.starStart) start = this.#units.wordStart(start)
      if (part.starEnd) end = this.#units.wordEnd(end)
    }
    if ((flags & part.refused) !== 0) return
    if (part.capped) {
      const count = this.#counts[p] as number
      if (count === 0) this.#touched.push(p)
      this.#counts[p] = count + 1
    }
    this.#hits.add(p, start, end, flags)
  }
}

function* scaled<T>(steps: Generator<number, T>, from: number, to: number): Generator<number, T> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    yield from + step.value * (to - from)
  }
}
