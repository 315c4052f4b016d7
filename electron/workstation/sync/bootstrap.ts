import type { Readable } from 'node:stream'
import { type FeedRecord, parseRecord, type RecordProblem, snapshotLine } from '../../../shared/central/feed.ts'
import { applyRecords } from '../cache/apply.ts'
import type { Cache } from '../cache/cache.ts'
import type { SetAside } from '../cache/position.ts'
import { troubleOf } from '../cache/trouble.ts'
import type { Report } from '../ports.ts'
import { Unreachable } from './central.ts'
import { contractName } from './contract.ts'
import { linesOf } from './lines.ts'

export interface FillProgress {
  readonly done: number
  readonly total: number
}

/**
 * Records in one transaction. The index of words is written once for each, so that more of them cost less; a call of the
 * renderer waits for one of them at most, which takes some tenths of a second.
 */
export const FILL_BATCH = 2_000
/** How many more may come until a mark does. */
const UNTIL_MARK = 600
/** Longest silence of a stream before it counts as broken. */
const SILENCE_MS = 30_000

/**
 * Stores a snapshot in batches as its lines arrive, so that open messages, which come first, can be worked on before the
 * rest is here. Whole, it empties the copy first. Taken up again after a mark, it goes on where it broke off: the copy
 * then stands at the position of the first attempt, and the feed brings what changed since. The copy counts as complete
 * only when the `end` has proved that no line is missing.
 *
 * @param progress told after each batch, over all attempts
 * @param after the mark after which the stream goes on, as it is stored in the copy; null when it is whole
 * @throws Unreachable when the stream breaks off or its count is not right: the next attempt goes on from the last mark
 */
export async function fillFrom(
  stream: Readable,
  cache: Cache,
  report: Report,
  now: () => number,
  progress: (fill: FillProgress) => void,
  silenceMs: number = SILENCE_MS,
  after: string | null = null,
): Promise<void> {
  let head: { position: number } | null = null
  let ended = false
  let lines = 0
  let batch: FeedRecord[] = []
  let aside: SetAside[] = []
  let { mark, done, total } = after === null ? { mark: null, done: 0, total: 0 } : cache.position.get().fill
  const before = done

  /** Stores what has come. What has come after the latest mark comes again in the next attempt, and changes nothing. */
  const flush = () => {
    cache.transaction(() => {
      const records = inOrderOfIndex(batch)
      applyRecords(cache, records, (index) => {
        const { entity, id } = records[index] as FeedRecord
        aside.push({ position: null, mark, entity, recordId: id, problem: 'refused' })
        report('snapshot_line_set_aside', { count: lines, problem: 'refused' })
      })
      for (const each of aside) cache.position.setAside(each, now())
      cache.position.setFill({ mark, done, total })
    })
    batch = []
    aside = []
    progress({ done: before + lines, total })
  }

  const begin = (position: number, generation: string | null, records: number) => {
    head = { position }
    total = before + records
    if (after === null) cache.transaction(() => cache.position.beginFill(position, generation))
    else if (generation !== cache.position.get().generation) {
      // Another history: what is here belongs to one that is no more.
      cache.transaction(() => cache.position.setState('empty'))
      throw new Unreachable(null, 'snapshot_of_another_generation')
    }
    progress({ done, total })
  }

  cache.expectMany(true)
  try {
    for await (const text of linesOf(stream, silenceMs)) {
      if (ended) throw new Unreachable(null, 'snapshot_after_end')
      const line = snapshotLine.safeParse(parseJson(text))
      if (head === null) {
        if (!line.success || line.data.type !== 'head') throw new Unreachable(null, 'snapshot_without_head')
        begin(line.data.position, line.data.generation ?? null, line.data.records)
        continue
      }
      if (line.success && line.data.type === 'end') {
        if (line.data.records !== lines || line.data.position !== (head as { position: number }).position) {
          throw new Unreachable(null, 'snapshot_incomplete')
        }
        ended = true
        continue
      }
      lines++
      const parsed = read(line.success ? line.data : null)
      if ('record' in parsed) batch.push(parsed.record)
      else {
        const { entity, id, problem } = parsed.problem
        aside.push({ position: null, mark, entity, recordId: id, problem })
        report('snapshot_line_set_aside', { count: lines, problem })
      }
      const reached = line.success && line.data.type === 'record' ? (line.data.mark ?? null) : null
      if (reached !== null) {
        mark = reached
        done = before + lines
      }
      if (batch.length >= FILL_BATCH + (reached === null ? UNTIL_MARK : 0)) flush()
    }
  } catch (error) {
    stream.destroy()
    if (troubleOf(error) !== null) throw error
    // What has come is not fetched again.
    if (batch.length > 0) flush()
    throw error instanceof Unreachable ? error : new Unreachable(null, 'snapshot_broken')
  } finally {
    cache.expectMany(false)
  }
  if (head === null || !ended) {
    if (batch.length > 0) flush()
    throw new Unreachable(null, 'snapshot_truncated')
  }
  cache.transaction(() => {
    flush()
    cache.position.completeFill(contractName())
  })
}

/** Messages by the time at which they were sent, which is the order in which the index of words takes them best. */
function inOrderOfIndex(batch: readonly FeedRecord[]): readonly FeedRecord[] {
  const sentAt = (record: FeedRecord) => (record.op === 'put' && record.entity === 'message' ? record.data.sentAt : '')
  return batch.toSorted((a, b) => (sentAt(a) < sentAt(b) ? -1 : sentAt(a) > sentAt(b) ? 1 : 0))
}

/** A line of a snapshot as a record. */
export function read(
  line: { readonly type: string } | null,
): { readonly record: FeedRecord } | { readonly problem: RecordProblem } {
  if (line?.type === 'record') return parseRecord({ ...line, op: 'put', position: 0 })
  return { problem: { position: null, entity: null, id: null, problem: 'malformed' } }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
