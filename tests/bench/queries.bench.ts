import { v7 } from 'uuid'
import { createQueueRepository } from '../../electron/workstation/cache/queue.ts'
import { createSearchRepository } from '../../electron/workstation/cache/search.ts'
import { SEARCH_PAGE } from '../../shared/console/search.ts'
import { type Bench, sideBySide } from './bench.ts'
import { hold } from './cache.bench.ts'
import { cacheFile } from './cache-scene.ts'
import { messagesOf, people, vocabulary } from './letters.ts'

/** Nobody in particular, to whom nothing is assigned. */
const looker = { userId: '', now: 0 }
/** Rows of the first page of a queue. */
const FIRST = 50

const queue: Bench = {
  id: 'cache.queue',
  target: 2,
  wanted: 'at most',
  async run(size) {
    const count = size === 'full' ? 100_000 : 2_000
    const shape = { messages: count, open: count }
    const file = cacheFile(shape)
    const user = v7()
    const cache = file.open()
    cache.overlay.showFor(user)
    cache.transaction(() => {
      let undecided = count / 100
      for (const { id } of messagesOf(shape, people().contacts)) {
        if (undecided-- <= 0) break
        hold(cache, user, id)
      }
    })
    cache.close()
    // Both ask the same open file, so that both find the same pages in memory.
    const db = file.bare()
    const ours = createQueueRepository(db)
    const asked = [
      { filter: { direction: 'inbound' }, test: `direction = 'inbound'`, sort: 'priority' },
      { filter: { flagged: true }, test: 'categories <> 0', sort: 'oldest' },
      { filter: { cod: true }, test: 'cod = 1', sort: 'newest' },
    ] as const
    const orders = {
      priority: 'urgent DESC, priority DESC, sent_at, message.id',
      oldest: 'sent_at, message.id',
      newest: 'sent_at DESC, message.id DESC',
    }
    const bare = asked.map(({ test, sort }) =>
      db.prepare(
        `SELECT message.id, message.version, message.contact_id, direction, characters, shown_state, shown_escalated,
           shown_assigned, assignee.name AS assigned_name, shown_held_until, queue, urgent, priority, cod,
           revision, sent_at, state_since, deliver_at, decided_at, matches, rules, substr(text, 1, 400), message.member_id,
           member.name AS member_name, member.member_number, message.individual_id,
           individual.name AS individual_name, individual.booking_number,
           individual.housing_unit, outbox.kind, outbox.batch_id, outbox.reason_id, outbox.undo_until, outbox.at
         FROM message INDEXED BY ${sort === 'priority' ? 'message_queue' : 'message_age'}
           LEFT JOIN member ON member.id = message.member_id
           LEFT JOIN individual ON individual.id = message.individual_id
           LEFT JOIN outbox ON outbox.id = message.overlay_id
           LEFT JOIN staff AS assignee ON assignee.id = shown_assigned
         WHERE queue = 1 AND ${test} ORDER BY ${orders[sort]} LIMIT ${FIRST}`,
      ),
    )
    const ratios = await sideBySide(
      size === 'full' ? 101 : 5,
      () => {
        for (const { filter, sort } of asked) ours.rows(ours.list('needs_review', filter, sort, looker, FIRST))
      },
      () => {
        for (const each of bare) each.all()
      },
    )
    const at = performance.now()
    const all = ours.list('needs_review', {}, 'priority', looker).length
    const whole = performance.now() - at
    file.close()
    return {
      ratios,
      size: `${count.toLocaleString('en')} open, ${(count / 100).toLocaleString('en')} decisions waiting`,
      note: `${FIRST} rows of each of three filters and orders; the ids of all ${all.toLocaleString('en')} take ${whole.toFixed(0)} ms`,
    }
  },
}

const search: Bench = {
  id: 'cache.search',
  target: 1.5,
  wanted: 'at most',
  async run(size) {
    const count = size === 'full' ? 1_000_000 : 4_000
    const file = cacheFile({ messages: count, open: 1_000 })
    const db = file.bare()
    const ours = createSearchRepository(db)
    const bare = db.prepare(
      `SELECT rowid, snippet(message_text, 0, '[', ']', '…', 24) FROM message_text
       WHERE message_text MATCH ? ORDER BY rowid DESC LIMIT ${SEARCH_PAGE}`,
    )
    const words = vocabulary().filter((word) => word.length > 3)
    const pairs = Array.from({ length: 211 }, (_, n) => [words[10 + n * 3], words[2_000 - n * 9]] as const)
    const took: number[] = []
    let [mine, its] = [0, 0]
    const ratios = await sideBySide(
      size === 'full' ? 200 : 5,
      () => {
        const [one, two] = pairs[mine++] ?? []
        const at = performance.now()
        ours.messages({ text: `${one} ${two}`, filter: {}, openOnly: false, after: null })
        took.push(performance.now() - at)
      },
      () => {
        const [one, two] = pairs[its++] ?? []
        bare.all(`"${one}" "${two}"*`)
      },
    )
    file.close()
    took.sort((a, b) => a - b)
    const p95 = took[Math.floor(took.length * 0.95)] ?? Number.NaN
    return {
      ratios,
      size: `${count.toLocaleString('en')} messages`,
      note: `two words, the newest ${SEARCH_PAGE} with snippets, names and numbers searched too; p95 of ours ${p95.toFixed(1)} ms (frame: 16)`,
    }
  },
}

export const benches: Bench[] = [queue, search]
