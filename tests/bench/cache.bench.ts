import { Readable } from 'node:stream'
import { v7 } from 'uuid'
import type { Cache } from '../../electron/workstation/cache/cache.ts'
import { fillFrom } from '../../electron/workstation/sync/bootstrap.ts'
import { applyPage } from '../../electron/workstation/sync/feed.ts'
import type { Message } from '../../shared/central/entities.ts'
import { type Bench, sideBySide, timed } from './bench.ts'
import { cacheFile, messagesOf, storeBare } from './cache-scene.ts'

const none = () => undefined
const many = (count: number) => `${count.toLocaleString('en')} messages`

/** The lines of a snapshot. */
function* snapshotOf(messages: readonly Message[]): Generator<string> {
  const head = { position: 1, records: messages.length }
  yield `${JSON.stringify({ type: 'head', facilityId: v7(), at: new Date().toISOString(), ...head })}\n`
  for (const data of messages) {
    yield `${JSON.stringify({ type: 'record', entity: 'message', id: data.id, version: 1, data })}\n`
  }
  yield `${JSON.stringify({ type: 'end', ...head })}\n`
}

/** Ten changes, as the feed sends them. */
function tenChanges(cache: Cache, some: readonly Message[], version: number): void {
  const { position } = cache.position.get()
  const page = some.map((data, n) => ({
    position: position + n + 1,
    entity: 'message',
    id: data.id,
    version,
    op: 'put',
    data: { ...data, state: 'held' },
  }))
  applyPage(cache, page, Date.now(), none)
}

const bootstrap: Bench = {
  id: 'cache.bootstrap',
  target: 1.25,
  wanted: 'at most',
  async run(size) {
    const count = size === 'full' ? 100_000 : 2_000
    const messages = [...messagesOf(count, count / 100)]
    const lines = [...snapshotOf(messages)]
    const fill = async () => {
      const file = cacheFile()
      await fillFrom(Readable.from(lines.map((line) => Buffer.from(line))), file.cache, none, Date.now, none)
      file.close()
    }
    const bare = () => {
      const file = cacheFile()
      storeBare(
        file.bare(),
        lines.slice(1, -1).map((line) => (JSON.parse(line) as { data: Message }).data),
      )
      file.close()
    }
    const ratios = await sideBySide(size === 'full' ? 3 : 1, fill, bare)
    return { ratios, size: many(count), note: 'ours checks every line against the contract; the peer only parses it' }
  },
}

const delta: Bench = {
  id: 'cache.delta',
  target: 1.3,
  wanted: 'at most',
  async run(size) {
    const [few, lots] = size === 'full' ? [1_000, 1_000_000] : [200, 4_000]
    const [small, large] = [cacheFile(), cacheFile()]
    const changed: Message[][] = []
    for (const [file, count] of [
      [small, few],
      [large, lots],
    ] as const) {
      file.cache.transaction(() => {
        for (const message of messagesOf(count, 100)) file.cache.messages.put(1, message)
      })
      changed.push([...messagesOf(10, 10)])
    }
    let version = 2
    const ratios = await sideBySide(
      size === 'full' ? 21 : 5,
      () => tenChanges(large.cache, changed[1] ?? [], ++version),
      () => tenChanges(small.cache, changed[0] ?? [], ++version),
    )
    small.close()
    large.close()
    return { ratios, size: `${many(lots)} over ${many(few)}`, note: 'ten changes in one page' }
  },
}

const decide: Bench = {
  id: 'cache.decide',
  target: 1.5,
  wanted: 'at most',
  async run(size) {
    const count = size === 'full' ? 10_000 : 1_000
    const [ours, theirs] = [cacheFile(), cacheFile()]
    const messages = [...messagesOf(count, count)]
    storeInto(ours.cache, messages)
    storeInto(theirs.cache, messages)
    const user = v7()
    ours.cache.overlay.showFor(user)
    const db = theirs.bare()
    const insert = db.prepare(
      `INSERT INTO outbox (id, user_id, kind, target, based_on, payload, at, batch_id, undo_until, not_before, state)
       VALUES (?, ?, 'message.hold', ?, 1, '{}', 0, ?, 0, 0, 'waiting')`,
    )
    const update = db.prepare(`UPDATE message SET shown_state = 'held', queue = 2, overlay_id = ? WHERE id = ?`)
    let [mine, its] = [0, 0]
    const ratios = await sideBySide(
      size === 'full' ? 201 : 21,
      () => {
        const target = messages[mine++]?.id ?? ''
        ours.cache.durable(() => {
          ours.cache.outbox.add({
            id: v7(),
            userId: user,
            kind: 'message.hold',
            target,
            basedOn: 1,
            payload: {},
            reasonId: null,
            at: new Date().toISOString(),
            batchId: v7(),
            undoUntil: Date.now(),
          })
          ours.cache.overlay.settleMessage(target)
        })
      },
      () => {
        const target = messages[its++]?.id ?? ''
        db.pragma('synchronous = FULL')
        db.transaction(() => {
          const id = v7()
          insert.run(id, user, target, v7())
          update.run(id, target)
        })()
        db.pragma('synchronous = NORMAL')
      },
    )
    ours.close()
    theirs.close()
    return { ratios, size: many(count), note: 'one decision and its overlay, on the disk' }
  },
}

const queue: Bench = {
  id: 'cache.queue',
  target: 2,
  wanted: 'at most',
  async run(size) {
    const count = size === 'full' ? 100_000 : 2_000
    const [ours, theirs] = [cacheFile(), cacheFile()]
    const messages = [...messagesOf(count, count)]
    storeInto(ours.cache, messages)
    storeInto(theirs.cache, messages)
    const db = theirs.bare()
    const order = ['urgent DESC, priority DESC, sent_at, id', 'sent_at, id', 'sent_at DESC, id DESC']
    const lists = order.map((each, n) =>
      db
        .prepare<[], string>(
          `SELECT id FROM message INDEXED BY ${n === 0 ? 'message_queue' : 'message_age'}
           WHERE queue = 1 AND direction = 'inbound' ORDER BY ${each}`,
        )
        .pluck(),
    )
    const row = db.prepare('SELECT id, version, direction, substr(text, 1, 400) FROM message WHERE id = ?')
    const ratios = await sideBySide(
      size === 'full' ? 11 : 3,
      () => {
        for (const sort of ['priority', 'oldest', 'newest'] as const) {
          ours.cache.queue.rows(ours.cache.queue.list('needs_review', { direction: 'inbound' }, sort).slice(0, 50))
        }
      },
      () => {
        for (const list of lists) for (const id of list.all().slice(0, 50)) row.get(id)
      },
    )
    ours.close()
    theirs.close()
    return { ratios, size: many(count), note: 'three orders of a filtered queue, 50 rows of each' }
  },
}

const search: Bench = {
  id: 'cache.search',
  target: 1.5,
  wanted: 'at most',
  async run(size) {
    const count = size === 'full' ? 1_000_000 : 4_000
    const [ours, theirs] = [cacheFile(), cacheFile()]
    for (const file of [ours, theirs]) file.cache.transaction(() => storeInto(file.cache, messagesOf(count, 100)))
    const [first] = messagesOf(1, 1)
    const [one, two] = first?.text?.split(' ').filter((word) => word.length > 6) ?? []
    const text = `${one} ${two}`
    const db = theirs.bare()
    const bare = db.prepare(
      `SELECT message.id, snippet(message_text, 0, '[', ']', '…', 24) FROM message_text
         JOIN message ON message.seq = message_text.rowid
       WHERE message_text MATCH ? ORDER BY sent_at DESC LIMIT 20`,
    )
    const question = { text, filter: {}, openOnly: false, after: null }
    const ratios = await sideBySide(
      size === 'full' ? 21 : 5,
      () => ours.cache.search.messages(question),
      () => bare.all(`"${one}" "${two}"*`),
    )
    const took = await timed(() => ours.cache.search.messages(question))
    ours.close()
    theirs.close()
    return { ratios, size: many(count), note: `two words, one page with snippets; ours took ${took.toFixed(1)} ms` }
  },
}

function storeInto(cache: Cache, messages: Iterable<Message>): void {
  cache.transaction(() => {
    for (const message of messages) cache.messages.put(1, message)
  })
}

export const benches: Bench[] = [bootstrap, delta, queue, decide, search]
