/** Randomness from a seed: the same seed gives the same facility, letter by letter. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number
  /** A whole number, both ends included. */
  int(from: number, to: number): number
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** An index, likelier the larger its weight. */
  weighted(weights: readonly number[]): number
  /** A UUIDv7 at a moment, made of random bits. */
  id(milliseconds: number): string
  /** A generator of its own, so that one part's draws do not move another's. */
  fork(name: string): Random
}

/** sfc32 by Chris Doty-Humphrey (public domain, PractRand), seeded by FNV-1a of a name and a number. */
export function randomOf(seed: number, name = ''): Random {
  let hash = 0x811c9dc5 ^ seed
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  let a = hash | 0
  let b = seed | 0
  let c = 0x9e3779b9 | 0
  let counter = 1
  const bits = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return sum >>> 0
  }
  for (let i = 0; i < 15; i++) bits()
  const next = (): number => bits() / 4_294_967_296
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0').slice(-digits)
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick(from) {
      const one = from[int(0, from.length - 1)]
      if (one === undefined) throw new RangeError('nothing to pick from')
      return one
    },
    weighted(weights) {
      let at = next() * weights.reduce((sum, weight) => sum + weight, 0)
      for (let i = 0; i < weights.length; i++) {
        at -= weights[i] ?? 0
        if (at < 0) return i
      }
      return weights.length - 1
    },
    id(milliseconds) {
      const time = hex(Math.floor(milliseconds), 12)
      const variant = hex(0x8000 | (bits() & 0x3fff), 4)
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(bits() & 0xfff, 3)}-${variant}-${hex(bits(), 8)}${hex(bits() & 0xffff, 4)}`
    },
    fork: (part) => randomOf(seed, `${name}/${part}`),
  }
}
