import { type Alphabet, bit, gap, SEPARATOR } from './alphabet.ts'
import type { Units } from './normalise.ts'
import type { Run } from './terms.ts'

/** Where a verified candidate lies, in units, end exclusive, and what it took. */
export interface Verified {
  readonly first: number
  readonly end: number
  readonly flags: number
}

/** Fewest characters of a term for which digits and signs may stand for letters. */
const LEET_MINIMUM = 3

const SMALL_I = 105
const SMALL_L = 108

/**
 * Checks a candidate of the automaton, which knows only classes of characters and no lengths of runs.
 *
 * @param starts the unit at which each run of the text begins, with one more entry behind the last run
 * @param at the index of the first run of the candidate
 * @param whole whether all of the first and last run belong to the match; otherwise their neighbours may share the letter
 */
export function verify(
  alphabet: Alphabet,
  units: Units,
  starts: Int32Array,
  at: number,
  term: readonly Run[],
  whole: boolean,
): Verified | null {
  let flags = 0
  let leet = 0
  let letters = 0
  let stretched = 0
  let stretchedFar = false
  let first = starts[at] ?? 0
  let end = starts[at + term.length] ?? 0
  for (let r = 0; r < term.length; r++) {
    const run = term[r] as Run
    let from = starts[at + r] ?? 0
    let to = starts[at + r + 1] ?? 0
    if (run.symbol === SEPARATOR) {
      const between = gapFlags(units, from, run)
      if (between < 0) return null
      flags |= between
      continue
    }
    const needed = run.chars.length
    if (to - from < needed) return null
    if (!whole && to - from > needed) {
      // Only the outer runs may lose what is too much: "bookkill" contains "kill".
      if (r === 0 && term.length > 1) {
        from = to - needed
        first = from
      } else if (r === term.length - 1) {
        to = from + needed
        end = to
      }
    }
    if (to - from > needed) {
      stretched++
      if (to - from >= 3) stretchedFar = true
    }
    const read = alignRun(alphabet, units, from, to, run)
    if (read === null) return null
    flags |= read.flags
    leet += read.leet
    letters += read.letters
  }
  // "book" is no stretched "bok", but "killll" is "kill" and "kkiitteess" is "kites".
  if (stretched > 0) {
    if (!stretchedFar && stretched < 2) return null
    flags |= bit.repeat
  }
  if (leet > 0) {
    const characters = leet + letters
    if (characters < LEET_MINIMUM || letters * 2 < leet) return null
    if (characters <= LEET_MINIMUM && startsWithDigits(units, first, end, leet)) return null
    flags |= bit.leetspeak
  }
  // A character hidden before the first letter lies outside the match.
  if ((flags & bit.invisible) !== 0 && !hiddenInside(units, first, end)) flags &= ~bit.invisible
  return { first, end, flags }
}

/** What it takes to read a separator of the text as the one in the term, or -1 where a sentence ends in between. */
function gapFlags(units: Units, unit: number, run: Run): number {
  const what = units.char[unit] ?? 0
  if (what === run.chars[0]) return 0
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

/** Reads the units of one run as the characters of the term's run, each at least once, in order. */
function alignRun(
  alphabet: Alphabet,
  units: Units,
  from: number,
  to: number,
  run: Run,
): { flags: number; leet: number; letters: number } | null {
  const needed = run.chars.length
  const same = to - from === needed
  let flags = 0
  let leet = 0
  let letters = 0
  let t = 0
  for (let x = from; x < to; x++) {
    const wanted = run.chars[t] ?? 0
    const char = units.char[x] ?? 0
    if (char === wanted) letters++
    else if (alphabet.lettersOf(char).includes(wanted)) leet++
    else if (char === SMALL_I && wanted === SMALL_L && ((units.flags[x] ?? 0) & bit.case) !== 0) {
      // A capital I reads as a small l.
      letters++
      flags |= bit.lookalike
    } else return null
    flags |= ((units.flags[x] ?? 0) ^ (run.flags[t] ?? 0)) & ~bit.invisible
    flags |= (units.flags[x] ?? 0) & bit.invisible
    // Stay on a character while the run is longer than the term's and the next unit repeats it.
    const spare = to - x - 1 > needed - t - 1
    if (same || !(spare && units.char[x + 1] === char)) t++
    if (t >= needed && x + 1 < to) return null
  }
  return t >= needed ? { flags, leet, letters } : null
}
