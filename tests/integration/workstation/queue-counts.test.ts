import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyRecord } from '../../../electron/workstation/cache/apply.ts'
import { type Cache, openCache } from '../../../electron/workstation/cache/cache.ts'
import type { Message } from '../../../shared/central/entities.ts'
import type { FeedRecord } from '../../../shared/central/feed.ts'
import { queueName, queueSort } from '../../../shared/console/review.ts'
import { latenessOf } from '../../../shared/domain/age.ts'
import { decisionKind } from '../../../shared/domain/lifecycle.ts'
import { messageState } from '../../../shared/domain/message.ts'

let folder: string
let cache: Cache

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-counts-'))
  cache = openCache(join(folder, 'facility.cache'), randomBytes(32).toString('hex'))
})
afterEach(() => {
  cache.close()
  rmSync(folder, { recursive: true })
})

const [ME, OTHER] = [v7(), v7()]
const NOW = Date.UTC(2026, 10, 1)
const TARGET = 60
const staff = fc.constantFrom(null, ME, OTHER)
const which = fc.nat({ max: 7 })

const event = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('put' as const),
      which,
      state: fc.constantFrom(...messageState.options),
      escalated: fc.boolean(),
      urgent: fc.boolean(),
      assigned: staff,
      minutesAgo: fc.integer({ min: 0, max: 2 * TARGET }),
      withheld: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('decide' as const),
      which,
      kind: fc.constantFrom(...decisionKind.options),
      assignTo: staff,
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('assign' as const), which, to: staff }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('undo' as const), which }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('remove' as const), which }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('show' as const), user: staff }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('purge' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('clear' as const) }) },
)
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never

const ids = Array.from({ length: 8 }, () => v7())
const contactId = v7()
const versions = new Map<string, number>()

function put(each: Extract<Event, { what: 'put' }>): void {
  const id = ids[each.which] ?? ''
  const version = (versions.get(id) ?? 0) + 1
  versions.set(id, version)
  const at = new Date(NOW - each.minutesAgo * 60_000).toISOString()
  const open = each.state !== 'delivered' && each.state !== 'rejected'
  const data: Message = {
    id,
    contactId,
    memberId: contactId,
    individualId: contactId,
    direction: 'inbound',
    text: each.withheld ? null : 'About gardens',
    characters: 13,
    state: each.state,
    payment: 'paid',
    cod: false,
    escalated: each.escalated && open,
    assignedTo: open ? each.assigned : null,
    heldUntil: null,
    urgent: each.urgent,
    priority: 'normal',
    sentAt: at,
    deliverAt: null,
    deliveredAt: null,
    openedAt: null,
    stateSince: at,
    revises: null,
    screening: { ruleSetVersion: 1, matches: [], rules: [] },
  }
  applyRecord(cache, { position: 1, entity: 'message', id, version, op: 'put', data } as FeedRecord)
}

function queueCommand(id: string, kind: `message.${string}`, payload: object): void {
  const shown = cache.overlay.shown(id)
  if (shown === null) return
  cache.durable(() => {
    cache.outbox.add({
      id: v7(),
      userId: ME,
      kind: kind as 'message.approve',
      target: id,
      basedOn: shown.version,
      payload,
      reasonId: null,
      at: new Date(NOW).toISOString(),
      batchId: v7(),
      undoUntil: NOW,
    })
    cache.overlay.settleMessage(id)
  })
}

function happen(each: Event): void {
  const id = 'which' in each ? (ids[each.which] ?? '') : ''
  switch (each.what) {
    case 'put':
      put(each)
      break
    case 'decide': {
      const more = each.kind === 'hold' && each.assignTo !== null ? { assignTo: each.assignTo } : {}
      queueCommand(id, `message.${each.kind}`, more)
      break
    }
    case 'assign':
      queueCommand(id, 'message.assign', { to: each.to })
      break
    case 'undo': {
      const last = cache.outbox.onTarget(ME, id).at(-1)
      if (last === undefined) break
      cache.outbox.remove(last.id)
      cache.overlay.settleMessage(id)
      break
    }
    case 'remove':
      applyRecord(cache, {
        position: 1,
        entity: 'message',
        id,
        version: 9_999,
        op: 'remove',
        data: null,
      } as FeedRecord)
      break
    case 'show':
      cache.transaction(() => cache.overlay.showFor(each.user))
      break
    case 'purge':
      cache.transaction(() => cache.messages.purge(NOW - TARGET * 60_000, 100))
      break
    case 'clear':
      cache.transaction(() => cache.position.beginFill(0, null))
      break
  }
}

describe('The counts of the queues', () => {
  it('equal the lists, and tell ages and lateness of what they list, whatever happened before', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        cache.transaction(() => {
          cache.position.beginFill(0, null)
          for (const id of ids) for (const each of cache.outbox.onTarget(ME, id)) cache.outbox.remove(each.id)
          cache.facility.put(1, {
            id: ME,
            name: 'Cedar Flats',
            timeZone: 'America/Denver',
            messagingSupported: true,
            undoWindowSeconds: 8,
            targetMinutes: TARGET,
            housingUnits: [],
          })
        })
        cache.overlay.showFor(ME)
        for (const each of events) {
          happen(each)
          const who = { userId: ME, now: NOW }
          const told = cache.queue.counts(who)
          for (const queue of queueName.options) {
            const lists = queueSort.options.map((sort) => cache.queue.list(queue, {}, sort, who).toSorted())
            for (const list of lists) expect(list).toEqual(lists[0])
            const rows = cache.queue.rows(lists[0] ?? [])
            expect(told.counts[queue]).toBe(rows.length)
            if (queue === 'decided') continue
            const timed = rows.filter((row) => row.dueAt !== null)
            const lateness = timed.map((row) => latenessOf(Date.parse(row.sentAt), TARGET, NOW))
            expect(told.late[queue]).toBe(lateness.filter((one) => one === 'late').length)
            expect(told.soon[queue]).toBe(lateness.filter((one) => one === 'soon').length)
            expect(told.oldest[queue]).toBe(rows.map((row) => row.sentAt).sort()[0] ?? null)
          }
          const split = [true, false].map((assigned) => cache.queue.list('needs_review', { assigned }, 'oldest', who))
          expect(split.flat()).toHaveLength(told.counts.needs_review)
        }
      }),
      { numRuns: 80 },
    )
  })

  it('put what is about to miss the target before what has missed it and what has time, on request', () => {
    const rows = [5, 50, 70, 100, 46].map((minutesAgo, n) => {
      put({
        what: 'put',
        which: n,
        state: 'pending_review',
        escalated: false,
        urgent: false,
        assigned: null,
        minutesAgo,
        withheld: false,
      })
      return ids[n]
    })
    cache.facility.put(1, {
      id: ME,
      name: 'Cedar Flats',
      timeZone: 'America/Denver',
      messagingSupported: true,
      undoWindowSeconds: 8,
      targetMinutes: TARGET,
      housingUnits: [],
    })
    const [five, fifty, seventy, hundred, fortySix] = rows
    expect(cache.queue.list('needs_review', {}, 'target', { userId: ME, now: NOW })).toEqual([
      fifty,
      fortySix,
      hundred,
      seventy,
      five,
    ])
  })
})
