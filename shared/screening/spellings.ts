import { type Alphabet, SEPARATOR } from './alphabet.ts'
import { Normaliser, Units } from './normalise.ts'
import { type Part, type Run, runsOf } from './parts.ts'

/** A part as the verifier compares it: its runs with the separators between words, and without them. */
export interface Spelling {
  readonly runs: readonly Run[]
  readonly joined: readonly Run[]
}

/** Symbols of one pattern; a term has at most 200 UTF-16 units, some of which become several. */
const LONGEST = 8_192

/**
 * The normalised spellings of parts. Most parts are never met in any text, so theirs is made when it is asked for the
 * first time; the automata need the symbols alone.
 */
export class Spellings {
  readonly #parts: readonly Part[]
  readonly #normaliser: Normaliser
  readonly #units = new Units()
  readonly #known = new Map<number, Spelling>()
  /** The symbols that `symbols` found. */
  readonly found = new Uint8Array(LONGEST)

  constructor(alphabet: Alphabet, parts: readonly Part[]) {
    this.#parts = parts
    this.#normaliser = new Normaliser(alphabet)
  }

  of(part: number): Spelling {
    let known = this.#known.get(part)
    if (known === undefined) {
      this.#normaliser.read((this.#parts[part] as Part).text, this.#units)
      known = { runs: runsOf(this.#units, true), joined: runsOf(this.#units, false) }
      this.#known.set(part, known)
    }
    return known
  }

  /** Reads a part, whose symbols can then be asked for. Answers how many letters it has, and how many separators inside. */
  read(part: number): { letters: number; separators: number } {
    this.#normaliser.read((this.#parts[part] as Part).text, this.#units)
    const { symbol, length } = this.#units
    let separators = 0
    for (let i = 1; i + 1 < length; i++) if (symbol[i] === SEPARATOR) separators++
    return { letters: length - 2 - separators, separators }
  }

  /**
   * Puts the symbols of the part that was read into `found`, one for each run. Answers how many there are.
   * @param separators whether those between words belong to it
   */
  symbols(separators: boolean, before: boolean, behind: boolean): number {
    const { symbol, length } = this.#units
    const { found } = this
    let n = 0
    if (before) found[n++] = SEPARATOR
    let previous = before ? SEPARATOR : 0
    for (let i = 1; i + 1 < length && n < LONGEST - 1; i++) {
      const now = symbol[i] as number
      if (now === previous || (now === SEPARATOR && !separators)) continue
      found[n++] = now
      previous = now
    }
    if (behind) found[n++] = SEPARATOR
    return n
  }
}
