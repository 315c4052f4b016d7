import { type Alphabet, FLAG_BITS, SEPARATOR, SYMBOL_BITS } from './alphabet.ts'
import { Normaliser, Units } from './normalise.ts'
import type { Part } from './parts.ts'

/** Symbols of one pattern; a term has at most 200 UTF-16 units, some of which become several. */
const LONGEST = 8_192

/**
 * The normalised spellings of parts. Most parts are never met in any text, so theirs is made when it is asked for the
 * first time; the automata need the symbols alone.
 *
 * A spelling is a row of numbers in `pool`, because a text may hold thousands of terms and what lies together is read
 * faster: how many runs it has, and for each run its length times 32 plus its symbol, followed by its characters, each
 * times 256 plus its flags. A run is equal characters, or i, l, 1 and the like side by side; a separator has the length
 * 1 and what it contains as its character.
 */
export class Spellings {
  readonly #parts: readonly Part[]
  readonly #normaliser: Normaliser
  readonly #units = new Units()
  /** Where the spelling of each part begins in `pool`, as it was written and without separators; 0 where not made. */
  readonly #plain: Int32Array
  readonly #joined: Int32Array
  pool = new Int32Array(4_096)
  #length = 1
  /** The symbols that `symbols` found. */
  readonly found = new Uint8Array(LONGEST)

  constructor(alphabet: Alphabet, parts: readonly Part[]) {
    this.#parts = parts
    this.#normaliser = new Normaliser(alphabet)
    this.#plain = new Int32Array(parts.length)
    this.#joined = new Int32Array(parts.length)
  }

  /** Where in `pool` the spelling of a part begins. */
  plain(part: number): number {
    return (this.#plain[part] as number) || this.#make(part, this.#plain, true)
  }

  /** Where in `pool` the spelling of a part without separators between its words begins. */
  joined(part: number): number {
    return (this.#joined[part] as number) || this.#make(part, this.#joined, false)
  }

  #make(part: number, places: Int32Array, separators: boolean): number {
    this.#normaliser.read((this.#parts[part] as Part).text, this.#units)
    const { symbol, char, flags, length } = this.#units
    this.#reserve(2 * length + 1)
    const { pool } = this
    const first = this.#length
    let at = first + 1
    let runs = 0
    let head = 0
    let previous = 0
    // The outer separators do not belong to it.
    for (let i = 1; i + 1 < length; i++) {
      const now = symbol[i] as number
      if (now === SEPARATOR && !separators) continue
      if (now !== previous || now === SEPARATOR) {
        runs++
        head = at++
        pool[head] = now
        previous = now
      }
      pool[head] = (pool[head] as number) + (1 << SYMBOL_BITS)
      pool[at++] = ((char[i] as number) << FLAG_BITS) | (flags[i] as number)
    }
    pool[first] = runs
    this.#length = at
    places[part] = first
    return first
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.pool.length) return
    const larger = new Int32Array(Math.max(2 * this.pool.length, this.#length + more))
    larger.set(this.pool)
    this.pool = larger
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
