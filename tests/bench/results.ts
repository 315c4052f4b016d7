import { readFile, writeFile } from 'node:fs/promises'

/** A row of `results.json`. */
export interface Result {
  readonly id: string
  /** The median of the repeats. */
  readonly ratio: number
  readonly low: number
  readonly high: number
  readonly target: number
  readonly size: string
  readonly note: string
}

/**
 * Puts rows into the file of results, each in the place of its earlier one; rows of benches that are gone leave.
 *
 * @param known every bench there is, in the order of the file
 */
export async function keepResults(file: string, results: readonly Result[], known: readonly string[]): Promise<void> {
  const rows = new Map((await read(file)).map((row) => [row.id, row]))
  for (const row of results) {
    rows.set(row.id, { ...row, ratio: round(row.ratio), low: round(row.low), high: round(row.high) })
  }
  const kept = known.flatMap((id) => rows.get(id) ?? [])
  await writeFile(file, `${JSON.stringify(kept, null, 2)}\n`)
}

async function read(file: string): Promise<Result[]> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Result[]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000
