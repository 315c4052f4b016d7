import type { Readable } from 'node:stream'
import { decisionOf } from '../../../shared/central/commands.ts'
import type { ChangesPage } from '../../../shared/central/feed.ts'
import type { AnswerOf, Operation } from '../../../shared/central/operation.ts'
import type { StaffSession } from '../../../shared/central/operations.staff.ts'
import { operations } from '../../../shared/central/operations.ts'
import type { SyncState } from '../../../shared/console/session.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import type { Applied } from '../cache/apply.ts'
import type { Cache } from '../cache/cache.ts'
import { toInstantOrNull } from '../cache/time.ts'
import type { Report } from '../ports.ts'
import { createBackoff } from './backoff.ts'
import { type FillProgress, fillFrom } from './bootstrap.ts'
import { type CallArguments, type CentralClient, Unreachable } from './central.ts'
import { type Claims, createClaims } from './claims.ts'
import { applyPage } from './feed.ts'
import { listen } from './live.ts'
import { createPause } from './pause.ts'
import { type BatchEvent, createPusher } from './push.ts'
import { createReadReporter } from './reads.ts'
import { createRetention } from './retention.ts'
import { type Credentials, createTokens, SessionEnded } from './tokens.ts'

export interface EngineOptions {
  readonly cache: Cache
  readonly central: CentralClient
  readonly facilityId: string
  readonly userId: string
  readonly userName: string
  readonly credentials: Credentials
  /** How long closed messages are kept. */
  readonly retentionDays: number
  readonly report: Report
  readonly now: () => number
  /** Told what the feed or an answer changed. */
  readonly onApplied: (applied: readonly Applied[]) => void
  /** Told of changes beyond counting: a fill goes on or is complete. */
  readonly onFilled: (complete: boolean) => void
  readonly onIssues: () => void
  /** Told when `state` may have changed. */
  readonly onState: () => void
  /** Told when central has answered commands of a batch. */
  readonly onBatch: (event: BatchEvent) => void
  /** Told when claims or who is connected may have changed. */
  readonly onClaims: () => void
  readonly onRenewed: (session: StaffSession) => void
  /** Told once when the session cannot be continued; the engine has stopped then. */
  readonly onEnded: () => void
}

/** Keeps the copy of one facility in step with central for one signed-in user. */
export interface Engine {
  state(): Pick<SyncState, 'connection' | 'syncedAt' | 'offlineSince' | 'filling'>
  /** A command was added or taken back: looks again at when the next one leaves. */
  outboxChanged(): void
  /** Tries the line at once; resolves when that attempt has ended, well or not. */
  tryNow(): Promise<void>
  /**
   * Asks central something on behalf of the user, once, outside the order of the sync.
   * @throws Refusal what central refused
   * @throws Unreachable when there is no answer, or no session at central
   */
  ask<O extends Operation>(operation: O, call: Omit<CallArguments<O>, 'token' | 'signal'>): Promise<AnswerOf<O>>
  readonly accessToken: string | null
  readonly claims: Claims
  stop(): Promise<void>
}

/** How often the feed is asked even if nothing nudges: a live line may be silent without being dead. */
const SAFETY_MS = 30_000
const PROGRESS_EVERY_MS = 200
const FILL_CHANGES_EVERY_MS = 1_000
const GIVE_BACK_MS = 1_500
/** Fetches of the same gap before the copy is made anew. */
const GAP_TRIES = 3

/** @param startOffline whether central was out of reach a moment ago, so that this is said from the start */
export function startEngine(options: EngineOptions, startOffline: boolean): Engine {
  const { cache, central, facilityId, userId, report, now } = options
  const tokens = createTokens(central, options.credentials, options.onRenewed)
  const pusher = createPusher(cache, tokens, facilityId, userId, report, now, options.onBatch)
  const reportReads = createReadReporter(cache, tokens, facilityId, userId, report)
  const backoff = createBackoff(500, 20_000)
  const pushBackoff = createBackoff(500, 5_000)
  const liveBackoff = createBackoff(1_000, 30_000)
  const pause = createPause(now)
  const stopping = new AbortController()
  const { signal } = stopping
  const retention = createRetention(cache, options.retentionDays, now, signal, report)
  let offlineSince: number | null = startOffline ? now() : null
  let filling: FillProgress | null = null
  let busy = true
  let pushNotBefore = 0
  let liveNotBefore = 0
  let live: { stream: Readable | null } | null = null
  let cycleEnds: (() => void)[] = []

  const request = { params: { facilityId }, body: {}, signal }
  const claims = createClaims({
    user: { id: userId, name: options.userName },
    call: async (body) =>
      (
        await tokens.withToken((token) =>
          central.call(operations.claims, { params: { facilityId }, query: {}, body, token, signal }),
        )
      ).claims,
    giveBack: async (release) => {
      const token = tokens.accessToken
      if (token === null) return
      // Not by way of `withToken`: a session that ends here must not be renewed for this.
      const soon = AbortSignal.timeout(GIVE_BACK_MS)
      await central.call(operations.claims, {
        params: { facilityId },
        query: {},
        body: { release },
        token,
        signal: soon,
      })
    },
    online: () => offlineSince === null,
    waits: (id) =>
      cache.outbox.onTarget(userId, id).some((each) => each.state !== 'applied' && decisionOf(each.kind) !== null),
    now,
    onChange: options.onClaims,
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

  async function fill(): Promise<void> {
    const stream = await tokens.withToken((token) =>
      central.stream(operations.snapshot, { ...request, query: { retentionDays: options.retentionDays }, token }),
    )
    reachable()
    let told = 0
    let toldChanges = 0
    try {
      await fillFrom(stream, cache, report, now, (progress) => {
        filling = progress
        if (now() - told >= PROGRESS_EVERY_MS) {
          told = now()
          options.onState()
        }
        if (now() - toldChanges >= FILL_CHANGES_EVERY_MS) {
          toldChanges = now()
          options.onFilled(false)
        }
      })
      options.onFilled(true)
    } finally {
      filling = null
      options.onState()
    }
  }

  async function fillAnew(why: string): Promise<void> {
    report('copy_made_anew', { problem: why })
    cache.transaction(() => cache.position.setState('empty'))
    await fill()
  }

  async function page(): Promise<ChangesPage> {
    const after = cache.position.get().position
    const answer = await tokens.withToken((token) =>
      central.call(operations.changes, { ...request, query: { after }, token }),
    )
    reachable()
    if (answer.head < after) throw new Refusal('feed_ahead')
    return answer
  }

  async function pull(): Promise<void> {
    let tries = 0
    for (;;) {
      let answer: ChangesPage
      try {
        answer = await page()
      } catch (error) {
        if (!(error instanceof Refusal) || (error.code !== 'feed_behind' && error.code !== 'feed_ahead')) throw error
        await fillAnew(error.code)
        continue
      }
      if (answer.records.length > 0) setBusy(true)
      const before = cache.position.get().position
      const result = applyPage(cache, answer.records, now(), report)
      const reached = result.reached.map((each) => ({ topic: topicOf(each.kind), id: each.target, urgent: false }))
      if (result.applied.length + reached.length > 0) options.onApplied([...result.applied, ...reached])
      if (!result.gap && result.position >= answer.head) return
      if (result.position > before) tries = 0
      else if (++tries >= GAP_TRIES) {
        await fillAnew('feed_gap')
        throw new Unreachable(null, 'feed_gap')
      }
    }
  }

  async function push(): Promise<void> {
    if (now() < pushNotBefore || (cache.outbox.nextDue(userId) ?? Number.POSITIVE_INFINITY) > now()) return
    setBusy(true)
    try {
      const result = await pusher.push(signal)
      pushBackoff.reset()
      if (result.settled.length > 0) {
        options.onApplied(result.settled.map((each) => ({ topic: topicOf(each.kind), id: each.target, urgent: false })))
      }
      if (result.issues > 0) options.onIssues()
      reachable()
    } catch (error) {
      // Central answers but fails on these commands: the feed goes on meanwhile.
      if (!(error instanceof Unreachable) || error.status !== 500) throw error
      report('push_failed', { status: 500 })
      pushNotBefore = now() + pushBackoff.next()
    }
  }

  async function keepLive(): Promise<void> {
    const mine: { stream: Readable | null } = { stream: null }
    live = mine
    const openedAt = now()
    try {
      mine.stream = await tokens.withToken((token) => central.stream(operations.live, { ...request, query: {}, token }))
      if (signal.aborted) mine.stream.destroy()
      // What moved between the last pull and this line would otherwise wait for the next nudge.
      pause.end()
      await listen(mine.stream, {
        onHead: (position) => {
          if (position > cache.position.get().position) pause.end()
        },
        onClaims: (event) => claims.told(event),
        onPresence: (event) => claims.present(event),
      })
    } catch (error) {
      if (!(error instanceof Unreachable) && !(error instanceof SessionEnded)) report('live_failed')
    }
    if (now() - openedAt > SAFETY_MS) liveBackoff.reset()
    liveNotBefore = now() + liveBackoff.next()
    live = null
    claims.present(null)
    // The line ended: whether central is still there is found out at once.
    pause.end()
  }

  function deadline(): number {
    const due = cache.outbox.nextDue(userId)
    const pushAt = due === null ? Number.POSITIVE_INFINITY : Math.max(due, pushNotBefore)
    // A line that is neither open nor refused a moment ago belongs to a role that has none.
    const liveAt = live === null && liveNotBefore > now() ? liveNotBefore : Number.POSITIVE_INFINITY
    return Math.min(pushAt, liveAt)
  }

  /** Whether the user's role may follow the facility at all; central's saying that it may not is an answer too. */
  async function follow(): Promise<boolean> {
    try {
      if (cache.position.get().state !== 'complete') await fill()
      await push()
      await pull()
      await reportReads(signal)
      return true
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'forbidden') throw error
      await push()
      return false
    }
  }

  async function cycle(): Promise<void> {
    const follows = await follow()
    cache.position.setSyncedAt(now())
    reachable()
    setBusy(false)
    options.onState()
    if (follows && live === null && now() >= liveNotBefore) void keepLive()
  }

  function fail(error: unknown): void {
    if (error instanceof Refusal) report('sync_refused', { problem: error.code })
    else if (!(error instanceof Unreachable)) report('sync_failed', { problem: nameOf(error) })
    offlineSince ??= now()
    options.onState()
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const ends = cycleEnds
      cycleEnds = []
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
          options.onEnded()
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
        syncedAt: toInstantOrNull(cache.position.get().syncedAt),
        offlineSince: toInstantOrNull(offlineSince),
        filling,
      }
    },
    outboxChanged() {
      pause.rearm()
    },
    tryNow() {
      if (signal.aborted) return Promise.resolve()
      cache.outbox.hurry(userId)
      pushNotBefore = 0
      liveNotBefore = 0
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
    get accessToken() {
      return tokens.accessToken
    },
    claims,
    async stop() {
      stopping.abort()
      live?.stream?.destroy()
      pause.end()
      await claims.close()
      await running
      await retention.run()
    },
  }
}

function topicOf(kind: string): Applied['topic'] {
  return kind.startsWith('contact.') ? 'contacts' : kind.startsWith('rules.') ? 'rules' : 'messages'
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
