import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SessionStore } from './session.ts'

export type ShortcutScope = 'everywhere' | 'review' | 'contacts' | 'people' | 'restrictions' | 'rules'

interface ShortcutDefinition {
  readonly scope: ShortcutScope
  /** `mod` is Ctrl, or ⌘ on a Mac; two keys with a space between are pressed one after the other. */
  readonly keys: readonly string[]
}

/** Every shortcut of the console: bindings, hints on buttons, the sheet and the palette are all made from this table. */
export const shortcutTable = {
  palette: { scope: 'everywhere', keys: ['mod+k'] },
  sheet: { scope: 'everywhere', keys: ['?'] },
  settings: { scope: 'everywhere', keys: ['mod+,'] },
  lock: { scope: 'everywhere', keys: ['mod+shift+l'] },
  goReview: { scope: 'everywhere', keys: ['g r'] },
  goContacts: { scope: 'everywhere', keys: ['g c'] },
  goPeople: { scope: 'everywhere', keys: ['g p'] },
  goRestrictions: { scope: 'everywhere', keys: ['g t'] },
  goRules: { scope: 'everywhere', keys: ['g u'] },
  undo: { scope: 'everywhere', keys: ['u'] },
  approve: { scope: 'review', keys: ['a'] },
  hold: { scope: 'review', keys: ['h'] },
  reject: { scope: 'review', keys: ['r'] },
  escalate: { scope: 'review', keys: ['e'] },
  return: { scope: 'review', keys: ['b'] },
  recall: { scope: 'review', keys: ['l'] },
  overturn: { scope: 'review', keys: ['shift+o'] },
  take: { scope: 'review', keys: ['t'] },
  assign: { scope: 'review', keys: ['shift+t'] },
  batches: { scope: 'review', keys: ['shift+b'] },
  openItem: { scope: 'review', keys: ['Enter'] },
  print: { scope: 'review', keys: ['p'] },
  printThread: { scope: 'review', keys: ['shift+p'] },
  profile: { scope: 'review', keys: ['o'] },
  reveal: { scope: 'review', keys: ['v'] },
  rulerDown: { scope: 'review', keys: [']'] },
  rulerUp: { scope: 'review', keys: ['['] },
  correct: { scope: 'review', keys: ['c'] },
  note: { scope: 'review', keys: ['n'] },
  nextMatch: { scope: 'review', keys: ['m'] },
  next: { scope: 'review', keys: ['j', 'ArrowDown'] },
  previous: { scope: 'review', keys: ['k', 'ArrowUp'] },
  first: { scope: 'review', keys: ['Home'] },
  last: { scope: 'review', keys: ['End'] },
  select: { scope: 'review', keys: ['x'] },
  extendDown: { scope: 'review', keys: ['shift+ArrowDown'] },
  extendUp: { scope: 'review', keys: ['shift+ArrowUp'] },
  selectAll: { scope: 'review', keys: ['mod+a'] },
  clearSelection: { scope: 'review', keys: ['Escape'] },
  approveSelected: { scope: 'review', keys: ['shift+a'] },
  holdSelected: { scope: 'review', keys: ['shift+h'] },
  rejectSelected: { scope: 'review', keys: ['shift+r'] },
  filter: { scope: 'review', keys: ['/'] },
  loadNew: { scope: 'review', keys: ['.'] },
  contactApprove: { scope: 'contacts', keys: ['a'] },
  contactDeny: { scope: 'contacts', keys: ['d'] },
  contactRevoke: { scope: 'contacts', keys: ['v'] },
  contactNext: { scope: 'contacts', keys: ['j', 'ArrowDown'] },
  contactPrevious: { scope: 'contacts', keys: ['k', 'ArrowUp'] },
  contactFirst: { scope: 'contacts', keys: ['Home'] },
  contactLast: { scope: 'contacts', keys: ['End'] },
  contactSelect: { scope: 'contacts', keys: ['x'] },
  contactFilter: { scope: 'contacts', keys: ['/'] },
  contactClear: { scope: 'contacts', keys: ['Escape'] },
  contactLoadNew: { scope: 'contacts', keys: ['.'] },
  contactReopen: { scope: 'contacts', keys: ['o'] },
  contactPrivileged: { scope: 'contacts', keys: ['p'] },
  contactSelectAll: { scope: 'contacts', keys: ['mod+a'] },
  contactExtendDown: { scope: 'contacts', keys: ['shift+ArrowDown'] },
  contactExtendUp: { scope: 'contacts', keys: ['shift+ArrowUp'] },
  contactImport: { scope: 'contacts', keys: ['i'] },
  personFind: { scope: 'people', keys: ['/'] },
  personNext: { scope: 'people', keys: ['j', 'ArrowDown'] },
  personPrevious: { scope: 'people', keys: ['k', 'ArrowUp'] },
  personNote: { scope: 'people', keys: ['n'] },
  personSuspend: { scope: 'people', keys: ['s'] },
  personRestrict: { scope: 'people', keys: ['t'] },
  personRecuse: { scope: 'people', keys: ['c'] },
  restrictionNext: { scope: 'restrictions', keys: ['j', 'ArrowDown'] },
  restrictionPrevious: { scope: 'restrictions', keys: ['k', 'ArrowUp'] },
  restrictionFind: { scope: 'restrictions', keys: ['/'] },
  restrictionNew: { scope: 'restrictions', keys: ['n'] },
  restrictionLockdown: { scope: 'restrictions', keys: ['shift+l'] },
  restrictionConfirm: { scope: 'restrictions', keys: ['c'] },
  restrictionLift: { scope: 'restrictions', keys: ['l'] },
  addRule: { scope: 'rules', keys: ['n'] },
} as const satisfies Record<string, ShortcutDefinition>

export type ShortcutId = keyof typeof shortcutTable
export const shortcutIds = Object.keys(shortcutTable) as ShortcutId[]

/** Keys by shortcut where a user chose others than those of the registry; an empty list switches one off. */
export type CustomKeys = Readonly<Record<string, readonly string[]>>

export interface Binding {
  run(): void
  enabled: boolean
}

export interface ShortcutStore {
  /** Keys that the user chose instead of those of the table. */
  custom: CustomKeys
  /** Whether shortcuts of single printable keys are on. */
  single: boolean
  /** What the screens that are open have bound; the latest binding of an id counts. */
  bindings: ReadonlyMap<ShortcutId, readonly Binding[]>
  bind(id: ShortcutId, binding: Binding): () => void
  current(id: ShortcutId): Binding | null
}

/** Keeps what each shortcut does at the moment, and which keys it has for this user. */
export function createShortcutStore(session: StoreApi<SessionStore>): StoreApi<ShortcutStore> {
  const chosen = () => {
    const { shortcuts: custom, singleKeyShortcuts: single } = session.getState().settings
    return { custom, single }
  }
  const store = createStore<ShortcutStore>()((set, get) => ({
    ...chosen(),
    bindings: new Map(),
    bind(id, binding) {
      const put = (list: readonly Binding[]) => set({ bindings: new Map(get().bindings).set(id, list) })
      put([...(get().bindings.get(id) ?? []), binding])
      return () => put((get().bindings.get(id) ?? []).filter((each) => each !== binding))
    },
    current: (id) => get().bindings.get(id)?.at(-1) ?? null,
  }))
  session.subscribe(({ settings }, before) => {
    if (settings !== before.settings) store.setState(chosen())
  })
  return store
}
