import { type Alphabet, bit, SEPARATOR, transformationBits } from './alphabet.ts'
import { Normaliser, Units } from './normalise.ts'
import type { Term, Watchlist } from './rules.ts'

/** What the automaton looks for: a whole term, a side of one, or an exception. */
export interface Part {
  /** The words as they were written. */
  readonly text: string
  /** Whether other letters may stand right before it, and right behind. */
  readonly openStart: boolean
  readonly openEnd: boolean
  /** Whether a match reaches to the beginning, or to the end, of the word, because the part has a `*` there. */
  readonly starStart: boolean
  readonly starEnd: boolean
  /** The transformations that it may not take. */
  readonly refused: number
  /** Whether no more than a hundred places of it are looked at. */
  readonly capped: boolean
}

/** Parts in a row, each in the word behind the one before: a phrase with a `*` inside. Mostly one. */
export type Side = readonly number[]

/** A term that the automaton finds, by the numbers of its parts. */
export interface PreparedTerm {
  readonly list: Watchlist
  readonly term: Exclude<Term, { kind: 'regex' }>
  readonly side: Side
  /** For terms near each other: the other side, and how many words they may be apart. */
  readonly near: { readonly side: Side; readonly within: number } | null
}

export interface Prepared {
  readonly parts: readonly Part[]
  readonly terms: readonly PreparedTerm[]
  /** The term that begins with each part, -1 for the others. */
  readonly termOfPart: Int32Array
  /** The exceptions of each list that has any. */
  readonly exceptions: ReadonlyMap<Watchlist, readonly Side[]>
}

/** What an exception may differ in. */
const EXCEPTION_REFUSES = ~(bit.case | bit.accent | bit.compatibility)

/** A phrase cut into pieces of whole words, and where each has a `*`. */
export interface Piece {
  readonly text: string
  readonly starStart: boolean
  readonly starEnd: boolean
}

/** Cuts a phrase where a `*` stands inside it. A word that is nothing but `*` is left out. */
export function piecesOf(phrase: string): Piece[] {
  const pieces: { text: string; starStart: boolean; starEnd: boolean }[] = []
  let cut = true
  for (const word of phrase.split(/\s+/u)) {
    const text = word.replace(/^\*+|\*+$/gu, '')
    if (text === '') continue
    const starStart = word.startsWith('*')
    const starEnd = word.endsWith('*')
    const last = pieces.at(-1)
    if (last === undefined || cut || starStart) pieces.push({ text, starStart, starEnd })
    else {
      last.text += ` ${text}`
      last.starEnd = starEnd
    }
    cut = starEnd
  }
  return pieces
}

/** Normalises the terms of watchlists, some at a time. */
export class Preparation {
  readonly #normaliser: Normaliser
  readonly #units = new Units()
  readonly #parts: Part[] = []
  readonly #terms: PreparedTerm[] = []
  readonly #exceptions = new Map<Watchlist, readonly Side[]>()

  constructor(alphabet: Alphabet) {
    this.#normaliser = new Normaliser(alphabet)
  }

  /** Adds one term. One without any letter, digit or sign can match nothing and is left out. */
  add(list: Watchlist, term: Term): void {
    if (term.kind === 'regex') return
    const refused = list.sees === undefined ? 0 : ~transformationBits(list.sees)
    const near = term.kind === 'near'
    const whole = near || term.wholeWord
    // Where places may fall away later, the hundred that count are chosen at the end.
    const capped = !near && (list.exceptions ?? []).length === 0
    const side = this.#side(term.text, whole, refused, capped)
    if (side === null) return
    if (!near) {
      this.#terms.push({ list, term, side, near: null })
      return
    }
    const other = this.#side(term.near, true, refused, false)
    if (other !== null) this.#terms.push({ list, term, side, near: { side: other, within: term.within } })
  }

  /** Adds the exceptions of a list. */
  addExceptions(list: Watchlist): void {
    const sides = (list.exceptions ?? []).flatMap(({ text }) => {
      const side = this.#side(text, true, EXCEPTION_REFUSES, false)
      return side === null ? [] : [side]
    })
    if (sides.length > 0) this.#exceptions.set(list, sides)
  }

  /** Whether every piece of a phrase has a letter, a digit or a sign. */
  findsSomething(phrase: string): boolean {
    const pieces = piecesOf(phrase)
    return (
      pieces.length > 0 &&
      pieces.every(({ text }) => {
        this.#normaliser.read(text, this.#units)
        for (let i = 1; i < this.#units.length; i++) if (this.#units.symbol[i] !== SEPARATOR) return true
        return false
      })
    )
  }

  done(): Prepared {
    const termOfPart = new Int32Array(this.#parts.length).fill(-1)
    this.#terms.forEach(({ side }, t) => {
      termOfPart[side[0] as number] = t
    })
    return { parts: this.#parts, terms: this.#terms, termOfPart, exceptions: this.#exceptions }
  }

  #side(phrase: string, whole: boolean, refused: number, capped: boolean): Side | null {
    const pieces = piecesOf(phrase)
    const side: number[] = []
    if (!this.findsSomething(phrase)) return null
    for (const [at, { text, starStart, starEnd }] of pieces.entries()) {
      side.push(this.#parts.length)
      this.#parts.push({
        text,
        openStart: starStart || (!whole && at === 0),
        openEnd: starEnd || (!whole && at === pieces.length - 1),
        starStart,
        starEnd,
        refused,
        capped: capped && pieces.length === 1,
      })
    }
    return side.length === 0 ? null : side
  }
}
