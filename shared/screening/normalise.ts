import { type Alphabet, bit, type Folded, gap, SEPARATOR } from './alphabet.ts'

/**
 * A text as a row of units: folded characters and single separators, each with its place in the original. Typed arrays
 * that grow and are used again, because a message may have 30,000 characters and thousands are screened in a row.
 */
export class Units {
  length = 0
  symbol = new Uint8Array(1024)
  /** The folded character; for a separator what it contains (`gap`). */
  char = new Int32Array(1024)
  start = new Int32Array(1024)
  end = new Int32Array(1024)
  flags = new Uint8Array(1024)
  /** Where the separators are, so that words can be visited without looking at every letter. */
  separators = new Int32Array(1024)
  separatorCount = 0

  /** The number of the word at an offset of the text, counted by the separators before it. */
  wordAt(offset: number): number {
    return this.#separatorsUntil(offset)
  }

  /** Where the word that has a character at an offset begins in the text. */
  wordStart(offset: number): number {
    const before = this.separators[this.#separatorsUntil(offset) - 1]
    return before === undefined ? 0 : (this.end[before] as number)
  }

  /** Where the word ends that has a character right before an offset of the text. */
  wordEnd(offset: number): number {
    const behind = this.separators[this.#separatorsUntil(offset - 1)]
    return behind === undefined ? offset : (this.start[behind] as number)
  }

  /** How many separators end at an offset or before. */
  #separatorsUntil(offset: number): number {
    let low = 0
    let high = this.separatorCount
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.end[this.separators[middle] as number] as number) <= offset) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Makes room for some more units than there are. */
  reserve(more: number): void {
    const needed = this.length + more
    if (needed <= this.symbol.length) return
    const size = Math.max(needed, this.symbol.length * 2)
    this.symbol = grown(this.symbol, new Uint8Array(size))
    this.flags = grown(this.flags, new Uint8Array(size))
    this.char = grown(this.char, new Int32Array(size))
    this.start = grown(this.start, new Int32Array(size))
    this.end = grown(this.end, new Int32Array(size))
    this.separators = grown(this.separators, new Int32Array(size))
  }

  /** Adds one unit; room must have been reserved. */
  push(symbol: number, char: number, start: number, end: number, flags: number): void {
    const at = this.length++
    if (symbol === SEPARATOR) this.separators[this.separatorCount++] = at
    this.symbol[at] = symbol
    this.char[at] = char
    this.start[at] = start
    this.end[at] = end
    this.flags[at] = flags
  }
}

function grown<A extends Uint8Array | Int32Array>(from: A, to: A): A {
  to.set(from)
  return to
}

/** What an ASCII character is: looked up instead of computed, since most text is ASCII. */
interface Ascii {
  readonly lower: Uint8Array
  readonly symbol: Uint8Array
  readonly gap: Uint8Array
}

/** Turns text into units. Never throws, whatever the string. One instance is used again and again. */
export class Normaliser {
  readonly #alphabet: Alphabet
  readonly #ascii: Ascii

  constructor(alphabet: Alphabet) {
    this.#alphabet = alphabet
    this.#ascii = { lower: new Uint8Array(128), symbol: new Uint8Array(128), gap: new Uint8Array(128) }
    for (let code = 0; code < 128; code++) {
      const folded = alphabet.fold(code)
      if (folded.kind === 'word') {
        const char = folded.chars[0] ?? 0
        this.#ascii.lower[code] = char
        this.#ascii.symbol[code] = alphabet.symbolOf(char)
      } else this.#ascii.gap[code] = folded.gap === 0 ? gap.other : folded.gap
    }
  }

  /**
   * Fills `units` with a text, or with a part of one: a separator first and last, never two in a row. Places are counted
   * from the beginning of the text in either case.
   */
  read(text: string, units: Units, from = 0, to = text.length): void {
    units.length = 0
    units.separatorCount = 0
    units.reserve(to - from + 4)
    units.push(SEPARATOR, 0, from, from, 0)
    const { lower, symbol: symbols, gap: gaps } = this.#ascii
    // The arrays and the length are kept at hand for runs of ASCII; whatever else comes goes through `units`.
    let { symbol, char, start, end, flags } = units
    let n = units.length
    let hidden = 0
    for (let i = from; i < to; ) {
      const code = text.charCodeAt(i)
      if (code < 128) {
        const small = lower[code] as number
        if (small !== 0) {
          symbol[n] = symbols[code] as number
          char[n] = small
          start[n] = i
          end[n] = i + 1
          flags[n] = small === code ? hidden : hidden | bit.case
          n++
        } else if (symbol[n - 1] === SEPARATOR) {
          char[n - 1] = (char[n - 1] as number) | (gaps[code] as number)
          end[n - 1] = i + 1
        } else {
          units.length = n
          units.push(SEPARATOR, gaps[code] as number, i, i + 1, 0)
          n++
        }
        hidden = 0
        i++
        continue
      }
      const codePoint = text.codePointAt(i) ?? code
      const next = i + (codePoint > 0xffff ? 2 : 1)
      const folded = this.#alphabet.fold(codePoint)
      units.length = n
      // One code point may become several units; what is left of the text must still fit behind them.
      units.reserve(folded.chars.length + 3 + to - i)
      hidden = this.#other(units, folded, i, next, hidden)
      n = units.length
      ;({ symbol, char, start, end, flags } = units)
      i = next
    }
    units.length = n
    if (units.symbol[units.length - 1] !== SEPARATOR) {
      units.reserve(1)
      units.push(SEPARATOR, 0, to, to, 0)
    }
  }

  /** Adds a code point beyond ASCII; answers with the flags that the next unit inherits. */
  #other(units: Units, folded: Folded, start: number, end: number, hidden: number): number {
    const last = units.length - 1
    switch (folded.kind) {
      case 'invisible':
        return bit.invisible
      case 'mark':
        if (units.symbol[last] !== SEPARATOR) {
          units.end[last] = end
          units.flags[last] = (units.flags[last] ?? 0) | bit.accent
        }
        return hidden
      case 'separator':
        separate(units, folded.gap, start, end)
        return 0
      case 'sign': {
        // A sign touches no word: "kites🪁" still ends in a whole word.
        const char = folded.chars[0] ?? 0
        separate(units, gap.sign, start, start)
        units.push(this.#alphabet.symbolOf(char), char, start, end, 0)
        units.push(SEPARATOR, gap.sign, end, end, 0)
        return 0
      }
      case 'word':
        for (const char of folded.chars) {
          units.push(this.#alphabet.symbolOf(char), char, start, end, folded.flags | hidden)
        }
        return 0
    }
  }
}

function separate(units: Units, what: number, start: number, end: number): void {
  const last = units.length - 1
  if (units.symbol[last] === SEPARATOR) {
    units.char[last] = (units.char[last] ?? 0) | what
    units.end[last] = end
    return
  }
  units.push(SEPARATOR, what, start, end, 0)
}
