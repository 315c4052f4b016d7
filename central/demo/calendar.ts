import type { Random } from './random.ts'

const HOUR = 3_600_000

/** How busy each hour of the day is in the facility's zone, from midnight. */
const hours = [2, 1, 0.5, 0.5, 0.5, 1, 3, 5, 6, 6, 7, 8, 8, 8, 7, 7, 8, 9, 10, 11, 11, 9, 6, 4]

/** Moments between two, in order, more of them by day than by night. */
export function moments(random: Random, count: number, from: number, to: number): number[] {
  const found: number[] = []
  while (found.length < count) {
    const at = from + random.next() * (to - from)
    // Seven hours behind UTC is near enough for how busy an hour is.
    const hour = Math.floor((((at - 7 * HOUR) / HOUR) % 24) + 24) % 24
    if (random.chance((hours[hour] ?? 5) / 11)) found.push(Math.floor(at))
  }
  return found.sort((a, b) => a - b)
}
