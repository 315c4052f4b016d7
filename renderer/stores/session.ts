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
  enrolError: ErrorCode | null
  /** Whether it was the time without use that locked the console. */
  lockedByIdle: boolean
  /** Whether the user is signed out as soon as nothing waits any more. */
  leaving: boolean
  signIn(username: string, password: string): Promise<void>
  signOut(): Promise<void>
  leaveWhenSent(leaving: boolean): void
  lock(idle?: boolean): Promise<void>
  unlock(password: string): Promise<void>
  /** Whether the code was right. */
  enrol(code: string): Promise<boolean>
  /** Puts files that cannot be read aside. */
  putAside(): Promise<void>
  /** Deletes everything that this workstation keeps. */
  erase(): Promise<void>
  change(settings: Partial<Settings>): void
  syncNow(): void
  may(permission: Permission): boolean
}

/** The time of day as central has it, in milliseconds since 1970: every moment that is shown is central's. */
export function centralNow(state: Pick<SessionStore, 'sync'>): number {
  return Date.now() + (state.sync?.clockOffset ?? 0)
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
    enrolError: null,
    lockedByIdle: false,
    leaving: false,
    async signIn(username, password) {
      set({ signingIn: true, signInError: null })
      try {
        const session = await connection.call('session.signIn', { username, password })
        const settings = await connection.call('settings.get', {})
        set({ session, settings, signingIn: false })
      } catch (error) {
        set({ signingIn: false, signInError: codeOf(error) })
      }
    },
    async signOut() {
      try {
        set({ session: await connection.call('session.signOut', {}) })
      } catch {
        // Without a line there is nothing to sign out of; the page says that the workstation is unreachable.
      }
    },
    leaveWhenSent(leaving) {
      set({ leaving })
    },
    async lock(idle = false) {
      try {
        const session = await connection.call('session.lock', {})
        set({ session, lockedByIdle: idle, signInError: null })
      } catch {
        // Without a line nothing can be opened either; the page says that the workstation is unreachable.
      }
    },
    async unlock(password) {
      set({ signingIn: true, signInError: null })
      try {
        set({ session: await connection.call('session.unlock', { password }), signingIn: false })
      } catch (error) {
        set({ signingIn: false, signInError: codeOf(error) })
      }
    },
    async enrol(code) {
      set({ signingIn: true, enrolError: null })
      try {
        set({ session: await connection.call('workstation.enrol', { code }), signingIn: false, signInError: null })
        return true
      } catch (error) {
        set({ signingIn: false, enrolError: codeOf(error) })
        return false
      }
    },
    async putAside() {
      set({ signingIn: true })
      try {
        set({ session: await connection.call('workstation.putAside', {}), signingIn: false, signInError: null })
      } catch (error) {
        set({ signingIn: false, signInError: codeOf(error) })
      }
    },
    async erase() {
      try {
        set({ session: await connection.call('workstation.erase', {}) })
      } catch {
        // The page says that the workstation is unreachable.
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

function codeOf(error: unknown): ErrorCode {
  return error instanceof Refusal ? error.code : 'internal'
}
