import type { Readable } from 'node:stream'
import { type FeedRecord, parseRecord, snapshotLine } from '../../../shared/central/feed.ts'
import { type Applied, applyRecords } from '../cache/apply.ts'
import type { Cache } from '../cache/cache.ts'
import type { SetAside } from '../cache/position.ts'
import type { Report } from '../ports.ts'
import { createBackoff } from './backoff.ts'
import { read } from './bootstrap.ts'
import { linesOf } from './lines.ts'

/** Fetches again what could not be understood: a line may have spoiled it, and then it reads well the next time. */
export interface AsideKeeper {
  /** Fetches what is due. Answers what that changed. @throws what the fetches throw */
  retry(): Promise<readonly Applied[]>
  /** When the next one is due, by the clock handed in, or null when none is. */
  nextAt(): number | null
}

export interface AsideSources {
  /** The record of the feed at a position; null when there is none. */
  readonly record: (position: number) => Promise<unknown>
  /** The snapshot from a mark on, or from its beginning. */
  readonly part: (mark: string | null) => Promise<Readable>
}

const FIRST_MS = 5_000
const LONGEST_MS = 3_600_000
const SILENCE_MS = 30_000

type Kept = SetAside & { readonly seq: number }

export function createAsideKeeper(cache: Cache, sources: AsideSources, report: Report, now: () => number): AsideKeeper {
  const waits = new Map<string, { until: number; readonly backoff: ReturnType<typeof createBackoff> }>()
  /** Records of one part of a snapshot are fetched together. */
  const placeOf = (one: Kept): string => (one.position === null ? `mark ${one.mark ?? ''}` : `position ${one.position}`)

  /** What may read differently when it comes again. Of what is unknown here, or refused here, only a later state can. */
  function candidates(): readonly Kept[] {
    return cache.position.setAsideCount() === 0
      ? []
      : cache.position.asides().filter((each) => each.problem === 'malformed')
  }

  function waitFor(place: string): { until: number } {
    const found = waits.get(place)
    if (found !== undefined) return found
    const backoff = createBackoff(FIRST_MS, LONGEST_MS)
    const made = { until: now() + backoff.next(), backoff }
    waits.set(place, made)
    return made
  }

  async function fetch(one: Kept): Promise<FeedRecord[] | null> {
    if (one.position === null) return partAfter(await sources.part(one.mark))
    const parsed = parseRecord(await sources.record(one.position))
    return 'record' in parsed && parsed.record.position === one.position ? [parsed.record] : null
  }

  function store(place: string, records: readonly FeedRecord[]): readonly Applied[] {
    return cache.transaction(() => {
      let whole = true
      const applied = applyRecords(cache, records, () => {
        whole = false
      })
      if (whole)
        for (const each of cache.position.asides()) if (placeOf(each) === place) cache.position.dropAside(each.seq)
      return applied.filter((each) => each !== null)
    })
  }

  return {
    async retry() {
      const applied: Applied[] = []
      const places = new Map(candidates().map((each) => [placeOf(each), each]))
      for (const place of waits.keys()) if (!places.has(place)) waits.delete(place)
      for (const [place, one] of places) {
        if (waitFor(place).until > now()) continue
        const wait = waits.get(place)
        if (wait !== undefined) wait.until = now() + wait.backoff.next()
        const records = await fetch(one)
        if (records === null) continue
        applied.push(...store(place, records))
        report('set_aside_fetched', { count: records.length })
      }
      return applied
    },
    nextAt() {
      const places = candidates().map((each) => waitFor(placeOf(each)).until)
      return places.length === 0 ? null : Math.min(...places)
    },
  }
}

/** The records from where a stream begins to its first mark; null when one of them cannot be understood. */
async function partAfter(stream: Readable): Promise<FeedRecord[] | null> {
  const records: FeedRecord[] = []
  try {
    for await (const text of linesOf(stream, SILENCE_MS)) {
      const line = snapshotLine.safeParse(parseJson(text))
      if (line.success && line.data.type === 'head') continue
      if (line.success && line.data.type === 'end') return records
      const parsed = read(line.success ? line.data : null)
      if ('problem' in parsed) return null
      records.push(parsed.record)
      if (line.success && line.data.type === 'record' && line.data.mark !== undefined) return records
    }
    return null
  } finally {
    stream.destroy()
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
