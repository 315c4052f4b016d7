import { type Alphabet, gap, SEPARATOR } from './alphabet.ts'
import { type Automaton, ENDS, ROW } from './automaton.ts'
import type { Disguises } from './disguises.ts'
import { type Normaliser, Units } from './normalise.ts'

// What a character is at a glance: its symbol, or one of these.
const SYMBOL = 0x1f
/** An emoji or the like: its symbol between separators. */
const SIGN = 0x20
/** It changes nothing: an accent, or nothing that can be seen. */
const SKIP = 0x40
/** It takes a closer look. */
const ASK = 0x80

/** Longest gap inside a word that `Disguises` closes, in UTF-16 units. */
const LONGEST_GAP = 16

/** Added to what a separator is: it may stand for a letter. */
const LEET = 0x40

/**
 * Tells the texts in which nothing can be found, which are most of them, without taking them apart: one look-up for each
 * character and one for each run. Whatever it does not understand at a glance it leaves to the thorough search.
 */
export class Prefilter {
  readonly #alphabet: Alphabet
  readonly #normaliser: Normaliser
  readonly #disguises: Disguises
  readonly #automaton: Automaton
  readonly #joined: Automaton
  readonly #units = new Units()
  /** What each UTF-16 unit is; 0 where it has not been met yet. */
  readonly #kinds = new Uint8Array(0x10000)
  readonly #astral = new Map<number, number>()
  /** What each separator is (`gap`, `LEET`). */
  readonly #gaps = new Uint8Array(0x10000)

  constructor(
    alphabet: Alphabet,
    normaliser: Normaliser,
    disguises: Disguises,
    automaton: Automaton,
    joined: Automaton,
  ) {
    this.#alphabet = alphabet
    this.#normaliser = normaliser
    this.#disguises = disguises
    this.#automaton = automaton
    this.#joined = joined
    for (let code = 0; code < 128; code++) this.#learn(code)
  }

  /** Whether a term may stand in a text. False is certain. */
  mayFind(text: string): boolean {
    const { next } = this.#automaton
    const kinds = this.#kinds
    const gaps = this.#gaps
    const { length } = text
    let entry = next[SEPARATOR] as number
    if ((entry & ENDS) !== 0) return true
    let previous = SEPARATOR
    // The present word, whether something in it is no letter, and the gap before it.
    let start = -1
    let skipped = false
    let before = 0
    let what = 0
    // The word before it, and the words from `region` on that may be one.
    let beforeStart = -1
    let beforeEnd = -1
    let beforeSingle = false
    let region = -1
    for (let i = 0; i <= length; i++) {
      const at = i
      const code = i < length ? text.charCodeAt(i) : 32
      let kind = kinds[code] as number
      if (kind === 0 || kind === ASK) {
        const codePoint = text.codePointAt(i) as number
        kind = this.#look(codePoint)
        if (kind === ASK) return true
        if (codePoint > 0xffff) i++
      }
      if (kind > SEPARATOR && kind < SIGN) {
        if (kind === previous) continue
        if (start < 0) start = at
        previous = kind
        entry = next[(entry & ROW) | kind] as number
        if ((entry & ENDS) !== 0) return true
        continue
      }
      if (kind === SKIP) {
        skipped = true
        continue
      }
      if (start >= 0) {
        // A word ends: does it belong to the one before? Mostly white space and more than one letter say no.
        const single = at - start === 1 || skipped
        const joins =
          ((what & gap.white) === 0 || (single && beforeSingle)) &&
          (what & gap.apostrophe) === 0 &&
          beforeEnd >= 0 &&
          start - beforeEnd <= LONGEST_GAP
        if (joins) {
          if (region < 0) region = beforeStart
        } else if (region >= 0) {
          if (this.#mayJoin(text, region, beforeEnd)) return true
          region = -1
        }
        if (region < 0 && ((before | (gaps[code] as number)) & LEET) !== 0) {
          if (this.#signAt(text, start - 1) || this.#signAt(text, at)) region = start
        }
        beforeStart = start
        beforeEnd = at
        beforeSingle = single
        start = -1
        skipped = false
        what = 0
      }
      before = gaps[code] as number
      what |= before
      if (previous !== SEPARATOR) {
        previous = SEPARATOR
        entry = next[(entry & ROW) | SEPARATOR] as number
        if ((entry & ENDS) !== 0) return true
      }
      if (kind !== SEPARATOR) {
        entry = next[(entry & ROW) | (kind & SYMBOL)] as number
        if ((entry & ENDS) !== 0) return true
        entry = next[(entry & ROW) | SEPARATOR] as number
        if ((entry & ENDS) !== 0) return true
      }
    }
    return region >= 0 && this.#mayJoin(text, region, beforeEnd)
  }

  /** Whether a term may stand in some words when what separates them is left out. */
  #mayJoin(text: string, from: number, to: number): boolean {
    const units = this.#units
    this.#normaliser.read(text, units, Math.max(0, from - 1), Math.min(text.length, to + 1))
    this.#disguises.read(text, units)
    const { symbol, length } = this.#disguises.units
    const { next } = this.#joined
    let state = 0
    let previous = 0
    for (let i = 0; i < length; i++) {
      const now = symbol[i] as number
      if (now === previous) continue
      previous = now
      state = next[(state & ROW) | now] as number
      if ((state & ENDS) !== 0) return true
    }
    return false
  }

  /** Whether a sign that may be a letter stands somewhere. A "!" behind a word is none. */
  #signAt(text: string, at: number): boolean {
    const code = at < 0 ? Number.NaN : text.charCodeAt(at)
    if (!((this.#gaps[code] as number) & LEET)) return false
    return code !== 33 || ((this.#kinds[text.charCodeAt(at + 1)] ?? SEPARATOR) & SYMBOL) !== SEPARATOR
  }

  #look(codePoint: number): number {
    if (codePoint < 0xd800 || (codePoint > 0xdfff && codePoint < 0x10000)) {
      return (this.#kinds[codePoint] as number) || this.#learn(codePoint)
    }
    let known = this.#astral.get(codePoint)
    if (known === undefined) {
      known = this.#kindOf(codePoint)
      this.#astral.set(codePoint, known)
    }
    return known
  }

  #learn(code: number): number {
    const kind = this.#kindOf(code)
    this.#kinds[code] = kind
    if (kind === SEPARATOR) {
      this.#gaps[code] = this.#alphabet.fold(code).gap | (this.#alphabet.isLeetSign(code) ? LEET : 0)
    }
    return kind
  }

  #kindOf(codePoint: number): number {
    const { kind, chars } = this.#alphabet.fold(codePoint)
    if (kind === 'separator') return SEPARATOR
    if (kind === 'invisible' || kind === 'mark') return SKIP
    if (chars.length !== 1) return ASK
    const symbol = this.#alphabet.symbolOf(chars[0] as number)
    return kind === 'sign' ? SIGN | symbol : symbol
  }
}
