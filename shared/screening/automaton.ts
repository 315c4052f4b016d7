import { SYMBOL_BITS } from './alphabet.ts'

const COLUMNS = 1 << SYMBOL_BITS

/** In an entry of the table: the row that comes next, and whether a pattern may end there. */
export const ROW = ~(COLUMNS - 1)
export const ENDS = 1

/** What `info` holds of a state, by `state * INFO` and one of the other three. */
export const INFO = 4
/** The first state to look at when this one is entered: itself, its suffix, or 0 for none. */
export const REPORT = 0
/** The nearest state that is a suffix of this one and ends a pattern, 0 for none. */
export const SUFFIX = 1
/** First pattern that ends in this state, -1 for none; `patternChain` leads to the others. */
export const PATTERN = 2
/** Free for whoever runs the automaton. */
export const MARK = 3

/** How many states are linked between two steps of a construction. */
const STEP = 5_000

/**
 * An Aho–Corasick automaton over the small alphabet of the normaliser, as one table of 32 columns: a step is one
 * look-up, however many patterns there are (Aho and Corasick 1975). States are numbered breadth first, so that the ones
 * that ordinary text visits lie together.
 */
export class Automaton {
  readonly states: number
  /**
   * Where a symbol leads, by `state * 32 + symbol`: 32 times the next state, and 1 more where a pattern may end there, so
   * that nothing else need be looked up at most steps.
   */
  readonly next: Int32Array
  /** Of each state what lies behind it (`INFO`): together, because a text full of terms asks for all of it at once. */
  readonly info: Int32Array
  /** The next pattern that ends where one does, -1 for none. */
  readonly patternChain: Int32Array

  private constructor({ states, ends }: Trie, renumbered: Int32Array) {
    this.states = states
    this.next = new Int32Array(states * COLUMNS)
    this.info = new Int32Array(states * INFO)
    for (let state = 0; state < states; state++) this.info[state * INFO + PATTERN] = -1
    this.patternChain = new Int32Array(ends.length).fill(-1)
    ends.forEach((end, pattern) => {
      if (end === 0) return
      const at = (renumbered[end] as number) * INFO + PATTERN
      this.patternChain[pattern] = this.info[at] as number
      this.info[at] = pattern
    })
  }

  /** Links the patterns of a trie in steps, telling after each how much of the work is done, from 0 to 1. */
  static *of(trie: Trie): Generator<number, Automaton> {
    const order = trie.breadthFirst()
    const renumbered = new Int32Array(trie.states)
    order.forEach((old, now) => {
      renumbered[old] = now
    })
    yield 0
    const automaton = new Automaton(trie, renumbered)
    yield 0
    yield* automaton.#link(trie, order, renumbered)
    return automaton
  }

  /** Fills in where each symbol leads from each state, breadth first. */
  *#link({ states, children }: Trie, order: Int32Array, renumbered: Int32Array): Generator<number, void> {
    const { next, info } = this
    const fail = new Int32Array(states)
    for (let state = 0; state < states; state++) {
      if (state % STEP === STEP - 1) yield (0.8 * state) / states
      const old = (order[state] as number) * COLUMNS
      const link = fail[state] as number
      const nearest = (info[link * INFO + PATTERN] as number) >= 0 ? link : (info[link * INFO + SUFFIX] as number)
      info[state * INFO + SUFFIX] = nearest
      info[state * INFO + REPORT] = (info[state * INFO + PATTERN] as number) >= 0 ? state : nearest
      for (let symbol = 0; symbol < COLUMNS; symbol++) {
        const child = children[old + symbol] as number
        const fallback = state === 0 ? 0 : (next[link * COLUMNS + symbol] as number)
        if (child === 0) {
          next[state * COLUMNS + symbol] = fallback
        } else {
          const to = renumbered[child] as number
          next[state * COLUMNS + symbol] = to * COLUMNS
          fail[to] = fallback >> SYMBOL_BITS
        }
      }
    }
    for (let at = 0; at < next.length; at++) {
      if (at % (STEP * COLUMNS) === 0) yield 0.8 + (0.2 * at) / next.length
      if ((info[((next[at] as number) >> SYMBOL_BITS) * INFO + REPORT] as number) !== 0)
        next[at] = (next[at] as number) | ENDS
    }
  }
}

/** Patterns as they are gathered, before they are linked. */
export class Trie {
  /** The state behind each, by `state * 32 + symbol`; 0 for none. */
  children = new Int32Array(1024 * COLUMNS)
  states = 1
  /** The state in which each pattern ends. */
  readonly ends: number[] = []

  /** Adds a pattern: its symbols from the beginning of an array. */
  add(symbols: Uint8Array, length: number): void {
    let state = 0
    for (let at = 0; at < length; at++) {
      const place = state * COLUMNS + (symbols[at] as number)
      let child = this.children[place] as number
      if (child === 0) {
        child = this.states++
        this.#reserve()
        this.children[place] = child
      }
      state = child
    }
    this.ends.push(state)
  }

  #reserve(): void {
    const needed = this.states * COLUMNS
    if (needed <= this.children.length) return
    const larger = new Int32Array(this.children.length * 2)
    larger.set(this.children)
    this.children = larger
  }

  breadthFirst(): Int32Array {
    const order = new Int32Array(this.states)
    let filled = 1
    for (let at = 0; at < filled; at++) {
      const row = (order[at] as number) * COLUMNS
      for (let symbol = 0; symbol < COLUMNS; symbol++) {
        const child = this.children[row + symbol] as number
        if (child !== 0) order[filled++] = child
      }
    }
    return order
  }
}
