import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { type FeedRecord, parseRecord, snapshotLine } from '../../../shared/central/feed.ts'
import { applyRecord } from '../cache/apply.ts'
import type { Cache } from '../cache/cache.ts'
import type { Report } from '../ports.ts'
import { Unreachable } from './central.ts'

export interface FillProgress {
  readonly done: number
  readonly total: number
}

/**
 * Records in one transaction. The index of words is written once for each, so that more of them cost less; a call of the
 * renderer waits for one of them at most, which takes some tenths of a second.
 */
export const FILL_BATCH = 2_000
/** Longest silence of a stream before it counts as broken: a line can be dead without being closed. */
const SILENCE_MS = 30_000
const LONGEST_LINE = 32 * 1024 * 1024

/**
 * Stores a snapshot: first empties the copy, then stores the lines in batches as they arrive, so that open messages, which
 * come first, can be worked on before the rest is here. The copy counts as complete only when the `end` has proved that no
 * line is missing; until then the next attempt begins anew.
 *
 * @param progress told after each batch
 * @throws Unreachable when the stream breaks off or its count is not right
 */
export async function fillFrom(
  stream: Readable,
  cache: Cache,
  report: Report,
  now: () => number,
  progress: (fill: FillProgress) => void,
  silenceMs: number = SILENCE_MS,
): Promise<void> {
  cache.transaction(() => cache.position.clearCopy())
  cache.expectMany(true)
  let head: { position: number; records: number } | null = null
  let ended = false
  let lines = 0
  let batch: FeedRecord[] = []

  const flush = () => {
    cache.transaction(() => {
      for (const record of inOrderOfIndex(batch)) applyRecord(cache, record)
    })
    batch = []
    progress({ done: lines, total: head?.records ?? lines })
  }

  try {
    for await (const text of linesOf(stream, silenceMs)) {
      if (ended) throw new Unreachable(null, 'snapshot_after_end')
      const line = snapshotLine.safeParse(parseJson(text))
      if (head === null) {
        if (!line.success || line.data.type !== 'head') throw new Unreachable(null, 'snapshot_without_head')
        head = { position: line.data.position, records: line.data.records }
        progress({ done: 0, total: head.records })
        continue
      }
      if (line.success && line.data.type === 'end') {
        if (line.data.records !== lines || line.data.position !== head.position) {
          throw new Unreachable(null, 'snapshot_incomplete')
        }
        ended = true
        continue
      }
      lines++
      const parsed =
        line.success && line.data.type === 'record'
          ? parseRecord({ ...line.data, op: 'put', position: head.position })
          : { problem: { position: head.position, problem: 'malformed' as const } }
      if ('record' in parsed) batch.push(parsed.record)
      else {
        cache.position.setAside(head.position, parsed.problem.problem, now())
        report('snapshot_line_set_aside', { count: lines, problem: parsed.problem.problem })
      }
      if (batch.length >= FILL_BATCH) flush()
    }
  } catch (error) {
    stream.destroy()
    if (error instanceof Unreachable || isOfTheCache(error)) throw error
    throw new Unreachable(null, 'snapshot_broken')
  } finally {
    cache.expectMany(false)
  }
  if (head === null || !ended) throw new Unreachable(null, 'snapshot_truncated')
  const { position } = head
  cache.transaction(() => {
    for (const record of inOrderOfIndex(batch)) applyRecord(cache, record)
    cache.position.set(position)
    cache.position.setState('complete')
  })
  progress({ done: lines, total: lines })
}

/** Messages by the time at which they were sent, which is the order in which the index of words takes them best. */
function inOrderOfIndex(batch: readonly FeedRecord[]): readonly FeedRecord[] {
  const sentAt = (record: FeedRecord) => (record.op === 'put' && record.entity === 'message' ? record.data.sentAt : '')
  return batch.toSorted((a, b) => (sentAt(a) < sentAt(b) ? -1 : sentAt(a) > sentAt(b) ? 1 : 0))
}

/** The lines of a stream of bytes; a last line without its end is no line. */
async function* linesOf(stream: Readable, silenceMs: number): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  const wait = () => setTimeout(() => stream.destroy(new Unreachable(null, 'snapshot_silent')), silenceMs)
  let timer = wait()
  try {
    for await (const chunk of stream) {
      clearTimeout(timer)
      rest += decoder.write(chunk as Buffer)
      let from = 0
      for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n', from)) {
        if (end > from) yield rest.slice(from, end)
        from = end + 1
      }
      rest = rest.slice(from)
      if (rest.length > LONGEST_LINE) throw new Unreachable(null, 'snapshot_line_too_long')
      timer = wait()
    }
  } finally {
    clearTimeout(timer)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

function isOfTheCache(error: unknown): boolean {
  return error instanceof Error && error.name === 'SqliteError'
}
