import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AlertList, UrgentAlert } from '../../shared/console/alerts.ts'
import { may } from '../../shared/domain/roles.ts'
import type { Connection } from '../api/connection.ts'
import type { Desk } from '../api/desk.ts'
import type { SessionStore } from './session.ts'

export interface AlertsStore {
  /** The urgent messages that wait for somebody, the oldest first. */
  alerts: readonly UrgentAlert[]
  /** How many there are in all. */
  total: number
  /** Those that this user has put aside: still there, as a number in the top bar. */
  aside: ReadonlySet<string>
  putAside(ids: readonly string[]): void
  /** Shows all of them again. */
  showAll(): void
  /** Assigns one to this user. @throws Refusal */
  take(id: string): Promise<void>
}

/** How long after its sound an alert is heard again while nobody has it. */
const AGAIN_MS = 60_000

/**
 * The urgent messages that wait, as the workstation works them out from what is stored. Heard and told of when one
 * comes in or is left by who had it open, and again every minute while nobody has it and the user has not put it aside.
 */
export function createAlertsStore(
  connection: Connection,
  session: StoreApi<SessionStore>,
  desk: Desk,
): StoreApi<AlertsStore> {
  let heardAt = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | null = null

  const store = createStore<AlertsStore>()((set, get) => ({
    alerts: [],
    total: 0,
    aside: new Set(),
    putAside(ids) {
      set({ aside: new Set([...get().aside, ...ids]) })
    },
    showAll() {
      set({ aside: new Set() })
    },
    async take(id) {
      const me = session.getState().session?.user?.id
      const { rows } = await connection.call('review.rows', { ids: [id] })
      const items = rows.map((row) => ({ id: row.id, version: row.version }))
      if (me !== undefined && items.length > 0) await connection.call('review.assign', { items, to: me })
    },
  }))

  /** Those that nobody has and that have not been put aside. */
  const loud = () => pressing(store.getState())

  function sound(): void {
    const { settings } = session.getState()
    heardAt = Date.now()
    if (settings.urgentSound) desk.sound()
    if (settings.notifications) desk.tell('urgent', settings.language)
  }

  function again(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (loud().length === 0) return
    timer = setTimeout(
      () => {
        if (loud().length > 0) sound()
        again()
      },
      Math.max(0, heardAt + AGAIN_MS - Date.now()),
    )
  }

  function take({ alerts, total }: AlertList): void {
    const before = new Set(loud().map((each) => each.messageId))
    const here = new Set(alerts.map((each) => each.messageId))
    const known = new Map(store.getState().alerts.map((each) => [each.messageId, each]))
    // What somebody had open and left is nobody's again: putting it aside was about something else.
    const left = alerts.filter((each) => each.takenBy === null && known.get(each.messageId)?.takenBy != null)
    const aside = [...store.getState().aside].filter(
      (id) => here.has(id) && !left.some((each) => each.messageId === id),
    )
    store.setState({ alerts, total, aside: new Set(aside) })
    if (loud().some((each) => !before.has(each.messageId))) sound()
    again()
  }

  const ask = () => {
    const role = session.getState().session?.user?.role
    if (role === undefined || !may(role, 'read_queues')) take({ alerts: [], total: 0 })
    else connection.call('alerts.list', {}).then(take, () => undefined)
  }
  connection.on('alerts', take)
  connection.onLine((line) => {
    if (line === 'open') ask()
  })
  let user: string | null = null
  session.subscribe((state) => {
    const now = state.session?.user?.id ?? null
    if (now === user) return
    user = now
    store.setState({ aside: new Set() })
    ask()
  })
  return store
}

/** Those of the alerts that nobody has open and the user has not put aside. */
export function pressing({ alerts, aside }: Pick<AlertsStore, 'alerts' | 'aside'>): UrgentAlert[] {
  return alerts.filter((each) => each.takenBy === null && !aside.has(each.messageId))
}
