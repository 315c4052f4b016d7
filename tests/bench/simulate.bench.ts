import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import { v7 } from 'uuid'
import { createSimulator } from '../../electron/workstation/simulation/simulator.ts'
import type { SimulationState } from '../../shared/console/simulation.ts'
import type { Condition, Rule, RuleSetContent } from '../../shared/screening/rules.ts'
import { type Bench, sideBySide, timed } from './bench.ts'
import { cacheFile, KEY, type Variant } from './cache-scene.ts'
import { vocabulary } from './letters.ts'
import { terms } from './screening.bench.ts'

/** As central would have told it: screened by the rules in force, with the facts that it went by. */
const screened: Variant = {
  name: 'screened',
  sql: `UPDATE message SET said_outcome = 'deliver', said_priority = 1, fact_time_zone = 'America/Denver',
    fact_relationship = 'sister', fact_unit = 'A1', fact_approved_at = sent_at - 4000000000,
    fact_contact_messages = 12, fact_sender_messages = 3`,
}

/** Words of the messages that the lists have too: one in fifty messages has each. */
const COMMON = 5

/** Forty rules with conditions of every kind, over lists of some thousand terms that a tenth of the messages has. */
function draft(): RuleSetContent {
  const written = vocabulary()
  const inMessages = new Set(written)
  // Of the generated words of both kinds many are the same, and nearly every message would be held.
  const strange = terms(10_000).filter((text) => !text.split(' ').some((word) => inMessages.has(word)))
  const lists = [0, 1, 2].map((n) => ({
    id: v7(),
    name: `List ${n}`,
    category: (['gang', 'contraband', 'violence'] as const)[n] ?? ('other' as const),
    terms: [...written.slice(-COMMON), ...strange.slice(0, 1_000 * (n + 1))].map((text) => ({
      id: v7(),
      text,
      wholeWord: true,
    })),
  }))
  const listIds = lists.map((list) => list.id)
  const kinds: Condition[] = [
    { kind: 'mentions', watchlistIds: listIds, atLeast: 1 },
    { kind: 'category', categories: ['gang'], atLeast: 2 },
    { kind: 'contact_age', lessThanDays: 14 },
    { kind: 'contact_messages', fewerThan: 5 },
    { kind: 'sender_messages', moreThan: 10 },
    { kind: 'length', moreThan: 2_000 },
    { kind: 'time_of_day', from: 1_320, to: 360, weekdays: [1, 2, 3, 4, 5, 6, 7] },
    { kind: 'sample', inHundred: 2 },
    { kind: 'cod' },
    { kind: 'housing_unit', units: ['A1', 'B2'] },
  ]
  const rules = Array.from({ length: 40 }, (_, n): Rule => {
    const first = kinds[n % kinds.length] as Condition
    const second: Condition = { kind: 'direction', direction: n % 2 === 0 ? 'inbound' : 'outbound' }
    return {
      id: v7(),
      name: `Rule ${n}`,
      enabled: true,
      match: 'all',
      conditions: [first, second],
      action: n % 4 === 0 ? { kind: 'review', priority: 'normal' } : { kind: 'delay', minutes: n + 1 },
    }
  })
  return { watchlists: lists, rules }
}

/** Runs a simulation to its end, or until it is cancelled after its first page. Milliseconds. */
async function run(
  file: string,
  content: RuleSetContent,
  cancel: boolean,
): Promise<{ ms: number; state: SimulationState }> {
  let ended: (state: SimulationState) => void = () => undefined
  const end = new Promise<SimulationState>((resolve) => {
    ended = resolve
  })
  let since = performance.now()
  const simulator = createSimulator(
    new URL('../../electron/workstation/simulation/worker.ts', import.meta.url),
    (state) => {
      if (cancel && state.phase === 'screening') {
        cancel = false
        since = performance.now()
        simulator.cancel(state.run)
      }
      if (state.phase !== 'compiling' && state.phase !== 'screening') ended(state)
    },
  )
  const job = {
    run: v7(),
    file,
    key: KEY,
    timeZone: 'America/Denver',
    from: 0,
    until: Date.now(),
    closed: [],
    draft: content,
  }
  simulator.start({ ...job, inForce: { number: 1, content: { watchlists: [], rules: [] } } })
  const state = await end
  const ms = performance.now() - since
  await simulator.stop()
  return { ms, state }
}

/** Reads the same rows in a thread of its own, without looking at them. */
async function readAll(file: string): Promise<number> {
  const worker = new Worker(new URL('./read-rows.worker.ts', import.meta.url), { workerData: { file, key: KEY } })
  const [[read]] = await Promise.all([once(worker, 'message'), once(worker, 'exit')])
  return read as number
}

export const benches: Bench[] = [
  {
    id: 'rules.simulate',
    target: 3,
    wanted: 'at most',
    async run(size) {
      const count = size === 'full' ? 100_000 : 2_000
      const file = cacheFile({ messages: count, open: Math.floor(count / 20) }, screened)
      try {
        const db = file.bare()
        const content = draft()
        const delay = monitorEventLoopDelay({ resolution: 5 })
        let longest = 0
        const ratios = await sideBySide(
          size === 'full' ? 3 : 1,
          async () => {
            delay.reset()
            delay.enable()
            const { state } = await run(file.path, content, false)
            delay.disable()
            longest = Math.max(longest, delay.max / 1e6)
            if (state.phase !== 'done' || state.total !== count) throw new Error(`the simulation ${state.phase}`)
          },
          () => readAll(file.path),
        )
        const cancelled = await run(file.path, content, true)
        const read = await timed(() => readAll(file.path))
        db.close()
        return {
          ratios,
          size: `${count.toLocaleString('en')} messages, 40 rules`,
          note: `both in a thread, its start included, and of ours the compilation; reading alone ${read.toFixed(0)} ms; cancelled in ${cancelled.ms.toFixed(0)} ms; the caller's loop waited at most ${longest.toFixed(0)} ms`,
        }
      } finally {
        file.close()
      }
    },
  },
]
