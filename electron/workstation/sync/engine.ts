import type { SyncState } from '../../../shared/console/session.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { toInstantOrNull } from '../cache/time.ts'
import { troubleOf } from '../cache/trouble.ts'
import { createBackoff } from './backoff.ts'
import type { FillProgress } from './bootstrap.ts'
import { Unreachable } from './central.ts'
import type { Engine, EngineOptions } from './engine-ports.ts'
import { createLiveLine } from './live-line.ts'
import { createPause } from './pause.ts'
import { createPuller } from './pull.ts'
import { createPusher } from './push.ts'
import { createReadReporter } from './reads.ts'
import { createRetention } from './retention.ts'
import { createSessionClaims } from './session-claims.ts'
import { createTokens, SessionEnded, WorkstationRevoked } from './tokens.ts'
import { topicOf } from './topics.ts'

/** How often the feed is asked even if nothing nudges: a live line may be silent without being dead. */
const SAFETY_MS = 30_000
const PROGRESS_EVERY_MS = 200
/** How long the moment of the last sync may stand in memory alone while nothing else is written. */
const REMEMBER_MS = 600_000

/** @param startOffline whether central was out of reach a moment ago, so that this is said from the start */
export function startEngine(options: EngineOptions, startOffline: boolean): Engine {
  const { cache, central, facilityId, userId, report, now } = options
  const elapsed = () => performance.now()
  const tokens = createTokens(central, options.credentials, options.onRenewed)
  const pusher = createPusher(cache, tokens, facilityId, userId, report, now, options.onBatch)
  const reportReads = createReadReporter(cache, tokens, facilityId, userId, report)
  const backoff = createBackoff(500, 20_000)
  const pushBackoff = createBackoff(500, 5_000)
  const pause = createPause(elapsed)
  const stopping = new AbortController()
  const { signal } = stopping
  const retention = createRetention(cache, options.retentionDays, now, signal, report)
  let offlineSince: number | null = startOffline ? now() : null
  let filling: FillProgress | null = null
  let toldProgress = 0
  let busy = true
  let trouble: SyncState['trouble'] = null
  let syncedAt = cache.position.get().syncedAt
  let rememberedAt = elapsed()
  let pushNotBefore = 0
  let cycleEnds: (() => void)[] = []

  const claims = createSessionClaims({
    tokens,
    cache,
    facilityId,
    user: { id: userId, name: options.userName },
    signal,
    online: () => offlineSince === null,
    elapsed,
    onChange: options.onClaims,
  })

  const puller = createPuller({
    cache,
    tokens,
    facilityId,
    retentionDays: options.retentionDays,
    report,
    signal,
    now,
    elapsed,
    onReached: reachable,
    onBusy: () => setBusy(true),
    onApplied: options.onApplied,
    onFilled: options.onFilled,
    onProgress: (fill) => {
      filling = fill
      if (fill !== null && elapsed() - toldProgress < PROGRESS_EVERY_MS) return
      toldProgress = elapsed()
      options.onState()
    },
  })

  const live = createLiveLine({
    tokens,
    facilityId,
    claims,
    signal,
    elapsed,
    goodMs: SAFETY_MS,
    onNudge: (position) => {
      if (position === null || position > cache.position.get().position) pause.end()
    },
    onFault: () => report('live_failed'),
  })

  function reachable(): void {
    if (offlineSince === null) return
    offlineSince = null
    backoff.reset()
    options.onState()
  }

  function setBusy(value: boolean): void {
    if (busy === value) return
    busy = value
    options.onState()
  }

  async function push(): Promise<void> {
    const due = cache.outbox.nextDue(userId, now())
    if (elapsed() < pushNotBefore || due === null || due > now()) return
    setBusy(true)
    try {
      const result = await pusher.push(signal)
      pushBackoff.reset()
      if (result.settled.length > 0) {
        options.onApplied(result.settled.map((each) => ({ topic: topicOf(each.kind), id: each.target })))
      }
      if (result.issues > 0) options.onIssues()
      reachable()
    } catch (error) {
      // Central answers but fails on these commands: the feed goes on meanwhile.
      if (!(error instanceof Unreachable) || error.status !== 500) throw error
      report('push_failed', { status: 500 })
      pushNotBefore = elapsed() + pushBackoff.next()
    }
  }

  /** Milliseconds until something other than the safety poll is due. */
  function deadline(): number {
    const due = cache.outbox.nextDue(userId, now())
    const never = Number.POSITIVE_INFINITY
    const pushIn = due === null ? never : Math.max(due - now(), pushNotBefore - elapsed())
    const asideAt = puller.asides.nextAt()
    return Math.min(pushIn, live.opensIn() ?? never, asideAt === null ? never : asideAt - elapsed())
  }

  /** Whether the user's role may follow the facility at all; central's saying that it may not is an answer too. */
  async function follow(): Promise<boolean> {
    try {
      await puller.ensureCopy()
      if (puller.inDoubt) await puller.pull()
      await push()
      await puller.pull()
      await reportReads(signal)
      return true
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'forbidden') throw error
      await push()
      return false
    }
  }

  /** Stored with what comes anyway, and now and then: a sync that finds nothing new writes nothing. */
  function remember(always: boolean): void {
    if (syncedAt === null || (!always && elapsed() - rememberedAt < REMEMBER_MS)) return
    const stored = cache.position.get().syncedAt
    rememberedAt = elapsed()
    if (stored !== syncedAt) cache.position.setSyncedAt(syncedAt)
  }

  async function cycle(): Promise<void> {
    const follows = await follow()
    const first = syncedAt === null
    syncedAt = now()
    remember(first)
    trouble = null
    reachable()
    setBusy(false)
    options.onState()
    if (follows) live.keep()
  }

  function fail(error: unknown): void {
    const local = troubleOf(error)
    if (local !== null) {
      // The line may be well; it is this computer that cannot store what comes over it.
      trouble = local.code
      report('store_failed', { problem: local.code })
      options.onTrouble(local.code)
      options.onState()
      return
    }
    if (error instanceof Refusal) report('sync_refused', { problem: error.code })
    else if (!(error instanceof Unreachable)) report('sync_failed', { problem: nameOf(error) })
    offlineSince ??= now()
    puller.doubt()
    options.onState()
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const ends = cycleEnds
      cycleEnds = []
      pause.clear()
      let wait: { ms: number; also: (() => number) | null }
      try {
        await cycle()
        wait = { ms: SAFETY_MS, also: deadline }
      } catch (error) {
        if (signal.aborted) break
        if (error instanceof SessionEnded) {
          stopping.abort()
          await claims.close()
          for (const each of ends) each()
          options.onEnded(error instanceof WorkstationRevoked ? 'revoked' : 'session')
          break
        }
        fail(error)
        wait = { ms: backoff.next(), also: null }
      }
      for (const each of ends) each()
      // Time goes by without a line to central too.
      void retention.run()
      if (cycleEnds.length === 0) await pause.begin(wait.ms, wait.also)
    }
    for (const each of cycleEnds) each()
  }

  const running = run()

  return {
    state() {
      return {
        connection: offlineSince !== null ? 'offline' : filling !== null ? 'filling' : busy ? 'syncing' : 'synced',
        syncedAt: toInstantOrNull(syncedAt),
        offlineSince: toInstantOrNull(offlineSince),
        filling,
        trouble,
        setAside: cache.position.setAsideCount(),
      }
    },
    outboxChanged() {
      pause.rearm()
    },
    tryNow() {
      if (signal.aborted) return Promise.resolve()
      try {
        cache.outbox.hurry(userId)
      } catch (error) {
        fail(error)
      }
      pushNotBefore = 0
      live.hurry()
      return new Promise((resolve) => {
        cycleEnds.push(resolve)
        pause.end()
      })
    },
    async ask(operation, call) {
      try {
        return await tokens.withToken((token) => central.call(operation, { ...call, token, signal }))
      } catch (error) {
        // The next round of the sync says that the session has ended; until then this is a line that does not answer.
        if (error instanceof SessionEnded) throw new Unreachable(null, 'session_ended')
        throw error
      }
    },
    retentionDays: options.retentionDays,
    get accessToken() {
      return tokens.accessToken
    },
    credentials: () => tokens.credentials(),
    adopt(session) {
      tokens.adopt(session)
      pause.end()
    },
    claims,
    async stop() {
      stopping.abort()
      live.close()
      pause.end()
      await claims.close()
      await running
      await retention.run()
      try {
        remember(true)
      } catch (error) {
        report('sync_time_not_kept', { problem: nameOf(error) })
      }
    },
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
