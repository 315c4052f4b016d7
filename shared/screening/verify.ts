import { type Alphabet, bit, FLAG_BITS, gap, SEPARATOR, SYMBOL_BITS } from './alphabet.ts'
import type { Units } from './normalise.ts'

/** Fewest characters of a term for which digits and signs may stand for letters. */
const LEET_MINIMUM = 3

const SYMBOL = (1 << SYMBOL_BITS) - 1
const FLAGS = (1 << FLAG_BITS) - 1

const SMALL_I = 105
const SMALL_L = 108

/**
 * Checks the candidates of an automaton, which knows only classes of characters and no lengths of runs. What it found
 * stays in its fields until the next one is checked, so that checking thousands makes nothing to be collected.
 */
export class Verifier {
  /** Where the candidate lies, in units, end exclusive, and what it took. */
  first = 0
  end = 0
  flags = 0
  readonly #alphabet: Alphabet
  #leet = 0
  #letters = 0

  constructor(alphabet: Alphabet) {
    this.#alphabet = alphabet
  }

  /**
   * @param starts the unit at which each run of the text begins, with one more entry behind the last run
   * @param at the index of the first run of the candidate
   * @param pool numbers of which the spelling of the term begins at `spelling` (`Spellings`)
   * @param openStart whether the letters before the match may be the same as its first, and so with `openEnd`;
   *   otherwise all of the first and last run belong to the match
   */
  check(
    units: Units,
    starts: Int32Array,
    at: number,
    pool: Int32Array,
    spelling: number,
    openStart: boolean,
    openEnd: boolean,
  ): boolean {
    this.#leet = 0
    this.#letters = 0
    const runs = pool[spelling] as number
    const last = runs - 1
    let p = spelling + 1
    let flags = 0
    let stretched = 0
    let stretchedFar = false
    let first = starts[at] ?? 0
    let end = starts[at + runs] ?? 0
    for (let r = 0; r <= last; r++) {
      const head = pool[p++] as number
      let from = starts[at + r] as number
      let to = starts[at + r + 1] as number
      if ((head & SYMBOL) === SEPARATOR) {
        const between = gapFlags(units, from, (pool[p++] as number) >> FLAG_BITS)
        if (between < 0) return false
        flags |= between
        continue
      }
      const needed = head >> SYMBOL_BITS
      const length = to - from
      if (length < needed) return false
      if (length > needed) {
        // Only the outer runs may lose what is too much: "bookkill" contains "kill".
        if (r === 0 && openStart && (r < last || !openEnd)) {
          from = to - needed
          first = from
        } else if (r === last && openEnd) {
          to = from + needed
          end = to
        } else {
          stretched++
          if (length >= 3) stretchedFar = true
        }
      }
      const read = this.#align(units, from, to, pool, p, needed)
      if (read < 0) return false
      flags |= read
      p += needed
    }
    // "book" is no stretched "bok", but "killll" is "kill" and "kkiitteess" is "kites".
    if (stretched > 0) {
      if (!stretchedFar && stretched < 2) return false
      flags |= bit.repeat
    }
    if (this.#leet > 0) {
      const characters = this.#leet + this.#letters
      if (characters < LEET_MINIMUM || this.#letters * 2 < this.#leet) return false
      if (characters <= LEET_MINIMUM && startsWithDigits(units, first, end, this.#leet)) return false
      flags |= bit.leetspeak
    }
    // A character hidden before the first letter lies outside the match.
    if ((flags & bit.invisible) !== 0 && !hiddenInside(units, first, end)) flags &= ~bit.invisible
    this.first = first
    this.end = end
    this.flags = flags
    return true
  }

  /** Reads the units of one run as the characters of the term's run, each at least once, in order. Flags, or -1. */
  #align(units: Units, from: number, to: number, pool: Int32Array, first: number, needed: number): number {
    const same = to - from === needed
    let flags = 0
    let t = 0
    for (let x = from; x < to; x++) {
      const letter = pool[first + t] as number
      const wanted = letter >> FLAG_BITS
      const char = units.char[x] as number
      const own = units.flags[x] as number
      if (char === wanted) this.#letters++
      else if (isIorL(char) && isIorL(wanted) && (own & (bit.case | bit.lookalike)) !== 0) {
        // A capital I reads as a small l, and what imitates one imitates the other.
        if ((own & bit.lookalike) === 0 && char !== SMALL_I) return -1
        this.#letters++
        flags |= bit.lookalike
      } else if (this.#alphabet.standsFor(char, wanted)) this.#leet++
      else return -1
      flags |= (own ^ (letter & FLAGS)) & ~bit.invisible
      flags |= own & bit.invisible
      // Stay on a character while the run is longer than the term's and the next unit repeats it.
      const spare = to - x - 1 > needed - t - 1
      if (same || !(spare && units.char[x + 1] === char)) t++
      if (t >= needed && x + 1 < to) return -1
    }
    return t >= needed ? flags : -1
  }
}

function isIorL(char: number): boolean {
  return char === SMALL_I || char === SMALL_L
}

/** What it takes to read a separator of the text as the one in the term, or -1 where a sentence ends in between. */
function gapFlags(units: Units, unit: number, wanted: number): number {
  const what = units.char[unit] ?? 0
  if (what === wanted) return 0
  if ((what & gap.white) !== 0 && (what & gap.sentence) !== 0) return -1
  return what === gap.white ? 0 : bit.spacing
}

/** "24h" and "5pm" are figures with a unit, no leetspeak. */
function startsWithDigits(units: Units, first: number, end: number, leet: number): boolean {
  for (let i = first; i < first + leet && i < end; i++) {
    const char = units.char[i] ?? 0
    if (char < 48 || char > 57) return false
  }
  return true
}

function hiddenInside(units: Units, first: number, end: number): boolean {
  for (let i = first + 1; i < end; i++) if (((units.flags[i] ?? 0) & bit.invisible) !== 0) return true
  return false
}
