import { v7 } from 'uuid'
import type { Cache } from '../../electron/workstation/cache/cache.ts'
import { applyPage } from '../../electron/workstation/sync/feed.ts'
import type { Message } from '../../shared/central/entities.ts'
import { type Bench, sideBySide } from './bench.ts'
import { cacheFile } from './cache-scene.ts'
import { messagesOf, people } from './letters.ts'

const none = () => undefined
const many = (count: number) => `${count.toLocaleString('en')} messages`

/** Changes of some messages, as the feed sends them. */
function pageOf(cache: Cache, some: readonly Message[], version: number): unknown[] {
  const { position } = cache.position.get()
  return some.map((data, n) => ({
    position: position + n + 1,
    entity: 'message',
    id: data.id,
    version,
    op: 'put',
    data: { ...data, state: version % 2 === 0 ? 'held' : 'pending_review' },
  }))
}

/** A cache with so many messages, a thousand of them open at most, and a way to apply changes to the first few. */
function changing(messages: number, changes: number) {
  const shape = { messages, open: Math.min(messages, 1_000) }
  const file = cacheFile(shape)
  const cache = file.open()
  const some = [...messagesOf({ ...shape, messages: changes }, people().contacts)]
  let version = 1
  return { file, cache, some, page: () => pageOf(cache, some, ++version) }
}

const delta: Bench = {
  id: 'cache.delta',
  target: 1.3,
  wanted: 'at most',
  async run(size) {
    const [few, lots] = size === 'full' ? [1_000, 1_000_000] : [200, 4_000]
    const [small, large] = [changing(few, 10), changing(lots, 10)]
    const apply = ({ cache, page }: typeof small) => applyPage(cache, page(), Date.now(), none)
    const ratios = await sideBySide(
      size === 'full' ? 101 : 5,
      () => apply(large),
      () => apply(small),
    )
    small.file.close()
    large.file.close()
    return { ratios, size: `${many(lots)} over ${many(few)}`, note: 'ten changes in one page' }
  },
}

const change: Bench = {
  id: 'sync.change',
  target: 1.3,
  wanted: 'at most',
  async run(size) {
    const [few, lots] = size === 'full' ? [1_000, 1_000_000] : [200, 4_000]
    const [small, large] = [changing(few, 1), changing(lots, 1)]
    // What the workstation does for one change and what the console then asks of it.
    const follow = ({ cache, page, some }: typeof small) => {
      const { applied } = applyPage(cache, page(), Date.now(), none)
      if (applied.length !== 1) throw new Error('the change was not applied')
      const ids = some.map((message) => message.id)
      const who = { userId: '', now: Date.now() }
      cache.queue.standing('needs_review', {}, who, ids)
      cache.queue.rows(ids)
      cache.queue.counts(who)
      cache.position.setSyncedAt(Date.now())
    }
    const ratios = await sideBySide(
      size === 'full' ? 201 : 5,
      () => follow(large),
      () => follow(small),
    )
    small.file.close()
    large.file.close()
    const note =
      'one change applied, its row and where it stands asked, and the counts of all queues; as many open in both'
    return { ratios, size: `${many(lots)} over ${many(few)}`, note }
  },
}

const decide: Bench = {
  id: 'cache.decide',
  target: 1.5,
  wanted: 'at most',
  async run(size) {
    const count = size === 'full' ? 10_000 : 1_000
    const shape = { messages: count, open: count }
    const [ours, theirs] = [cacheFile(shape), cacheFile(shape)]
    const targets = [...messagesOf(shape, people().contacts)].map(({ id }) => id)
    const user = v7()
    const cache = ours.open()
    cache.overlay.showFor(user)
    const db = theirs.bare()
    const insert = db.prepare(
      `INSERT INTO outbox (id, user_id, kind, target, based_on, payload, at, batch_id, undo_until, not_before, state)
       VALUES (?, ?, 'message.hold', ?, 1, '{}', 0, ?, 0, 0, 'waiting')`,
    )
    const update = db.prepare(`UPDATE message SET shown_state = 'held', queue = 2, overlay_id = ? WHERE id = ?`)
    let [mine, its] = [0, 0]
    const ratios = await sideBySide(
      size === 'full' ? 501 : 21,
      () => {
        const target = targets[mine++] ?? ''
        cache.durable(() => hold(cache, user, target))
      },
      () => {
        const target = targets[its++] ?? ''
        db.pragma('own.synchronous = FULL')
        db.transaction(() => {
          const id = v7()
          insert.run(id, user, target, v7())
          update.run(id, target)
        })()
        db.pragma('own.synchronous = NORMAL')
      },
    )
    ours.close()
    theirs.close()
    return { ratios, size: many(count), note: 'one decision and its overlay, on the disk' }
  },
}

/** Puts a decision into the outbox and lays it over its message. */
export function hold(cache: Cache, userId: string, target: string): void {
  const at = Date.now()
  cache.outbox.add({
    id: v7(),
    userId,
    kind: 'message.hold',
    target,
    basedOn: 1,
    payload: {},
    reasonId: null,
    at: new Date(at).toISOString(),
    batchId: v7(),
    undoUntil: at,
  })
  cache.overlay.settleMessage(target)
}

export const benches: Bench[] = [delta, decide, change]
