import { type FeedRecord, parseRecord, recordEnvelope } from '../../../shared/central/feed.ts'
import { type Applied, applyRecords } from '../cache/apply.ts'
import type { Cache } from '../cache/cache.ts'
import type { SetAside } from '../cache/position.ts'
import type { Report } from '../ports.ts'

export interface PageResult {
  readonly applied: readonly Applied[]
  /** What was about commands that the feed has now shown: their overlays are gone. */
  readonly reached: readonly { readonly target: string; readonly kind: string }[]
  /** Where the copy stands now. */
  readonly position: number
  /** Whether a position was missing or out of order; what follows it was not applied and must be fetched again. */
  readonly gap: boolean
}

/**
 * Applies one page of the change feed together with the new position, in one transaction; an empty page writes nothing.
 * Records that cannot be understood are set aside and counted, so that one bad record does not stop a facility.
 */
export function applyPage(cache: Cache, raw: readonly unknown[], now: number, report: Report): PageResult {
  const page = sort(raw, cache.position.get().position, report)
  if (page.position === page.from) return { applied: [], reached: [], position: page.from, gap: page.gap }
  // A confirmed command leaves the outbox because the copy shows its effect: that has to be on the disk first.
  return cache.durable(() => {
    const refused: SetAside[] = []
    const applied = applyRecords(cache, page.records, (index) => {
      const { position, entity, id } = page.records[index] as FeedRecord
      refused.push({ position, mark: null, entity, recordId: id, problem: 'refused' })
    })
    // What was set aside before and came again in a later state is not missed any more.
    if (cache.position.setAsideCount() > 0) {
      for (const { entity, id } of page.records) cache.position.supersede(entity, id)
    }
    for (const each of [...page.aside, ...refused]) {
      cache.position.setAside(each, now)
      report('feed_record_set_aside', { position: each.position ?? 0, problem: each.problem })
    }
    cache.position.set(page.position, page.lastRecord)
    cache.position.setSyncedAt(now)
    const reached = cache.outbox.removeReached(page.position)
    for (const each of reached) cache.overlay.settle(each.target, each.kind)
    return { applied: applied.filter((each) => each !== null), reached, position: page.position, gap: page.gap }
  }, cache.outbox.hasApplied())
}

interface Page {
  readonly from: number
  readonly position: number
  readonly gap: boolean
  readonly records: readonly FeedRecord[]
  readonly aside: readonly SetAside[]
  /** Names the record at `position`; null where it cannot be read. */
  readonly lastRecord: string | null
}

/** Names a record so that another one at its position is told apart. */
export function nameOf(raw: unknown): string | null {
  const record = recordEnvelope.safeParse(raw)
  return record.success ? [record.data.entity, record.data.id, record.data.version, record.data.op].join(' ') : null
}

/** The records of a page that follow on a position without a gap, and those among them that cannot be understood. */
function sort(raw: readonly unknown[], from: number, report: Report): Page {
  const records: FeedRecord[] = []
  const aside: SetAside[] = []
  let position = from
  let lastRecord: string | null = null
  for (const each of raw) {
    const expected = position + 1
    const parsed = parseRecord(each)
    const at = 'record' in parsed ? parsed.record.position : (parsed.problem.position ?? expected)
    // A record that is here already is no gap: the page was fetched twice.
    if (at < expected) continue
    if (at > expected) {
      report('feed_gap', { position: expected })
      return { from, position, gap: true, records, aside, lastRecord }
    }
    if ('record' in parsed) records.push(parsed.record)
    else {
      const { entity, id, problem } = parsed.problem
      aside.push({ position: expected, mark: null, entity, recordId: id, problem })
    }
    position = expected
    lastRecord = nameOf(each)
  }
  return { from, position, gap: false, records, aside, lastRecord }
}
