import { parseRecord } from '../../../shared/central/feed.ts'
import { type Applied, applyRecord } from '../cache/apply.ts'
import type { Cache } from '../cache/cache.ts'
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
 * Applies one page of the change feed together with the new position, in one transaction. Records that cannot be
 * understood are set aside and counted, so that one bad record does not stop a facility.
 */
export function applyPage(cache: Cache, raw: readonly unknown[], now: number, report: Report): PageResult {
  return cache.transaction(() => {
    const applied: Applied[] = []
    let position = cache.position.get().position
    let gap = false
    for (const each of raw) {
      const expected = position + 1
      const parsed = parseRecord(each)
      const at = 'record' in parsed ? parsed.record.position : (parsed.problem.position ?? expected)
      // A record that is here already is no gap: the page was fetched twice.
      if (at < expected) continue
      if (at > expected) {
        gap = true
        report('feed_gap', { position: expected })
        break
      }
      if ('record' in parsed) {
        const one = applyRecord(cache, parsed.record)
        if (one !== null) applied.push(one)
      } else {
        cache.position.setAside(expected, parsed.problem.problem, now)
        report('feed_record_set_aside', { position: expected, problem: parsed.problem.problem })
      }
      position = expected
    }
    cache.position.set(position)
    const reached = cache.outbox.removeReached(position)
    for (const each of reached) cache.overlay.settle(each.target, each.kind)
    return { applied, reached, position, gap }
  })
}
