import { SYMBOL_BITS } from './alphabet.ts'

const ROW = 1 << SYMBOL_BITS

/**
 * An Aho–Corasick automaton over the small alphabet of the normaliser, as one table of 32 columns: a step is one
 * look-up, however many patterns there are (Aho and Corasick 1975). States are numbered breadth first, so that the ones
 * that ordinary text visits lie together.
 */
export class Automaton {
  /** Next state by `state * 32 + symbol`. */
  readonly next: Int32Array
  /** First pattern that ends in a state, -1 for none; `patternChain` leads to the others. */
  readonly patternAt: Int32Array
  readonly patternChain: Int32Array
  /** The nearest state that is a suffix of this one and ends a pattern, 0 for none. */
  readonly suffix: Int32Array
  /** The first state to look at when a state is entered: itself, its suffix, or 0 for none. */
  readonly report: Int32Array

  constructor(patterns: readonly Uint8Array[]) {
    const trie = buildTrie(patterns)
    const { order, states } = trie
    const renumbered = new Int32Array(states)
    order.forEach((old, now) => {
      renumbered[old] = now
    })
    this.next = new Int32Array(states * ROW)
    this.patternAt = new Int32Array(states).fill(-1)
    this.patternChain = new Int32Array(patterns.length).fill(-1)
    this.suffix = new Int32Array(states)
    this.report = new Int32Array(states)
    for (let p = 0; p < patterns.length; p++) {
      const end = trie.ends[p] ?? 0
      if (end === 0) continue
      const state = renumbered[end] ?? 0
      this.patternChain[p] = this.patternAt[state] ?? -1
      this.patternAt[state] = p
    }
    const fail = new Int32Array(states)
    for (let state = 0; state < states; state++) {
      const old = (order[state] ?? 0) * ROW
      const link = fail[state] ?? 0
      const suffix = (this.patternAt[link] ?? -1) >= 0 ? link : (this.suffix[link] ?? 0)
      this.suffix[state] = suffix
      this.report[state] = (this.patternAt[state] ?? -1) >= 0 ? state : suffix
      for (let symbol = 0; symbol < ROW; symbol++) {
        const child = trie.children[old + symbol] ?? 0
        const fallback = state === 0 ? 0 : (this.next[link * ROW + symbol] ?? 0)
        if (child === 0) {
          this.next[state * ROW + symbol] = fallback
        } else {
          const to = renumbered[child] ?? 0
          this.next[state * ROW + symbol] = to
          fail[to] = fallback
        }
      }
    }
  }
}

interface Trie {
  readonly children: Int32Array
  readonly states: number
  /** The states breadth first. */
  readonly order: Int32Array
  /** The state in which each pattern ends. */
  readonly ends: Int32Array
}

function buildTrie(patterns: readonly Uint8Array[]): Trie {
  let room = 1024
  let children = new Int32Array(room * ROW)
  let states = 1
  const ends = new Int32Array(patterns.length)
  patterns.forEach((pattern, p) => {
    let state = 0
    for (const symbol of pattern) {
      let child = children[state * ROW + symbol] ?? 0
      if (child === 0) {
        if (states === room) {
          room *= 2
          const larger = new Int32Array(room * ROW)
          larger.set(children)
          children = larger
        }
        child = states++
        children[state * ROW + symbol] = child
      }
      state = child
    }
    ends[p] = state
  })
  const order = new Int32Array(states)
  let filled = 1
  for (let at = 0; at < filled; at++) {
    const state = order[at] ?? 0
    for (let symbol = 0; symbol < ROW; symbol++) {
      const child = children[state * ROW + symbol] ?? 0
      if (child !== 0) order[filled++] = child
    }
  }
  return { children, states, order, ends }
}
