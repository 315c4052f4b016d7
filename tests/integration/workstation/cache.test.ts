import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyRecord } from '../../../electron/workstation/cache/apply.ts'
import { type Cache, openCache } from '../../../electron/workstation/cache/cache.ts'
import { previewOf } from '../../../electron/workstation/cache/queue.ts'
import type { Message } from '../../../shared/central/entities.ts'
import type { FeedRecord } from '../../../shared/central/feed.ts'
import type { QueueFilter, QueueSort } from '../../../shared/console/review.ts'
import { type DecisionKind, decisionKind, transition } from '../../../shared/domain/lifecycle.ts'
import { messageState, priorityRank } from '../../../shared/domain/message.ts'

let folder: string
let cache: Cache
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-cache-'))
  cache = openCache(join(folder, 'facility.cache'), 'ab'.repeat(32))
})
afterEach(() => {
  cache.close()
  rmSync(folder, { recursive: true })
})

const USER = v7()
const MEMBER = v7()
const start = Date.UTC(2026, 10, 1)
const at = (seconds: number) => new Date(start + seconds * 1_000).toISOString()

function messageOf(n: number, more: Partial<Message> = {}): Message {
  return {
    id: v7(),
    contactId: v7(),
    memberId: MEMBER,
    individualId: v7(),
    direction: 'inbound',
    text: `Message ${n} about gardens`,
    characters: 20,
    state: 'pending_review',
    payment: 'paid',
    cod: false,
    escalated: false,
    assignedTo: null,
    heldUntil: null,
    urgent: false,
    priority: 'normal',
    sentAt: at(n),
    deliverAt: null,
    deliveredAt: null,
    openedAt: null,
    stateSince: at(n),
    revises: null,
    screening: { ruleSetVersion: 1, matches: [], rules: [] },
    ...more,
  }
}

const put = (message: Message, version = 1) =>
  applyRecord(cache, {
    position: 1,
    entity: 'message',
    id: message.id,
    version,
    op: 'put',
    data: message,
  } as FeedRecord)

function decide(message: Message, kind: DecisionKind, basedOn: number, userId = USER): string {
  const id = v7()
  cache.durable(() => {
    cache.outbox.add({
      id,
      userId,
      kind: `message.${kind}`,
      target: message.id,
      basedOn,
      payload: {},
      reasonId: null,
      at: at(1_000),
      batchId: v7(),
      undoUntil: start,
    })
    cache.overlay.settleMessage(message.id)
  })
  return id
}

const looker = { userId: USER, now: start + 3_600_000 }
const queueOf = (sort: QueueSort = 'priority', filter: QueueFilter = {}) =>
  cache.queue.list('needs_review', filter, sort, looker)

describe('The queue in the cache', () => {
  it('is in the order that it promises, whatever came in, and counts what it lists', () => {
    const some = fc.record({
      urgent: fc.boolean(),
      escalated: fc.boolean(),
      cod: fc.boolean(),
      priority: fc.constantFrom('low' as const, 'normal' as const, 'high' as const, 'urgent' as const),
      state: fc.constantFrom(...messageState.options),
      sentAt: fc.integer({ min: 0, max: 50 }).map(at),
    })
    fc.assert(
      fc.property(fc.array(some, { maxLength: 30 }), (parts) => {
        cache.transaction(() => cache.position.beginFill(0, null))
        const messages = parts.map((part, n) => messageOf(n, part))
        cache.transaction(() => {
          for (const each of messages) put(each)
        })
        const open = messages.filter((each) => each.state === 'pending_review' && !each.escalated)
        const sorted = open.toSorted(
          (a, b) =>
            Number(b.urgent) - Number(a.urgent) ||
            priorityRank[b.priority] - priorityRank[a.priority] ||
            a.sentAt.localeCompare(b.sentAt) ||
            a.id.localeCompare(b.id),
        )
        expect(queueOf()).toEqual(sorted.map((each) => each.id))
        const byAge = open.toSorted((a, b) => a.sentAt.localeCompare(b.sentAt) || a.id.localeCompare(b.id))
        expect(queueOf('oldest')).toEqual(byAge.map((each) => each.id))
        expect(queueOf('newest')).toEqual(byAge.map((each) => each.id).reverse())
        expect(queueOf('oldest', { cod: true })).toEqual(byAge.filter((each) => each.cod).map((each) => each.id))
        const counts = cache.queue.counts(looker)
        expect(counts.counts.needs_review).toBe(open.length)
        expect(counts.counts.escalated).toBe(
          messages.filter((each) => each.escalated && ['pending_review', 'held'].includes(each.state)).length,
        )
        expect(counts.oldest.needs_review).toBe(byAge[0]?.sentAt ?? null)
      }),
      { numRuns: 40 },
    )
  })

  it('finds by housing unit, by a part of a name with any signs in it, and by category', () => {
    const individual = {
      id: v7(),
      name: 'O_Brien 100%',
      bookingNumber: 'B-1',
      housingUnit: 'C',
      status: 'active' as const,
    }
    const member = {
      id: MEMBER,
      name: 'Ana',
      memberNumber: 'M-1',
      email: '',
      city: '',
      address: '',
      phone: '',
      status: 'active' as const,
    }
    const contactId = v7()
    const match = {
      watchlistId: v7(),
      watchlist: 'W',
      category: 'gang' as const,
      termId: v7(),
      term: 't',
      start: 0,
      end: 1,
    }
    const hit = messageOf(1, {
      contactId,
      individualId: individual.id,
      screening: { ruleSetVersion: 1, matches: [{ ...match, via: [] }], rules: [] },
    })
    cache.transaction(() => {
      cache.people.putIndividual(1, individual)
      cache.people.putMember(1, member)
      cache.contacts.put(1, {
        id: contactId,
        memberId: MEMBER,
        individualId: individual.id,
        relationship: 'aunt',
        state: 'approved',
        privileged: false,
        privilege: null,
        requestedAt: at(0),
        decidedAt: null,
        decidedBy: null,
        reasonId: null,
      })
      put(hit)
      put(messageOf(2))
    })
    const filters: QueueFilter[] = [
      { housingUnits: ['C', 'D'] },
      { person: 'n 100%' },
      { person: 'o_br' },
      { categories: ['gang', 'drugs'] },
      { flagged: true },
    ]
    for (const filter of filters) expect(queueOf('priority', filter)).toEqual([hit.id])
    expect(queueOf('priority', { person: '0%0' })).toEqual([])
    expect(queueOf('priority', { person: "'; DROP TABLE message; --" })).toEqual([])
  })

  it('shows the beginning of a text on one line and never half a character', () => {
    expect(previewOf('a\n\n  b\tc ')).toBe('a b c')
    expect(previewOf(null)).toBeNull()
    const text = `${'x'.repeat(159)}😀`
    expect(previewOf(`${text} and more`)).toBe('x'.repeat(159))
    expect(previewOf(`x${text}`)?.isWellFormed()).toBe(true)
  })
})

describe('The overlay', () => {
  it('equals what the lifecycle says of central’s state and the decisions that wait, in any order of events', () => {
    const event = fc.oneof(
      fc.record({ what: fc.constant('decide' as const), kind: fc.constantFrom(...decisionKind.options) }),
      fc.record({ what: fc.constant('undo' as const) }),
      fc.record({ what: fc.constant('central' as const), state: fc.constantFrom(...messageState.options) }),
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        cache.transaction(() => cache.overlay.showFor(USER))
        let message = messageOf(1)
        let version = 1
        put(message, version)
        let waiting: { id: string; kind: DecisionKind; basedOn: number }[] = []
        const shown = () => {
          let at = { state: message.state, escalated: message.escalated, opened: false }
          let v = version
          for (const each of waiting) {
            if (each.basedOn !== v) continue
            const next = transition(at, each.kind, false)
            if ('refused' in next) continue
            at = { ...at, ...next }
            v++
          }
          return { state: at.state, escalated: at.escalated, version: v }
        }
        for (const each of events) {
          if (each.what === 'decide') {
            const basedOn = shown().version
            waiting.push({ id: decide(message, each.kind, basedOn), kind: each.kind, basedOn })
          } else if (each.what === 'undo') {
            const last = waiting.pop()
            if (last) {
              cache.durable(() => {
                cache.outbox.remove(last.id)
                cache.overlay.settleMessage(message.id)
              })
            }
          } else {
            message = { ...message, state: each.state }
            put(message, ++version)
          }
          const [row] = cache.queue.rows([message.id])
          const { state, escalated } = shown()
          expect(row).toMatchObject({ state, escalated, version })
          expect(queueOf().includes(message.id)).toBe(state === 'pending_review' && !escalated)
        }
        for (const each of waiting) cache.outbox.remove(each.id)
        waiting = []
        cache.messages.remove(message.id)
      }),
      { numRuns: 60 },
    )
  })

  it('shows a user nobody else’s decisions', () => {
    const message = messageOf(1)
    put(message)
    cache.overlay.showFor(USER)
    decide(message, 'approve', 1)
    expect(queueOf()).toEqual([])
    cache.overlay.showFor(v7())
    expect(queueOf()).toEqual([message.id])
    cache.overlay.showFor(USER)
    expect(queueOf()).toEqual([])
  })
})

/** Ids of the messages in which a word is found. */
const found = (text: string) =>
  cache.search.messages({ text, filter: {}, openOnly: false, after: null }).hits.map((hit) => hit.id)

describe('Records of the feed', () => {
  it('applied twice, or an old one after a new one, change nothing', () => {
    const message = messageOf(1)
    put(message, 2)
    put({ ...message, state: 'held' }, 3)
    put(message, 2)
    put({ ...message, state: 'held' }, 3)
    expect(cache.queue.rows([message.id])).toMatchObject([{ state: 'held', version: 3 }])
    expect(found('gardens')).toEqual([message.id])
  })

  it('leave nothing of a removed or purged message, neither in the index of its words', () => {
    const removed = messageOf(1)
    const old = messageOf(2, { state: 'delivered', text: 'peppermint' })
    const open = messageOf(3, { text: 'peppermint too' })
    for (const each of [removed, old, open]) put(each)
    applyRecord(cache, { position: 2, entity: 'message', id: removed.id, version: 2, op: 'remove', data: null })
    expect(found('gardens')).toEqual([])
    expect(cache.messages.purge(start + 86_400_000, 100)).toBe(1)
    expect(found('peppermint')).toEqual([open.id])
    expect(cache.messages.get(old.id)).toBeNull()
  })
})

describe('Commands on one target', () => {
  it('leave in order, and one that waits holds back none on another target', () => {
    const [one, two] = [messageOf(1), messageOf(2)]
    put(one)
    put(two)
    const first = decide(one, 'hold', 1)
    const second = decide(one, 'return', 2)
    const other = decide(two, 'approve', 1)
    const due = () => cache.outbox.due(USER, Date.now(), 100).map((row) => row.id)
    expect(due()).toEqual([first, other])
    cache.outbox.defer(first, Date.now() + 60_000)
    expect(due()).toEqual([other])
    cache.outbox.markApplied(first, 7)
    expect(due().toSorted()).toEqual([second, other].toSorted())
  })
})
