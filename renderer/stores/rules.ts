import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RulesEffect } from '../../shared/central/operations.rules.ts'
import type { MethodOutput } from '../../shared/console/methods.ts'
import type { RuleSetSummary, RuleSetView } from '../../shared/console/rules.ts'
import { type ErrorCode, Refusal } from '../../shared/domain/errors.ts'
import type { RuleSetContent } from '../../shared/screening/rules.ts'
import type { Connection } from '../api/connection.ts'

/** The effect of the rules in force over some days: being asked for, known, or refused. */
export interface EffectState {
  readonly days: number
  readonly loading: boolean
  readonly known: RulesEffect | null
  readonly error: ErrorCode | null
}

export const rulesTabs = ['rules', 'watchlists', 'simulation', 'versions'] as const
export type RulesTab = (typeof rulesTabs)[number]

export interface RulesStore {
  overview: MethodOutput<'rules.overview'> | null
  error: ErrorCode | null
  /** Contents of versions and proposals by id, as far as they were asked for. They never change. */
  versions: ReadonlyMap<string, RuleSetView>
  effect: EffectState
  /** The part of the room that is on screen. */
  tab: RulesTab
  showTab(tab: RulesTab): void
  start(): void
  /** Asks for the content of a version or proposal, unless it is known. */
  showVersion(id: string): Promise<void>
  /** Asks central for the effect of the rules in force over some days. */
  showEffect(days: number): Promise<void>
  /**
   * Keeps a draft on the workstation; the screen shows it at once. Null throws it away. While one is being kept, only
   * the latest of those that follow is sent.
   */
  saveDraft(content: RuleSetContent | null): Promise<void>
  /** Bases the draft on the version in force now; what it then changes is to be looked through again. */
  rebaseDraft(): Promise<void>
  propose(comment: string): Promise<void>
  /** Proposes an earlier version as it was. */
  restore(earlier: RuleSetSummary, comment: string): Promise<void>
  publish(view: RuleSetSummary): Promise<void>
  withdraw(view: RuleSetSummary): Promise<void>
}

type Draft = MethodOutput<'rules.overview'>['draft']

/** Days over which the effect is told at first. */
const FIRST_DAYS = 30
/** Contents that are kept: a few are compared with each other, and one may be megabytes. */
const KEPT = 6

function sameDraft(a: Draft, b: Draft): boolean {
  return a !== null && b !== null && a.basedOn === b.basedOn && JSON.stringify(a.content) === JSON.stringify(b.content)
}

/** The rules room: the version in force and what it did, the user's draft, proposals and history. */
export function createRulesStore(connection: Connection): StoreApi<RulesStore> {
  let started = false
  /** The draft that is yet to be kept; undefined when the workstation has the latest. */
  let unsaved: Draft | undefined
  let saving: Promise<void> | null = null
  const codeOf = (error: unknown): ErrorCode => (error instanceof Refusal ? error.code : 'internal')
  const load = () =>
    connection.call('rules.overview', {}).then(
      (overview) => {
        const before = store.getState().overview
        const mine = before?.draft ?? null
        const draft = saving !== null || sameDraft(mine, overview.draft) ? mine : overview.draft
        const published = before?.inForce?.ruleSet.id !== overview.inForce?.ruleSet.id
        // What is the same stays the same object: lists are made ready and simulations told outdated by that.
        const inForce = published ? overview.inForce : (before?.inForce ?? null)
        store.setState({ overview: { ...overview, inForce, draft }, error: null })
        if (published && store.getState().effect.known) void store.getState().showEffect(store.getState().effect.days)
      },
      (error: unknown) => store.setState({ error: codeOf(error) }),
    )
  async function keep(): Promise<void> {
    while (unsaved !== undefined) {
      const draft = unsaved
      unsaved = undefined
      await connection.call('rules.saveDraft', { draft })
    }
  }
  async function put(draft: Draft): Promise<void> {
    const { overview } = store.getState()
    if (!overview) return
    store.setState({ overview: { ...overview, draft } })
    unsaved = draft
    saving ??= keep().finally(() => {
      saving = null
    })
    await saving
  }
  const store = createStore<RulesStore>()((set, get) => ({
    overview: null,
    error: null,
    versions: new Map(),
    effect: { days: FIRST_DAYS, loading: false, known: null, error: null },
    tab: 'rules',
    showTab: (tab) => set({ tab }),
    start() {
      started = true
      void load()
    },
    async showVersion(id) {
      if (get().versions.has(id)) return
      const view = await connection.call('rules.version', { id })
      const versions = new Map(get().versions).set(id, view)
      for (const oldest of versions.keys()) if (versions.size > KEPT) versions.delete(oldest)
      set({ versions })
    },
    async showEffect(days) {
      set({ effect: { ...get().effect, days, loading: true, error: null } })
      try {
        const known = await connection.call('rules.effect', { days })
        if (get().effect.days === days) set({ effect: { days, loading: false, known, error: null } })
      } catch (error) {
        if (get().effect.days === days) set({ effect: { ...get().effect, loading: false, error: codeOf(error) } })
      }
    },
    saveDraft(content) {
      const { overview } = get()
      const basedOn = overview?.draft?.basedOn ?? overview?.inForce?.ruleSet.number ?? 0
      return put(content === null ? null : { basedOn, content })
    },
    async rebaseDraft() {
      const { overview } = get()
      if (overview?.draft) await put({ ...overview.draft, basedOn: overview.inForce?.ruleSet.number ?? 0 })
    },
    async propose(comment) {
      await saving
      const draft = get().overview?.draft
      if (!draft) return
      await connection.call('rules.propose', { comment, basedOn: draft.basedOn, content: draft.content })
      await get().saveDraft(null)
      await load()
    },
    async restore(earlier, comment) {
      const basedOn = get().overview?.inForce?.ruleSet.number ?? 0
      await connection.call('rules.restore', { id: earlier.ruleSet.id, basedOn, comment })
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
