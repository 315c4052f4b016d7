import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Cache, openCache } from '../../../electron/workstation/cache/cache.ts'
import type { SearchPlace } from '../../../electron/workstation/cache/search.ts'
import type { Message } from '../../../shared/central/entities.ts'

let folder: string
let cache: Cache
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-numbers-'))
  cache = openCache(join(folder, 'facility.cache'), 'ab'.repeat(32))
})
afterEach(() => {
  cache.close()
  rmSync(folder, { recursive: true })
})

const START = Date.UTC(2026, 10, 1)

function store(text: string, sentAt: number): string {
  const at = new Date(sentAt).toISOString()
  const message: Message = {
    id: v7(),
    contactId: v7(),
    memberId: v7(),
    individualId: v7(),
    direction: 'inbound',
    text,
    characters: text.length,
    state: 'pending_review',
    payment: 'paid',
    cod: false,
    escalated: false,
    assignedTo: null,
    heldUntil: null,
    urgent: false,
    priority: 'normal',
    sentAt: at,
    deliverAt: null,
    deliveredAt: null,
    openedAt: null,
    stateSince: at,
    revises: null,
    screening: { ruleSetVersion: 1, matches: [], rules: [] },
  }
  cache.messages.put(1, message)
  return message.id
}

/** All hits, page by page. */
function find(text: string): { id: string; sentAt: string }[] {
  const hits: { id: string; sentAt: string }[] = []
  let after: SearchPlace | null = null
  do {
    const page = cache.search.messages({ text, filter: {}, openOnly: false, after })
    hits.push(...page.hits)
    after = page.next
  } while (after !== null)
  return hits
}

describe('Messages numbered by the time at which they were sent', () => {
  it('are found newest first whatever the order in which they came', () => {
    const minutes = [7, 2, 9, 4, 1, 8]
    for (const minute of minutes) store(`Kite ${minute}`, START + minute * 60_000)
    const sent = minutes.toSorted((a, b) => b - a).map((minute) => new Date(START + minute * 60_000).toISOString())
    expect(find('kite').map((hit) => hit.sentAt)).toEqual(sent)
  })

  it('are all kept and found once, page by page, where hundreds were sent in one moment', () => {
    const before = store('Kite of the second before', START - 1_000)
    const ids = Array.from({ length: 500 }, (_, n) => store(`Kite ${n}`, START))
    const found = find('kite').map((hit) => hit.id)
    expect(found).toHaveLength(501)
    expect(new Set(found)).toEqual(new Set([before, ...ids]))
    expect(found.at(-1)).toBe(before)
  })

  it('keep their number when they change, and what is older changes nothing', () => {
    const id = store('Kite', START)
    const known = cache.messages.get(id)
    if (known === null) throw new Error('the message is not there')
    expect(cache.messages.put(2, { ...known.message, urgent: true })).toBe(true)
    expect(cache.messages.put(3, { ...known.message, urgent: true })).toBe(true)
    expect(cache.messages.put(1, known.message)).toBe(false)
    expect(find('kite').map((hit) => hit.id)).toEqual([id])
  })
})
