import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'
import { type StoreApi, useStore } from 'zustand'
import type { Connection } from '../api/connection.ts'
import type { Desk } from '../api/desk.ts'
import { type AlertsStore, createAlertsStore } from './alerts.ts'
import { type BatchStore, createBatchStore } from './batches.ts'
import { type ClaimsStore, createClaimsStore } from './claims.ts'
import { type ContactStores, createContactStores } from './contacts.ts'
import { createIssuesStore, type IssuesStore } from './issues.ts'
import { onOtherUser } from './otherUser.ts'
import { createPeopleStores, createRecusalsStore, type PeopleStores, type RecusalsStore } from './people.ts'
import { createRestrictionStores, type RestrictionStores } from './restrictions.ts'
import { createReviewStores, type ReviewStores } from './review.ts'
import { createRoomStore, type RoomStore } from './rooms.ts'
import { createRulesStore, type RulesStore } from './rules.ts'
import { centralNow, createSessionStore, type SessionStore } from './session.ts'
import { ariaOf, capsOf, isSingleKey, keysOf } from './shortcutKeys.ts'
import { createShortcutStore, type ShortcutId, type ShortcutStore } from './shortcuts.ts'
import { createShowMessage } from './showMessage.ts'
import { createSimulationStore, type SimulationStore } from './simulation.ts'
import { createToastStore, type ToastStore } from './toasts.ts'
import { createViewStore, type ViewStore } from './views.ts'

export interface Stores extends ReviewStores, ContactStores, PeopleStores, RestrictionStores {
  recusals: StoreApi<RecusalsStore>
  session: StoreApi<SessionStore>
  rules: StoreApi<RulesStore>
  simulation: StoreApi<SimulationStore>
  issues: StoreApi<IssuesStore>
  claims: StoreApi<ClaimsStore>
  alerts: StoreApi<AlertsStore>
  batches: StoreApi<BatchStore>
  views: StoreApi<ViewStore>
  shortcuts: StoreApi<ShortcutStore>
  toasts: StoreApi<ToastStore>
  rooms: StoreApi<RoomStore>
  connection: Connection
  desk: Desk
}

/** All stores over one connection, at one desk. */
export function createStores(connection: Connection, desk: Desk): Stores {
  const review = createReviewStores(connection)
  const session = createSessionStore(connection)
  const rooms = createRoomStore(createShowMessage(connection, review))
  onOtherUser(connection, () => rooms.setState({ profile: null }))
  return {
    connection,
    desk,
    session,
    ...review,
    ...createContactStores(connection),
    ...createPeopleStores(connection),
    ...createRestrictionStores(connection),
    recusals: createRecusalsStore(connection),
    rules: createRulesStore(connection),
    simulation: createSimulationStore(connection),
    issues: createIssuesStore(connection),
    claims: createClaimsStore(connection),
    alerts: createAlertsStore(connection, session, desk),
    batches: createBatchStore(connection),
    views: createViewStore(connection, review),
    shortcuts: createShortcutStore(session),
    toasts: createToastStore(() => centralNow(session.getState())),
    rooms,
  }
}

const StoresContext = createContext<Stores | null>(null)

export function StoresProvider({ stores, children }: { stores: Stores; children: ReactNode }) {
  return <StoresContext value={stores}>{children}</StoresContext>
}

export function useStores(): Stores {
  const stores = useContext(StoresContext)
  if (!stores) throw new Error('StoresProvider is missing.')
  return stores
}

type StateOf<K extends keyof Stores> = Stores[K] extends StoreApi<infer T> ? T : never

/** Reads one store of the console through a selector. */
export function useFrom<K extends Exclude<keyof Stores, 'connection' | 'desk'>, T>(
  name: K,
  select: (state: StateOf<K>) => T,
): T {
  const store: unknown = useStores()[name]
  return useStore(store as StoreApi<unknown>, select as (state: unknown) => T)
}

/** Binds a shortcut while the component is on screen. */
export function useShortcut(id: ShortcutId, run: () => void, enabled = true): void {
  const { shortcuts } = useStores()
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => shortcuts.getState().bind(id, { enabled, run: () => latest.current() }), [shortcuts, id, enabled])
}

/** How the keys of shortcuts are told at this moment: as the user has them, and not at all where they are switched off. */
export interface KeyHints {
  /** For a key cap: "Ctrl K"; empty where there is none. */
  caps(id: ShortcutId): string
  /** For `aria-keyshortcuts`. */
  aria(id: ShortcutId): string | undefined
}

/** The hints that buttons show, from the registry and what the user changed of it. */
export function useKeyHints(): KeyHints {
  const custom = useFrom('shortcuts', (s) => s.custom)
  const single = useFrom('shortcuts', (s) => s.single)
  const first = (id: ShortcutId) => keysOf(id, custom).find((keys) => single || !isSingleKey(keys))
  return {
    caps: (id) => capsOf(first(id) ?? ''),
    aria: (id) => ariaOf(first(id)),
  }
}
