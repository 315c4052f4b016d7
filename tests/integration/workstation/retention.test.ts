import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyRecord } from '../../../electron/workstation/cache/apply.ts'
import { type Cache, openCache } from '../../../electron/workstation/cache/cache.ts'
import { openDatabase } from '../../../electron/workstation/cache/database.ts'
import { fillFrom } from '../../../electron/workstation/sync/bootstrap.ts'
import { createCentralClient, Unreachable } from '../../../electron/workstation/sync/central.ts'
import { createRetention } from '../../../electron/workstation/sync/retention.ts'
import type { Message } from '../../../shared/central/entities.ts'
import type { FeedRecord } from '../../../shared/central/feed.ts'
import { operations } from '../../../shared/central/operations.ts'

const KEY = 'ab'.repeat(32)
const DAY_MS = 86_400_000
const none = () => undefined
let folder: string
let cache: Cache
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-retention-'))
  cache = openCache(join(folder, 'facility.cache'), KEY)
})
afterEach(() => {
  cache.close()
  rmSync(folder, { recursive: true })
})

function put(state: Message['state'], daysAgo: number): string {
  const at = new Date(Date.now() - daysAgo * DAY_MS).toISOString()
  const id = v7()
  const data: Message = {
    id,
    contactId: v7(),
    memberId: v7(),
    individualId: v7(),
    direction: 'inbound',
    text: 'peppermint',
    characters: 10,
    state,
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
  applyRecord(cache, { position: 1, entity: 'message', id, version: 1, op: 'put', data } as FeedRecord)
  return id
}

describe('Retention', () => {
  it('purges closed messages after their days, open ones never, and lets calls through meanwhile', async () => {
    const old = cache.transaction(() => Array.from({ length: 230 }, () => put('delivered', 31)))
    const kept = [put('delivered', 29), put('rejected', 1), put('pending_review', 400), put('held', 90)]
    let turns = 0
    const ticking = setInterval(() => turns++, 1)
    await createRetention(cache, 30, Date.now, new AbortController().signal, none).run()
    clearInterval(ticking)
    expect(turns).toBeGreaterThan(3)
    expect(old.filter((id) => cache.messages.get(id) !== null)).toEqual([])
    expect(kept.filter((id) => cache.messages.get(id) !== null)).toEqual(kept)
    const { hits } = cache.search.messages({ text: 'peppermint', filter: {}, openOnly: false, after: null })
    expect(hits.map((hit) => hit.id).toSorted()).toEqual(kept.toSorted())
  })

  it('looks once an hour, and stops when the workstation does', async () => {
    let at = Date.now()
    const stopping = new AbortController()
    const retention = createRetention(cache, 30, () => at, stopping.signal, none)
    await retention.run()
    const late = put('delivered', 31)
    await retention.run()
    expect(cache.messages.get(late)).not.toBeNull()
    at += 3_600_000
    await retention.run()
    expect(cache.messages.get(late)).toBeNull()
    const last = put('delivered', 31)
    stopping.abort()
    at += 3_600_000
    await retention.run()
    expect(cache.messages.get(last)).not.toBeNull()
  })

  it('overwrites what it purges, and the file shows no text with or without its key', async () => {
    const id = put('delivered', 31)
    await createRetention(cache, 30, Date.now, new AbortController().signal, none).run()
    cache.close()
    const file = join(folder, 'facility.cache')
    const db = openDatabase(file, KEY)
    const pages = db.serialize()
    db.close()
    expect(pages.includes(id)).toBe(false)
    expect(readFileSync(file).includes('peppermint')).toBe(false)
    cache = openCache(file, KEY)
  })
})

describe('A line that falls silent', () => {
  it('ends a fill instead of waiting for ever', async () => {
    const head = { type: 'head', position: 1, facilityId: v7(), records: 2, at: new Date().toISOString() }
    const silent = new Readable({ read: () => undefined })
    silent.push(`${JSON.stringify(head)}\n`)
    await expect(fillFrom(silent, cache, none, Date.now, none, 50)).rejects.toThrow(Unreachable)
    expect(silent.destroyed).toBe(true)
  })

  it('ends the opening of a stream that is never answered', async () => {
    const server = createServer(() => undefined)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const client = createCentralClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 100)
    const params = { facilityId: v7() }
    const opening = client.stream(operations.live, { params, query: {}, body: {} })
    await expect(opening).rejects.toThrow(Unreachable)
    client.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
})
