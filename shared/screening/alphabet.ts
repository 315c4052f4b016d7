import { leetspeak, lookalikes, plainLetters } from './lookalikes.ts'
import type { Transformation } from './rules.ts'

/** One bit for each transformation, so that those of a match are gathered by OR. */
export const bit: Readonly<Record<Transformation, number>> = {
  case: 1,
  accent: 2,
  compatibility: 4,
  lookalike: 8,
  leetspeak: 16,
  spacing: 32,
  invisible: 64,
  repeat: 128,
}

/** So many bits hold all of them. */
export const FLAG_BITS = 8

const names = Object.keys(bit) as Transformation[]

/** The transformations of a set of bits, in the order of the contract. */
export function transformationsOf(bits: number): Transformation[] {
  const found: Transformation[] = []
  if (bits === 0) return found
  for (const name of names) if ((bits & bit[name]) !== 0) found.push(name)
  return found
}

/** The bits of some transformations. */
export function transformationBits(names: readonly Transformation[]): number {
  return names.reduce((bits, name) => bits | bit[name], 0)
}

/** Symbols of the automaton: 5 bits, so that a row of its table is 32 wide and a shift finds it. */
export const SYMBOL_BITS = 5
/** Stands for any run of separators. */
export const SEPARATOR = 1

/** What a separator contains, as bits. */
export const gap = { white: 1, sentence: 2, apostrophe: 4, other: 8, sign: 16 } as const

export type Kind = 'word' | 'separator' | 'mark' | 'invisible' | 'sign'

/** How one code point is read. `chars` has one entry for most, more for ligatures and the like. */
export interface Folded {
  readonly kind: Kind
  readonly chars: readonly number[]
  readonly flags: number
  readonly gap: number
}

const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u
const wordCharacter = /[\p{L}\p{N}]/u
const white = /[\s\p{Z}\p{Cc}]/u
const apostrophes = "'’‘ʼ`´"
const sentenceEnds = '.!?;:…'

/**
 * Reads code points for matching. It remembers what it has read: one instance belongs to one compiled rule set.
 */
export class Alphabet {
  readonly #lookalikes = lookalikes()
  readonly #plain = plainLetters()
  /** By the code point's upper part, then its lower 8 bits. */
  readonly #folded = new Array<(Folded | undefined)[] | undefined>(0x1100).fill(undefined)
  readonly #leet = new Map<number, readonly number[]>()
  readonly #symbols = new Uint8Array(128)

  constructor() {
    // i and l share a class, because 1, ! and | stand for both; every digit shares the class of its letter.
    let next = SEPARATOR + 1
    for (let letter = 97; letter <= 122; letter++) {
      this.#symbols[letter] = letter === 108 ? this.#symbol(105) : next++
    }
    for (const [from, to] of Object.entries(leetspeak)) {
      const letters = [...to].map((letter) => letter.charCodeAt(0))
      const code = from.charCodeAt(0)
      this.#leet.set(code, letters)
      if (code < 128) this.#symbols[code] = this.#symbol(letters[0] ?? 0)
    }
  }

  #symbol(ascii: number): number {
    return this.#symbols[ascii] ?? 0
  }

  /** The automaton's symbol of a folded character. Rare ones share a few symbols; checking a candidate tells them apart. */
  symbolOf(char: number): number {
    if (char < 0) return 27 + (-char % 5)
    if (char < 128) return this.#symbol(char)
    const leet = this.#leet.get(char)
    return leet === undefined ? 27 + (char % 5) : this.#symbol(leet[0] ?? 0)
  }

  /** Whether a digit or sign may stand for a letter. */
  standsFor(char: number, letter: number): boolean {
    return this.#leet.get(char)?.includes(letter) === true
  }

  /** Whether a sign (no digit) is used as a letter in leetspeak. */
  isLeetSign(char: number): boolean {
    return this.#leet.has(char) && !(char >= 48 && char <= 57)
  }

  /** How a code point is read. */
  fold(codePoint: number): Folded {
    let page = this.#folded[codePoint >> 8]
    if (page === undefined) {
      // Filled from the beginning, so that it stays an array without holes.
      page = new Array<Folded | undefined>(256).fill(undefined)
      this.#folded[codePoint >> 8] = page
    }
    let known = page[codePoint & 255]
    if (known === undefined) {
      known = this.#read(codePoint)
      page[codePoint & 255] = known
    }
    return known
  }

  #read(codePoint: number): Folded {
    const raw = String.fromCodePoint(codePoint)
    const nothing = { chars: [], flags: 0, gap: 0 }
    if (white.test(raw)) return { ...nothing, kind: 'separator', gap: gap.white }
    if (invisible.test(raw)) return { ...nothing, kind: 'invisible' }
    if (/\p{M}/u.test(raw)) return { ...nothing, kind: 'mark' }
    const composed = raw.normalize('NFKC')
    let flags = composed === raw.normalize('NFC') ? 0 : bit.compatibility
    const lower = composed.toLowerCase()
    if (lower !== composed) flags |= bit.case
    const decomposed = lower.normalize('NFKD')
    let text = ''
    for (const one of decomposed) {
      if (/\p{M}/u.test(one)) {
        flags |= bit.accent
        continue
      }
      const plain = this.#plain.get(one.codePointAt(0) ?? 0)
      const latin = plain === undefined ? this.#lookalikes.get(one.codePointAt(0) ?? 0) : undefined
      if (latin !== undefined) flags |= bit.lookalike
      if (plain !== undefined) flags |= bit.accent
      text += latin ?? plain ?? one
    }
    const chars = [...text].filter((one) => wordCharacter.test(one)).map((one) => one.codePointAt(0) ?? 0)
    if (chars.length > 0) return { kind: 'word', chars, flags, gap: 0 }
    if (apostrophes.includes(raw)) return { ...nothing, kind: 'separator', gap: gap.apostrophe }
    if (sentenceEnds.includes(raw)) return { ...nothing, kind: 'separator', gap: gap.sentence }
    // Negative, so that nothing takes it for a letter.
    if (/\p{So}/u.test(raw)) return { kind: 'sign', chars: [-codePoint], flags: 0, gap: 0 }
    return { ...nothing, kind: 'separator', gap: gap.other }
  }
}
