import { join } from 'node:path'
import { operations } from '../../../shared/central/operations.ts'
import type { AlertList } from '../../../shared/console/alerts.ts'
import type { SessionState, SyncState } from '../../../shared/console/session.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import type { Role } from '../../../shared/domain/roles.ts'
import type { Applied } from '../cache/apply.ts'
import { type Cache, openCache } from '../cache/cache.ts'
import type { LocalFile } from '../local.ts'
import type { Report, WorkerSettings } from '../ports.ts'
import type { CentralClient } from '../sync/central.ts'
import { startEngine } from '../sync/engine.ts'
import { alertsOf, noAlerts } from './alerts.ts'
import { type Authenticated, authenticate } from './authenticate.ts'
import { batchEvent } from './batches.ts'
import type { Broadcast, ChangeHub } from './hub.ts'
import type { Workspace } from './workspace.ts'

/** Who is signed in at this workstation, with what is open for them. */
export interface SessionService {
  state(): SessionState
  syncState(): SyncState
  /** The urgent messages that wait; none when nobody is signed in. */
  alerts(): AlertList
  signIn(username: string, password: string): Promise<SessionState>
  signOut(): Promise<SessionState>
  /** @throws Refusal `unauthenticated` when nobody is signed in */
  workspace(): Workspace
  currentRole(): Role | null
  currentUser(): string | null
  close(): Promise<void>
}

export interface SessionOptions {
  readonly settings: WorkerSettings
  readonly central: CentralClient
  readonly local: LocalFile
  readonly hub: ChangeHub
  readonly broadcast: Broadcast
  readonly report: Report
  readonly now: () => number
}

/** Days for which closed messages are kept. */
const RETENTION_DAYS = 30

export function createSessionService(options: SessionOptions): SessionService {
  const { settings, central, local, hub, broadcast, report, now } = options
  let current: (Workspace & { facilityId: string }) | null = null
  /** Sign-ins and sign-outs happen one after the other. */
  let turn: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  function state(): SessionState {
    return {
      status: current === null ? 'signed_out' : 'signed_in',
      user: current?.user ?? null,
      facility: current === null ? null : (current.cache.facility.get() ?? current.facility),
      lastUsername: local.lastUsername,
      offline: current?.offline ?? false,
      host: settings.host,
      keystore: settings.keystore,
    }
  }

  function opened(facilityId: string): Cache {
    return openCache(join(settings.folder, `${facilityId}.cache`), settings.cacheKey)
  }

  function onApplied(workspace: Workspace, applied: readonly Applied[]): void {
    for (const each of applied) {
      hub.add(each.topic, each.id)
      if (!each.urgent) continue
      const [row] = workspace.cache.queue.rows([each.id])
      if (row) broadcast('alert', { messageId: row.id, from: row.from.name, to: row.to.name, at: row.sentAt })
    }
    if (applied.some((each) => each.topic === 'facility')) broadcast('session', state())
  }

  function enter(who: Authenticated): void {
    const { cache, user, facility } = who
    cache.transaction(() => cache.overlay.showFor(user.id))
    const engine = startEngine(
      {
        cache,
        central,
        facilityId: facility.id,
        userId: user.id,
        userName: user.name,
        credentials: who.credentials,
        retentionDays: RETENTION_DAYS,
        report,
        now,
        onApplied: (applied) => onApplied(workspace, applied),
        onFilled: (complete) => {
          hub.addEverything('messages')
          hub.addEverything('contacts')
          if (!complete) return
          for (const topic of ['people', 'rules', 'reasons', 'facility', 'views'] as const) hub.addEverything(topic)
        },
        onBatch: (event) => {
          const progress = current === workspace ? batchEvent(workspace, event) : null
          if (progress !== null) broadcast('batch', progress)
        },
        onIssues: () => hub.addEverything('issues'),
        onState: () => hub.stateChanged(),
        onClaims: () => {
          if (current !== workspace) return
          broadcast('claims', workspace.engine.claims.state())
          hub.alertsChanged()
        },
        onRenewed: (session) => {
          if (current !== workspace) return
          cache.durable(() =>
            cache.users.setRefreshToken(user.id, session.refreshToken, Date.parse(session.refreshExpiresAt)),
          )
          workspace.user = session.user
          if (workspace.offline) {
            workspace.offline = false
            broadcast('session', state())
          }
        },
        onEnded: () => {
          report('session_ended')
          void inTurn(async () => {
            if (current === workspace) await leave()
          })
        },
      },
      who.offline,
    )
    const workspace = { user, facility, cache, engine, offline: who.offline, facilityId: facility.id }
    current = workspace
  }

  /** Closes what is open for the present user. The outbox stays in the cache. */
  async function leave(): Promise<void> {
    const leaving = current
    if (leaving === null) return
    current = null
    await leaving.engine.stop()
    leaving.cache.close()
    broadcast('claims', { claims: [], present: [] })
    tellAll()
  }

  function tellAll(): void {
    broadcast('session', state())
    hub.stateChanged()
    hub.alertsChanged()
  }

  async function endAtCentral(token: string): Promise<void> {
    const signal = AbortSignal.timeout(3_000)
    try {
      await central.call(operations.signOut, { params: {}, query: {}, body: {}, token, signal })
    } catch {
      // The tokens end by themselves; signing out here must not depend on the line.
      report('sign_out_not_told')
    }
  }

  async function signOutNow(): Promise<void> {
    if (current === null) return
    const { cache, user, engine } = current
    const token = engine.accessToken
    cache.durable(() => cache.users.setRefreshToken(user.id, null, null))
    await leave()
    if (token !== null) await endAtCentral(token)
  }

  const service: SessionService = {
    state,
    syncState() {
      if (current === null) {
        return { connection: 'signed_out', syncedAt: null, offlineSince: null, filling: null, waiting: 0, issues: 0 }
      }
      const { engine, cache, user } = current
      return { ...engine.state(), waiting: cache.outbox.waiting(user.id), issues: cache.issues.count(user.id) }
    },
    alerts: () => (current === null ? noAlerts : alertsOf(current)),
    signIn(username, password) {
      return inTurn(async () => {
        // One file can be open once: the earlier user leaves before the next one's cache is opened.
        let fresh: Cache | null = null
        const open = (facilityId: string) => {
          fresh = opened(facilityId)
          return fresh
        }
        await signOutNow()
        try {
          enter(await authenticate({ central, facilityId: local.facilityId, open, now }, username, password))
        } catch (error) {
          if (current === null) (fresh as Cache | null)?.close()
          throw error
        }
        if (current !== null) local.signedIn((current as { facilityId: string }).facilityId, username)
        tellAll()
        return state()
      })
    },
    signOut() {
      return inTurn(async () => {
        await signOutNow()
        return state()
      })
    },
    workspace() {
      if (current === null) throw new Refusal('unauthenticated')
      return current
    },
    currentRole: () => current?.user.role ?? null,
    currentUser: () => current?.user.id ?? null,
    close() {
      return inTurn(leave)
    },
  }
  return service
}
