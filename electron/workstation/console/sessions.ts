import { operations } from '../../../shared/central/operations.ts'
import type { SessionState, SyncState } from '../../../shared/console/session.ts'
import { type ErrorCode, Refusal } from '../../../shared/domain/errors.ts'
import { toInstantOrNull } from '../cache/time.ts'
import { alertsOf, noAlerts } from './alerts.ts'
import { authenticate, confirmUser } from './authenticate.ts'
import { createEnrolment } from './enrolment.ts'
import type { SessionOptions, SessionService } from './session-service.ts'
import { createLocalStore } from './store.ts'
import { type OpenWorkspace, openWorkspace } from './workspaces.ts'

export function createSessionService(options: SessionOptions): SessionService {
  const { settings, central, vault, local, hub, broadcast, report, clock, beforeClosing } = options
  const store = createLocalStore(settings.folder, settings.cacheKey, report, clock.now)
  const enrolment = createEnrolment(central, vault, local, report)
  // How long ago somebody signed in is measured by this computer's own clock, which needs no line.
  const door = { central, credential: enrolment.credential, now: Date.now }
  let current: OpenWorkspace | null = null
  let locked = false
  /** Sign-ins, sign-outs and whatever opens or closes files happen one after the other. */
  let turn: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  function status(): SessionState['status'] {
    if (current === null) return 'signed_out'
    return locked ? 'locked' : 'signed_in'
  }

  function state(): SessionState {
    return {
      status: status(),
      user: current?.user ?? null,
      facility: current === null ? null : (facilityNow(current) ?? current.facility),
      lastUsername: local.lastUsername,
      offline: current?.offline ?? false,
      workstation: local.workstationName,
      trouble: store.trouble ?? (local.wiped === 'revoked' ? 'workstation_revoked' : null),
      repairedAt: toInstantOrNull(store.repairedAt),
      host: settings.host,
      keystore: settings.keystore,
    }
  }

  function tellAll(): void {
    broadcast('session', state())
    hub.stateChanged()
    hub.alertsChanged()
  }

  const surroundings = {
    central,
    hub,
    broadcast,
    report,
    now: clock.now,
    isCurrent: (one: OpenWorkspace) => current === one,
    onChanged: () => broadcast('session', state()),
    onEnded: (one: OpenWorkspace, why: 'session' | 'revoked') => {
      report(why === 'revoked' ? 'workstation_revoked' : 'session_ended')
      void inTurn(async () => {
        if (current !== one) return
        if (why === 'revoked') await wipe('revoked')
        else await leave(null)
        tellAll()
      })
    },
    onTrouble,
  }

  /** Closes what is open for the present user. The outbox stays. @param kept a facility whose files stay open */
  async function leave(kept: string | null): Promise<void> {
    const leaving = current
    current = null
    locked = false
    if (leaving !== null) {
      await leaving.engine.stop()
      await beforeClosing()
      broadcast('claims', { claims: [], present: [] })
    }
    store.closeAllBut(kept)
  }

  /** Ends a session at central. What waits in the outbox is kept there for the next time. */
  async function endAtCentral(one: OpenWorkspace): Promise<void> {
    const token = one.engine.accessToken
    if (token === null) return
    const signal = AbortSignal.timeout(3_000)
    try {
      await central.call(operations.signOut, { params: {}, query: {}, body: {}, token, signal })
    } catch {
      // The tokens end by themselves; signing out here must not depend on the line.
      report('sign_out_not_told')
    }
  }

  function forgetTokens(one: OpenWorkspace): void {
    try {
      one.cache.durable(() => one.cache.users.setRefreshToken(one.user.id, null, null))
    } catch {
      // It ends by itself, and at central in a moment. A full disk keeps nobody from signing out.
      report('token_not_forgotten')
    }
  }

  /**
   * Takes away everything of the facility: first it is written down that this is to happen, then the key goes, without
   * which the rest is noise, then the files. A start finishes what a power cut left.
   */
  async function wipe(why: 'revoked' | 'erased'): Promise<void> {
    local.wipe(why)
    await leave(null)
    let key: string | null = null
    try {
      key = await vault.renewKey()
      await enrolment.forget()
    } catch {
      report('keystore_not_wiped')
    }
    store.wipe(key)
  }

  /** A copy that turns out to be damaged is made anew under the signed-in user. */
  function onTrouble(code: ErrorCode): void {
    if (code !== 'cache_damaged') {
      hub.stateChanged()
      return
    }
    const damaged = current
    void inTurn(async () => {
      if (damaged === null || current !== damaged) return
      const { engine, facility, user, username, offline } = damaged
      await engine.stop()
      await beforeClosing()
      const credentials = engine.credentials()
      try {
        const cache = store.repair(facility.id)
        current = openWorkspace({ username, user, facility, cache, credentials, offline }, surroundings)
        for (const topic of ['messages', 'contacts', 'people', 'rules', 'reasons', 'views'] as const)
          hub.addEverything(topic)
      } catch {
        current = null
        store.closeAllBut(null)
      }
      tellAll()
    })
  }

  async function signIn(username: string, password: string): Promise<SessionState> {
    const before = current
    try {
      const found = await authenticate({ ...door, facilityId: local.facilityId, open: store.open }, username, password)
      if (before !== null) {
        forgetTokens(before)
        await leave(found.facility.id)
        await endAtCentral(before)
      }
      locked = false
      current = openWorkspace(found, surroundings)
      local.signedIn(found.facility.id, username)
    } catch (error) {
      if (error instanceof Refusal && error.code === 'workstation_revoked') await wipe('revoked')
      else store.closeAllBut(current?.facility.id ?? null)
      tellAll()
      throw error
    }
    tellAll()
    return state()
  }

  async function unlock(password: string): Promise<SessionState> {
    const one = current
    if (one === null || !locked) return state()
    try {
      const session = await confirmUser(door, one.cache, one.username, password)
      if (session !== null) {
        await endAtCentral(one)
        one.engine.adopt(session)
        one.renewed(session)
      }
      locked = false
    } catch (error) {
      if (error instanceof Refusal && error.code === 'workstation_revoked') await wipe('revoked')
      throw error
    } finally {
      tellAll()
    }
    return state()
  }

  void inTurn(async () => {
    // What a power cut left of a wipe.
    if (local.wiped !== null) await wipe(local.wiped)
    if (settings.enrolmentCode !== undefined) await enrolment.enrolOnce(settings.enrolmentCode)
    tellAll()
  })

  return {
    state,
    syncState() {
      const clockOffset = clock.offset()
      if (current === null) return { ...signedOut, clockOffset }
      const { engine, cache, user } = current
      const counts = { waiting: cache.outbox.waiting(user.id), issues: cache.issues.count(user.id) }
      return { ...engine.state(), ...counts, clockOffset }
    },
    status() {
      if (current === null) return { waiting: 0, online: false }
      const { engine, cache, user } = current
      return { waiting: cache.outbox.waiting(user.id), online: engine.state().connection !== 'offline' }
    },
    alerts: () => (current === null || locked ? noAlerts : alertsOf(current)),
    signIn: (username, password) => inTurn(() => signIn(username, password)),
    signOut: () =>
      inTurn(async () => {
        const leaving = current
        if (leaving !== null) {
          forgetTokens(leaving)
          await leave(null)
          tellAll()
          await endAtCentral(leaving)
        }
        return state()
      }),
    lock() {
      if (current !== null && !locked) {
        locked = true
        current.engine.claims.rest()
        tellAll()
      }
      return state()
    },
    unlock: (password) => inTurn(() => unlock(password)),
    enrol: (code) =>
      inTurn(async () => {
        await enrolment.enrol(code)
        tellAll()
        return state()
      }),
    putAside: () =>
      inTurn(async () => {
        if (current !== null || local.facilityId === null) throw new Refusal('wrong_state')
        store.putAside(local.facilityId)
        tellAll()
        return state()
      }),
    erase: () =>
      inTurn(async () => {
        const leaving = current
        await wipe('erased')
        tellAll()
        if (leaving !== null) await endAtCentral(leaving)
        return state()
      }),
    onTrouble,
    workspace() {
      if (current === null || locked) throw new Refusal('unauthenticated')
      return current
    },
    currentRole: () => (locked ? null : (current?.user.role ?? null)),
    currentUser: () => current?.user.id ?? null,
    close: () => inTurn(() => leave(null)),
  }
}

const signedOut: Omit<SyncState, 'clockOffset'> = {
  connection: 'signed_out',
  syncedAt: null,
  offlineSince: null,
  filling: null,
  waiting: 0,
  issues: 0,
  trouble: null,
  setAside: 0,
}

/** The facility as the copy has it; a copy that cannot be read says nothing. */
function facilityNow(one: OpenWorkspace): SessionState['facility'] {
  try {
    return one.cache.facility.get()
  } catch {
    return null
  }
}
