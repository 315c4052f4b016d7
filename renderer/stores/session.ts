import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SessionState, SyncState } from '../../shared/console/session.ts'
import { defaultSettings, type Settings } from '../../shared/console/settings.ts'
import { type ErrorCode, Refusal } from '../../shared/domain/errors.ts'
import { may, type Permission } from '../../shared/domain/roles.ts'
import type { Connection, LineState } from '../api/connection.ts'

export interface SessionStore {
  line: LineState
  session: SessionState | null
  sync: SyncState | null
  settings: Settings
  /** Whether the first answers of the workstation are here. */
  ready: boolean
  signingIn: boolean
  signInError: ErrorCode | null
  signIn(username: string, password: string): Promise<void>
  signOut(): Promise<void>
  change(settings: Partial<Settings>): void
  syncNow(): void
  may(permission: Permission): boolean
}

/** Who is signed in, what the line says, and how the user wants the console to look. */
export function createSessionStore(connection: Connection): StoreApi<SessionStore> {
  const store = createStore<SessionStore>()((set, get) => ({
    line: connection.line(),
    session: null,
    sync: null,
    settings: defaultSettings,
    ready: false,
    signingIn: false,
    signInError: null,
    async signIn(username, password) {
      set({ signingIn: true, signInError: null })
      try {
        const session = await connection.call('session.signIn', { username, password })
        const settings = await connection.call('settings.get', {})
        set({ session, settings, signingIn: false })
      } catch (error) {
        set({ signingIn: false, signInError: error instanceof Refusal ? error.code : 'internal' })
      }
    },
    async signOut() {
      try {
        set({ session: await connection.call('session.signOut', {}) })
      } catch {
        // Without a line there is nothing to sign out of; the page says that the workstation is unreachable.
      }
    },
    change(settings) {
      set({ settings: { ...get().settings, ...settings } })
      connection.call('settings.set', settings).catch(() => undefined)
    },
    syncNow() {
      connection.call('sync.now', {}).then(
        (sync) => set({ sync }),
        () => undefined,
      )
    },
    may: (permission) => {
      const user = get().session?.user
      return user ? may(user.role, permission) : false
    },
  }))

  const load = async () => {
    try {
      const [session, sync, settings] = await Promise.all([
        connection.call('session.state', {}),
        connection.call('sync.state', {}),
        connection.call('settings.get', {}),
      ])
      store.setState({ session, sync, settings, ready: true })
    } catch {
      // The line broke again; the next opening asks again.
    }
  }
  connection.on('session', (session) => store.setState({ session }))
  connection.on('sync', (sync) => store.setState({ sync }))
  connection.onLine((line) => {
    store.setState({ line })
    if (line === 'open') void load()
  })
  if (connection.line() === 'open') void load()
  return store
}
