import { type Alphabet, bit, gap, SEPARATOR } from './alphabet.ts'
import { Units } from './normalise.ts'

/** Longest gap between two letters of one spaced-out word, in UTF-16 units; with emoji in it, which are long. */
const LONGEST_GAP = 4
const LONGEST_GAP_WITH_SIGN = 16

/**
 * The passages in which a word may be taken apart, put together again without what separates it: single letters in a
 * row ("k i t e s", "k-i-t-e-s") and words with signs or emoji inside ("ki.tes", "ki+es", "kite$"). Ordinary prose has
 * few.
 */
export class Disguises {
  readonly #alphabet: Alphabet
  /** The letters of all passages, each passage between separators. */
  readonly units = new Units()
  /** For each of `units` whether a word of the original begins or ends there (1, 2), or it is a sign (4). */
  edges = new Uint8Array(1024)

  constructor(alphabet: Alphabet) {
    this.#alphabet = alphabet
  }

  /** Finds the passages of a text that has been normalised into `source`. */
  read(text: string, source: Units): void {
    this.units.length = 0
    this.units.separatorCount = 0
    const { length } = source
    const span = (source.end[length - 1] ?? 0) - (source.start[0] ?? 0)
    this.units.reserve(2 * length + span + 4)
    if (this.edges.length < this.units.symbol.length) this.edges = new Uint8Array(this.units.symbol.length)
    this.units.push(SEPARATOR, 0, 0, 0, 0)
    // The words lie between the separators; a passage is one word or several with nothing but joining gaps in between.
    const { separators, separatorCount } = source
    let from = -1
    for (let g = 0; g + 1 < separatorCount; g++) {
      const before = separators[g] as number
      let behind = separators[g + 1] as number
      if (behind === before + 1 || isSign(source, before + 1)) continue
      if (from < 0) from = g
      // Emoji between two words belong to the gap.
      const last = behind
      let next = g + 1
      while (next + 1 < separatorCount && isSign(source, behind + 1)) behind = separators[++next] as number
      if (joins(source, last, behind)) {
        g = next - 1
        continue
      }
      const first = separators[from] as number
      const signs = ((source.char[first] as number) | (source.char[last] as number)) & (gap.other | gap.sentence)
      if (g > from || signs !== 0) this.#passage(text, source, first + 1, last)
      from = -1
    }
  }

  #passage(text: string, source: Units, from: number, to: number): void {
    const signBefore = this.#signAt(text, (source.start[from] ?? 0) - 1)
    const signBehind = this.#signAt(text, source.end[to - 1] ?? 0)
    let gaps = 0
    let signs = signBefore || signBehind ? 1 : 0
    for (let i = from; i < to; i++) {
      if (source.symbol[i] !== SEPARATOR) continue
      gaps++
      for (let at = source.start[i] ?? 0; at < (source.end[i] ?? 0); at++) if (this.#signAt(text, at)) signs++
    }
    if (gaps === 0 && signs === 0) return
    if (signs > 0) this.#emit(text, source, from, to, true, signBefore, signBehind)
    if (gaps > 0) this.#emit(text, source, from, to, false, false, false)
  }

  #emit(
    text: string,
    source: Units,
    from: number,
    to: number,
    withSigns: boolean,
    signBefore: boolean,
    signBehind: boolean,
  ): void {
    const first = this.units.length
    if (signBefore) this.#sign(text, (source.start[from] ?? 0) - 1)
    for (let i = from; i < to; i++) {
      const start = source.start[i] ?? 0
      const end = source.end[i] ?? 0
      if (source.symbol[i] === SEPARATOR) {
        if (withSigns) for (let at = start; at < end; at++) if (this.#signAt(text, at)) this.#sign(text, at)
        continue
      }
      if ((source.char[i] ?? 0) < 0) continue
      const begins = i === from ? !signBefore : source.symbol[i - 1] === SEPARATOR
      const ends = i === to - 1 ? !signBehind : source.symbol[i + 1] === SEPARATOR
      this.edges[this.units.length] = (begins ? 1 : 0) | (ends ? 2 : 0)
      this.units.push(source.symbol[i] ?? 0, source.char[i] ?? 0, start, end, source.flags[i] ?? 0)
    }
    if (signBehind) this.#sign(text, source.end[to - 1] ?? 0)
    if (this.units.length > first) this.units.push(SEPARATOR, 0, 0, 0, 0)
  }

  #sign(text: string, at: number): void {
    const char = text.charCodeAt(at)
    this.edges[this.units.length] = 7
    this.units.push(this.#alphabet.symbolOf(char), char, at, at + 1, 0)
  }

  #signAt(text: string, at: number): boolean {
    if (at < 0 || at >= text.length) return false
    const code = text.charCodeAt(at)
    // A "!" at the end of a word is an exclamation mark.
    if (code === 33 && !/[\p{L}\p{N}]/u.test(text.charAt(at + 1))) return false
    return this.#alphabet.isLeetSign(code)
  }

  /**
   * What it takes to read the units `first` to `end` as one word, or -1 where that is not credible: either all letters
   * stand alone, or whole words were cut by signs and put together exactly.
   */
  credible(first: number, end: number): number {
    let cuts = 0
    let signs = 0
    let alone = true
    for (let i = first; i < end; i++) {
      const edge = this.edges[i] ?? 0
      if ((edge & 4) !== 0) signs++
      if ((edge & 3) !== 3) alone = false
      if (i > first && (this.units.start[i] ?? 0) > (this.units.end[i - 1] ?? 0)) cuts++
    }
    if (cuts === 0) return signs > 0 ? 0 : -1
    if (alone) return end - first >= 3 ? bit.spacing : -1
    return this.begins(first) && this.ends(end) && end - first >= 4 ? bit.spacing : -1
  }

  /** Whether a word of the original begins at a unit. */
  begins(first: number): boolean {
    return ((this.edges[first] ?? 0) & 1) !== 0
  }

  /** Whether a word of the original ends with the unit before `end`. */
  ends(end: number): boolean {
    return ((this.edges[end - 1] ?? 0) & 2) !== 0
  }
}

/** Whether what stands between two words, from one separator to another, may stand inside one word. */
function joins(source: Units, from: number, to: number): boolean {
  if (to + 1 >= source.length) return false
  const what = (source.char[from] as number) | (source.char[to] as number)
  if ((what & gap.apostrophe) !== 0) return false
  const length = (source.end[to] as number) - (source.start[from] as number)
  if (length === 0 || length > (from === to ? LONGEST_GAP : LONGEST_GAP_WITH_SIGN)) return false
  if ((what & gap.white) === 0) return true
  return single(source, from - 1) && single(source, to + 1)
}

function single(source: Units, at: number): boolean {
  return source.symbol[at - 1] === SEPARATOR && source.symbol[at + 1] === SEPARATOR
}

/** Whether the unit is an emoji or the like, which always stands alone between separators. */
function isSign(source: Units, at: number): boolean {
  return (source.char[at] as number) < 0 && source.symbol[at] !== SEPARATOR
}
