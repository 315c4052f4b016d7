import fc from 'fast-check'
import { expect, test } from 'vitest'
import { divide, groundsOf } from '../../../renderer/features/review/batch.ts'
import type { BatchPlan } from '../../../shared/console/batches.ts'
import type { QueueRow } from '../../../shared/console/review.ts'
import { BULK_LIMIT } from '../../../shared/domain/roles.ts'

const none = new Set<string>()
const officer = { opened: none, mayBulk: false, unreadConfirmed: false }
function plan(ids: readonly string[], more: Partial<BatchPlan> = {}): BatchPlan {
  return {
    items: ids.map((id) => ({ id, version: 1 })),
    refused: [],
    unread: [],
    claimed: [],
    secondLook: [],
    categories: [],
    ...{ senders: 0, recipients: 0, flagged: 0, cod: 0, escalated: 0, urgent: 0, refundCredits: 0, overLimit: false },
    ...more,
  }
}

test('what needs a second look has every ground that applies, the weightiest first', () => {
  const row = (more: Partial<QueueRow>) =>
    ({ id: 'a', flags: [], urgent: false, escalated: false, revision: false, ...more }) as QueueRow
  const flags: QueueRow['flags'] = [{ category: 'contraband', watchlist: 'contraband' }]
  expect(groundsOf(row({ revision: true, flags, urgent: true }), none, new Set(['a']))).toEqual([
    'urgent',
    'unread',
    'revision',
  ])
  expect(groundsOf(row({ flags }), new Set(['a']), none)).toEqual(['claimed', 'flagged'])
  expect(groundsOf(row({}), none, none)).toEqual([])
})

test('flagged ones that were not opened stay behind when approving, and only then', () => {
  const both = plan(['a', 'b'], { unread: ['a'] })
  expect(divide('approve', both, officer)).toMatchObject({ going: ['b'], unread: ['a'] })
  expect(divide('approve', both, { ...officer, opened: new Set(['a']) }).going).toEqual(['a', 'b'])
  expect(divide('approve', both, { ...officer, unreadConfirmed: true }).going).toEqual(['a', 'b'])
  expect(divide('reject', both, officer).going).toEqual(['a', 'b'])
})

test('what cannot be decided is counted by its ground', () => {
  const refused = ['c', 'd'].map((id) => ({ id, code: 'claimed' as const, by: 'Lane' }))
  expect(divide('hold', plan(['a'], { refused }), officer).refused).toEqual([{ code: 'claimed', count: 2 }])
})

test('what the workstation turns down as unread is told as unread, and not as a refusal', () => {
  const refused = [{ id: 'c', code: 'bulk_unread' as const, by: null }]
  expect(divide('approve', plan(['a'], { refused }), officer)).toMatchObject({ unread: ['c'], refused: [] })
})

test('every message either goes or is counted as staying, and an officer never sends more than the limit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { maxLength: 120 }),
      fc.boolean(),
      fc.boolean(),
      (flagged, mayBulk, unreadConfirmed) => {
        const ids = flagged.map((_, at) => `${at}`)
        const made = plan(ids, { unread: ids.filter((_, at) => flagged[at]) })
        const { going, unread, over } = divide('approve', made, { opened: none, mayBulk, unreadConfirmed })
        expect(going.length + (unreadConfirmed ? 0 : unread.length) + over).toBe(ids.length)
        if (!mayBulk) expect(going.length).toBeLessThanOrEqual(BULK_LIMIT)
      },
    ),
  )
})
