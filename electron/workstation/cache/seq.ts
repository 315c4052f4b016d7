import type { Database } from './database.ts'

/** Numbers for the messages of one second. */
const PER_SECOND = 64

/**
 * The lowest number that a message sent at a moment may have. Messages are numbered by the second in which they were
 * sent, so that the full-text index, which keeps its entries by number, gives the newest hits first and can stop.
 *
 * @param sentAt milliseconds since 1970
 */
export function firstSeq(sentAt: number): number {
  return Math.floor(sentAt / 1_000) * PER_SECOND
}

/** Gives a new message its number. */
export function createSeqs(db: Database): (sentAt: number) => number {
  const last = db
    .prepare<[number, number], number | null>('SELECT MAX(seq) FROM message WHERE seq >= ? AND seq < ?')
    .pluck()
  const taken = db.prepare<[number], number>('SELECT 1 FROM message WHERE seq = ?').pluck()
  return (sentAt) => {
    const first = firstSeq(sentAt)
    const latest = last.get(first, first + PER_SECOND) ?? null
    if (latest === null) return first
    if (latest + 1 < first + PER_SECOND) return latest + 1
    // A second that is full borrows from the next ones, anywhere in a stretch that grows until it has room: a history
    // that was written with one and the same moment must not be searched for a gap number by number.
    for (let width = PER_SECOND; ; width *= 2) {
      const seq = first + PER_SECOND + Math.floor(Math.random() * width)
      if (taken.get(seq) === undefined) return seq
    }
  }
}
