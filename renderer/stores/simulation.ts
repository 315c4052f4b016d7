import { createStore, type StoreApi } from 'zustand/vanilla'
import type { QueueRow } from '../../shared/console/review.ts'
import type { SimulationFilter, SimulationReport, SimulationState } from '../../shared/console/simulation.ts'
import { type ErrorCode, Refusal } from '../../shared/domain/errors.ts'
import type { RuleSetContent } from '../../shared/screening/rules.ts'
import type { Connection } from '../api/connection.ts'

/** The messages behind one number of a report, as far as they were fetched. */
export interface Behind {
  /** What the number is called. */
  readonly title: string
  readonly filter: SimulationFilter
  readonly total: number
  readonly rows: readonly QueueRow[]
  readonly loading: boolean
  readonly error: ErrorCode | null
  /** Ids that were asked for: some of their messages may have left the cache since. */
  readonly asked: number
}

export interface SimulationStore {
  days: number
  state: SimulationState | null
  report: SimulationReport | null
  /** Why it could not be started. */
  error: ErrorCode | null
  behind: Behind | null
  /** The content that the report is about, as far as this window knows. */
  content: RuleSetContent | null
  start(): void
  setDays(days: number): void
  run(content: RuleSetContent): Promise<void>
  cancel(): Promise<void>
  /** Shows the messages behind a number; null shows none. */
  show(title: string, filter: SimulationFilter): Promise<void>
  hide(): void
  /** Fetches the next messages behind the number on screen. */
  more(): Promise<void>
}

const PAGE = 100

/** The simulation of a draft: where it stands, what came of it, and the messages behind its numbers. */
export function createSimulationStore(connection: Connection): StoreApi<SimulationStore> {
  let started = false
  const codeOf = (error: unknown): ErrorCode => (error instanceof Refusal ? error.code : 'internal')
  const fetchState = async () => {
    try {
      const { state, report } = await connection.call('simulation.state', {})
      store.setState({ state, report, error: null })
    } catch (error) {
      store.setState({ error: codeOf(error) })
    }
  }
  const store = createStore<SimulationStore>()((set, get) => ({
    days: 14,
    state: null,
    report: null,
    error: null,
    behind: null,
    content: null,
    start() {
      if (started) return
      started = true
      void fetchState()
    },
    setDays: (days) => set({ days }),
    async run(content) {
      set({ report: null, behind: null, error: null, content, state: null })
      try {
        await connection.call('simulation.start', { days: get().days, content })
        await fetchState()
      } catch (error) {
        set({ error: codeOf(error) })
      }
    },
    async cancel() {
      const run = get().state?.run
      if (run !== undefined) await connection.call('simulation.cancel', { run }).catch(() => undefined)
      await fetchState()
    },
    async show(title, filter) {
      set({ behind: { title, filter, total: 0, rows: [], loading: false, error: null, asked: 0 } })
      await get().more()
    },
    hide: () => set({ behind: null }),
    async more() {
      const { behind, state } = get()
      if (!behind || !state || behind.loading || (behind.asked > 0 && behind.asked >= behind.total)) return
      const put = (change: Partial<Behind>) => {
        // Another number may have been chosen meanwhile.
        if (get().behind?.filter === behind.filter) set({ behind: { ...behind, ...change } })
      }
      put({ loading: true, error: null })
      try {
        const { filter, asked } = behind
        const page = await connection.call('simulation.messages', {
          run: state.run,
          filter,
          offset: asked,
          limit: PAGE,
        })
        const { rows } = page.ids.length === 0 ? { rows: [] } : await connection.call('review.rows', { ids: page.ids })
        const known = new Map(rows.map((row) => [row.id, row]))
        const inOrder = page.ids.flatMap((id) => known.get(id) ?? [])
        put({ loading: false, total: page.total, rows: [...behind.rows, ...inOrder], asked: asked + page.ids.length })
      } catch (error) {
        put({ loading: false, error: codeOf(error) })
      }
    },
  }))
  connection.on('simulation', (state) => {
    if (!started) return
    store.setState({ state })
    if (state.phase === 'done') void fetchState()
  })
  connection.onLine((line) => {
    if (line === 'open' && started) void fetchState()
  })
  return store
}
