import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomOf } from '../../central/demo/random.ts'
import { type Cache, openCache } from '../../electron/workstation/cache/cache.ts'
import { type Database, openDatabase } from '../../electron/workstation/cache/database.ts'
import type { Message } from '../../shared/central/entities.ts'

export const KEY = 'ab'.repeat(32)
const START = Date.UTC(2026, 9, 1)

const syllables = 'ba ke di fo gu ha ji ko lu ma ne pi ro su ta ve wi yo za tra ple sko gri nda lth'.split(' ')

/** Messages of some 1.1 kB each, the first `open` of them waiting for review. The same ones every time. */
export function* messagesOf(count: number, open: number): Generator<Message> {
  const dice = randomOf(7, 'cache bench')
  const words = Array.from({ length: 4_000 }, () =>
    Array.from({ length: dice.int(1, 4) }, () => dice.pick(syllables)).join(''),
  )
  const people = Array.from({ length: 2_000 }, (_, n) => dice.id(n))
  const contacts = Array.from({ length: 4_000 }, (_, n) => dice.id(n))
  for (let n = 0; n < count; n++) {
    const text = Array.from({ length: 170 }, () => dice.pick(words)).join(' ')
    const at = new Date(START + n * 1_000).toISOString()
    const id = dice.id(START + n * 1_000)
    yield {
      id,
      contactId: dice.pick(contacts),
      memberId: dice.pick(people),
      individualId: dice.pick(people),
      direction: dice.chance(0.5) ? 'inbound' : 'outbound',
      text,
      characters: text.length,
      state: n < open ? 'pending_review' : 'delivered',
      payment: 'paid',
      cod: dice.chance(0.1),
      escalated: false,
      urgent: false,
      priority: dice.pick(['low', 'normal', 'high']),
      sentAt: at,
      deliverAt: null,
      deliveredAt: null,
      openedAt: null,
      stateSince: at,
      revises: null,
      screening: { ruleSetVersion: 1, matches: [], rules: [] },
    }
  }
}

/** A cache file of its own, opened as the workstation does. */
export interface CacheFile {
  readonly cache: Cache
  /** Closes the cache, and opens its file bare. */
  bare(): Database
  close(): void
}

export function cacheFile(): CacheFile {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-'))
  const file = join(folder, 'bench.cache')
  const cache = openCache(file, KEY)
  let open: { close(): void } = cache
  return {
    cache,
    bare() {
      cache.close()
      const db = openDatabase(file, KEY)
      open = db
      return db
    },
    close() {
      open.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** The same rows, stored by bare statements. */
export function storeBare(db: Database, messages: Iterable<Message>): void {
  const insert = db.prepare(
    `INSERT INTO message (id, version, contact_id, member_id, individual_id, direction, characters, state, payment, cod,
       escalated, urgent, priority, sent_at, state_since, revision, categories, shown_state, shown_escalated, queue,
       rule_set_version, rules, matches, text)
     VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?, 0, 0, ?, 0, ?, 1, '[]', '[]', ?)`,
  )
  const index = db.prepare('INSERT INTO message_text (rowid, text) VALUES (?, ?)')
  const ranks = { low: 0, normal: 1, high: 2, urgent: 3 }
  let stored = 0
  db.exec('BEGIN')
  for (const m of messages) {
    const at = Date.parse(m.sentAt)
    const queue = m.state === 'pending_review' ? 1 : null
    const people = [m.contactId, m.memberId, m.individualId, m.direction, m.characters, m.state, m.payment]
    const rest = [m.cod ? 1 : 0, ranks[m.priority], at, at, m.state, queue, m.text]
    index.run(insert.run(m.id, ...people, ...rest).lastInsertRowid, m.text)
    if (++stored % 500 === 0) db.exec('COMMIT; BEGIN')
  }
  db.exec('COMMIT')
}
