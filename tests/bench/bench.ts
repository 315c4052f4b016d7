/** One row of the table: our work and the same work by a bare peer, measured side by side in one run. */
export interface Bench {
  /** As in the table of measures, for example `screen.throughput`. */
  readonly id: string
  /** The ratio to reach. */
  readonly target: number
  /** Whether the ratio should stay below the target or reach it. */
  readonly wanted: 'at most' | 'at least'
  run(size: 'small' | 'full'): Promise<Measured>
}

export interface Measured {
  /** One ratio for each repeat. */
  readonly ratios: readonly number[]
  /** The size of the work, in words: `100,000 messages`. */
  readonly size: string
  readonly note: string
}

/** Milliseconds that some work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/**
 * Runs ours and the peer in turns, so that both meet the same machine, and gives ours over theirs for each turn.
 * The first turn warms both up and does not count.
 */
export function sideBySide(repeats: number, ours: () => unknown, theirs: () => unknown): Promise<number[]> {
  return inTurns(
    repeats,
    () => timed(ours),
    () => timed(theirs),
  )
}

/** As `sideBySide`, for work that measures itself: what it does before and after does not count. */
export async function inTurns(
  repeats: number,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
): Promise<number[]> {
  await ours()
  await theirs()
  const ratios: number[] = []
  for (let i = 0; i < repeats; i++) {
    const oursFirst = i % 2 === 0
    const first = await (oursFirst ? ours : theirs)()
    const second = await (oursFirst ? theirs : ours)()
    ratios.push(oursFirst ? first / second : second / first)
  }
  return ratios
}

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
