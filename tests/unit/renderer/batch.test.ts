import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planBatch, summarise } from '../../../renderer/features/review/batch.ts'
import type { QueueRow } from '../../../shared/console/review.ts'
import { BULK_LIMIT } from '../../../shared/domain/roles.ts'

const flags: QueueRow['flags'] = [{ category: 'contraband', watchlist: 'contraband' }]
function row(id: string, more: Partial<QueueRow> = {}): QueueRow {
  const person = { id: `p-${id}`, name: id, number: id }
  return {
    ...{ id, version: 1, state: 'pending_review', escalated: false, direction: 'inbound', from: person, to: person },
    ...{ housingUnit: 'A1', preview: '', characters: 1, urgent: false, priority: 'normal', flags: [], rules: [] },
    ...{ cod: false, revision: false, sentAt: '', stateSince: '', deliverAt: null, overlay: null, decided: null },
    ...more,
  } as QueueRow
}
const none = new Set<string>()
const officer = { opened: none, claimed: none, mayDecideClaimed: false, mayBulk: false, unreadConfirmed: false }

test('what needs a second look is listed with its grounds, the weightiest first', () => {
  const rows = [
    row('a', { revision: true }),
    row('b', { flags }),
    row('c', { flags, urgent: true }),
    row('d'),
    row('e'),
  ]
  const { second } = summarise(rows, { kind: 'approve', opened: new Set(['b']), claimed: new Set(['e']) })
  expect(second.map((each) => [each.row.id, ...each.grounds])).toEqual([
    ['c', 'urgent', 'unread'],
    ['e', 'claimed'],
    ['b', 'flagged'],
    ['a', 'revision'],
  ])
})

test('flagged ones that were not opened stay behind when approving, and only then', () => {
  const rows = [row('a', { flags }), row('b')]
  expect(planBatch(rows, { ...officer, kind: 'approve' })).toMatchObject({ going: ['b'], unread: 1 })
  expect(planBatch(rows, { ...officer, kind: 'approve', opened: new Set(['a']) }).going).toEqual(['a', 'b'])
  expect(planBatch(rows, { ...officer, kind: 'reject' }).going).toEqual(['a', 'b'])
})

test('what a colleague works on stays behind for who may not decide over that', () => {
  const rows = [row('a'), row('b')]
  const claimed = new Set(['a'])
  expect(planBatch(rows, { ...officer, kind: 'reject', claimed })).toMatchObject({ going: ['b'], claimed: 1 })
  expect(planBatch(rows, { ...officer, kind: 'reject', claimed, mayDecideClaimed: true }).going).toEqual(['a', 'b'])
})

test('every message either goes or is counted as staying, and an officer never sends more than the limit', () => {
  const made = fc.record({ flagged: fc.boolean(), opened: fc.boolean(), claimed: fc.boolean() })
  fc.assert(
    fc.property(fc.array(made, { maxLength: 120 }), fc.boolean(), fc.boolean(), (specs, mayBulk, unreadConfirmed) => {
      const rows = specs.map(({ flagged }, at) => row(`${at}`, flagged ? { flags } : {}))
      const those = (what: 'opened' | 'claimed') => new Set(specs.flatMap((spec, at) => (spec[what] ? [`${at}`] : [])))
      const plan = planBatch(rows, {
        ...officer,
        kind: 'approve',
        opened: those('opened'),
        claimed: those('claimed'),
        mayBulk,
        unreadConfirmed,
      })
      const unread = unreadConfirmed ? 0 : plan.unread
      expect(plan.going.length + unread + plan.claimed + plan.over).toBe(rows.length)
      if (!mayBulk) expect(plan.going.length).toBeLessThanOrEqual(BULK_LIMIT)
    }),
  )
})
