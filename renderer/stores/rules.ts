import { createStore, type StoreApi } from 'zustand/vanilla'
import type { MethodOutput } from '../../shared/console/methods.ts'
import type { RuleSetView } from '../../shared/console/rules.ts'
import { type ErrorCode, Refusal } from '../../shared/domain/errors.ts'
import type { RuleSetContent } from '../../shared/screening/rules.ts'
import type { Connection } from '../api/connection.ts'

export interface RulesStore {
  overview: MethodOutput<'rules.overview'> | null
  error: ErrorCode | null
  start(): void
  /** Keeps a draft on the workstation; the screen shows it at once. Null throws it away. */
  saveDraft(content: RuleSetContent | null): Promise<void>
  propose(comment: string): Promise<void>
  publish(view: RuleSetView): Promise<void>
  withdraw(view: RuleSetView): Promise<void>
}

/** The rules room: the version in force, the user's draft, proposals and history. */
export function createRulesStore(connection: Connection): StoreApi<RulesStore> {
  let started = false
  const load = () =>
    connection.call('rules.overview', {}).then(
      (overview) => store.setState({ overview, error: null }),
      (error: unknown) => store.setState({ error: error instanceof Refusal ? error.code : 'internal' }),
    )
  const store = createStore<RulesStore>()((set, get) => ({
    overview: null,
    error: null,
    start() {
      started = true
      void load()
    },
    async saveDraft(content) {
      const { overview } = get()
      if (!overview) return
      const basedOn = overview.draft?.basedOn ?? overview.inForce?.ruleSet.number ?? 0
      const draft = content === null ? null : { basedOn, content }
      set({ overview: { ...overview, draft } })
      await connection.call('rules.saveDraft', { draft })
    },
    async propose(comment) {
      const draft = get().overview?.draft
      if (!draft) return
      await connection.call('rules.propose', { comment, basedOn: draft.basedOn, content: draft.content })
      await get().saveDraft(null)
      await load()
    },
    async publish(view) {
      await connection.call('rules.publish', { id: view.ruleSet.id, version: view.version })
      await load()
    },
    async withdraw(view) {
      await connection.call('rules.withdraw', { id: view.ruleSet.id, version: view.version })
      await load()
    },
  }))
  connection.on('changed', ({ changes }) => {
    if (started && changes.some((change) => change.topic === 'rules')) void load()
  })
  connection.onLine((line) => {
    if (line === 'open' && started) void load()
  })
  return store
}
