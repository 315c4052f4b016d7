import type { Readable } from 'node:stream'
import type { ChangesPage } from '../../../shared/central/feed.ts'
import { operations } from '../../../shared/central/operations.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import type { Applied } from '../cache/apply.ts'
import type { Cache } from '../cache/cache.ts'
import type { Report } from '../ports.ts'
import { type AsideKeeper, createAsideKeeper } from './aside.ts'
import { type FillProgress, fillFrom } from './bootstrap.ts'
import { Unreachable } from './central.ts'
import { contractName } from './contract.ts'
import { applyPage, nameOf } from './feed.ts'
import type { Tokens } from './tokens.ts'
import { topicOf } from './topics.ts'

export interface PullOptions {
  readonly cache: Cache
  readonly tokens: Tokens
  readonly facilityId: string
  readonly retentionDays: number
  readonly report: Report
  readonly signal: AbortSignal
  readonly now: () => number
  /** A clock that only goes on, for waiting. */
  readonly elapsed: () => number
  /** Central answered. */
  readonly onReached: () => void
  /** Something came that takes a moment to store. */
  readonly onBusy: () => void
  readonly onApplied: (applied: readonly Applied[]) => void
  readonly onFilled: (complete: boolean) => void
  /** The progress of a fill has changed, or it has ended (null). */
  readonly onProgress: (fill: FillProgress | null) => void
}

/** Brings the copy of a facility to where central stands. */
export interface Puller {
  /** Takes a copy where there is none yet, or goes on with one. @throws Unreachable; Refusal `forbidden` */
  ensureCopy(): Promise<void>
  /**
   * One conditional request and no write where nothing is new.
   * @throws Unreachable; Refusal `forbidden` for a role that follows nothing
   */
  pull(): Promise<void>
  /**
   * The line was gone: whether central's history is still the same is to be seen before anything is sent, because what
   * is sent moves it on.
   */
  doubt(): void
  /** Whether it is to be seen. */
  readonly inDoubt: boolean
  readonly asides: AsideKeeper
}

const FILL_CHANGES_EVERY_MS = 1_000
/** Fetches of the same gap before the copy is made anew. */
const GAP_TRIES = 3

export function createPuller(options: PullOptions): Puller {
  const { cache, tokens, facilityId, retentionDays, report, signal, now, elapsed } = options
  const request = { params: { facilityId }, body: {}, signal }
  /** The tag of the last answer, and after which position it was asked. */
  let inDoubt = true
  let known: { after: number; tag: string | null } | null = null

  const snapshot = (after: string | null): Promise<Readable> =>
    tokens.withToken((token) => {
      const query = { retentionDays, ...(after === null ? {} : { after }) }
      return tokens.central.stream(operations.snapshot, { ...request, query, token })
    })

  const asides = createAsideKeeper(
    cache,
    {
      part: snapshot,
      record: async (position) => {
        const query = { after: position - 1, limit: 1 }
        const answer = await tokens.withToken((token) =>
          tokens.central.call(operations.changes, { ...request, query, token }),
        )
        return answer.records[0] ?? null
      },
    },
    report,
    elapsed,
  )

  /** Takes a copy, or goes on with one that broke off. */
  async function fill(): Promise<void> {
    const { state, fill: begun } = cache.position.get()
    const after = state === 'filling' ? begun.mark : null
    let stream: Readable
    try {
      stream = await snapshot(after)
    } catch (error) {
      // A mark that central cannot read any more: from the beginning then.
      const unusable = after !== null && error instanceof Refusal && error.code === 'invalid_input'
      if (!unusable) throw error
      cache.transaction(() => cache.position.setState('empty'))
      stream = await snapshot(null)
      return store(stream, null)
    }
    return store(stream, after)
  }

  async function store(stream: Readable, after: string | null): Promise<void> {
    options.onReached()
    let told = elapsed()
    const progress = (fill: FillProgress) => {
      options.onProgress(fill)
      if (elapsed() - told < FILL_CHANGES_EVERY_MS) return
      told = elapsed()
      options.onFilled(false)
    }
    try {
      await fillFrom(stream, cache, report, now, progress, undefined, after)
      settleReached()
      // Confirmed at a position that this history does not have yet, or never will: central is asked once more.
      if (cache.outbox.hasApplied()) cache.durable(() => cache.outbox.sendAgain())
      options.onFilled(true)
    } finally {
      options.onProgress(null)
    }
  }

  /**
   * Takes what the copy shows out of the outbox where no page of the feed does it: a fill went past it, or the process
   * ended between the commit of the copy and that of the outbox.
   */
  function settleReached(): void {
    if (!cache.outbox.hasApplied()) return
    const reached = cache.durable(() => {
      const gone = cache.outbox.removeReached(cache.position.get().position)
      for (const each of gone) cache.overlay.settle(each.target, each.kind)
      return gone
    })
    if (reached.length > 0) options.onApplied(reached.map((each) => ({ topic: topicOf(each.kind), id: each.target })))
  }

  async function fillAnew(why: string): Promise<void> {
    report('copy_made_anew', { problem: why })
    known = null
    cache.transaction(() => cache.position.setState('empty'))
    await fill()
  }

  /** What came after the position of the copy; null when nothing did. */
  async function page(): Promise<ChangesPage | null> {
    const after = cache.position.get().position
    const before = known !== null && known.after === after ? known.tag : null
    const { answer, tag } = await tokens.withToken((token) =>
      tokens.central.poll(operations.changes, { ...request, query: { after }, token }, before),
    )
    known = { after, tag }
    options.onReached()
    if (answer !== null && answer.head < after) throw new Refusal('feed_ahead')
    return answer
  }

  /** Whether central's history is the one that the copy belongs to. A copy that never heard of one learns it. */
  function isOurs(generation: string | undefined): boolean {
    const ours = cache.position.get().generation
    if (generation === undefined || generation === ours) return true
    if (ours !== null) return false
    cache.transaction(() => cache.position.setGeneration(generation))
    return true
  }

  /**
   * Looks whether the record at the position of the copy is the one that it knows. A history that was put back from a
   * copy of the database without anybody saying so soon has other changes under the same numbers.
   */
  async function resolveDoubt(): Promise<void> {
    const { position, lastRecord } = cache.position.get()
    if (lastRecord !== null) {
      const query = { after: position - 1, limit: 1 }
      const answer = await tokens.withToken((token) =>
        tokens.central.call(operations.changes, { ...request, query, token }),
      )
      options.onReached()
      if (answer.head < position) throw new Refusal('feed_ahead')
      if (nameOf(answer.records[0]) !== lastRecord) {
        await fillAnew('feed_rewritten')
      }
    }
    inDoubt = false
  }

  async function follow(): Promise<void> {
    let tries = 0
    for (;;) {
      let answer: ChangesPage | null
      try {
        if (inDoubt) await resolveDoubt()
        answer = await page()
      } catch (error) {
        if (!(error instanceof Refusal) || (error.code !== 'feed_behind' && error.code !== 'feed_ahead')) throw error
        await fillAnew(error.code)
        continue
      }
      if (answer === null) return
      if (!isOurs(answer.generation)) {
        await fillAnew('feed_of_another_generation')
        continue
      }
      if (answer.records.length > 0) options.onBusy()
      const before = cache.position.get().position
      const result = applyPage(cache, answer.records, now(), report)
      const reached = result.reached.map((each) => ({ topic: topicOf(each.kind), id: each.target }))
      if (result.applied.length + reached.length > 0) options.onApplied([...result.applied, ...reached])
      if (!result.gap && result.position >= answer.head) return
      if (result.position > before) tries = 0
      else if (++tries >= GAP_TRIES) {
        await fillAnew('feed_gap')
        throw new Unreachable(null, 'feed_gap')
      }
    }
  }

  /** What an earlier version could not understand, this one may: the whole is fetched with its eyes. */
  function outgrown(): boolean {
    return cache.position.setAsideCount() > 0 && cache.position.get().contract !== contractName()
  }

  async function fetchAsides(): Promise<void> {
    try {
      const applied = await asides.retry()
      if (applied.length > 0) options.onApplied(applied)
    } catch (error) {
      if (!(error instanceof Refusal) || (error.code !== 'feed_behind' && error.code !== 'feed_ahead')) throw error
      await fillAnew('set_aside_is_gone')
    }
  }

  return {
    asides,
    get inDoubt() {
      return inDoubt
    },
    doubt() {
      inDoubt = true
    },
    async ensureCopy() {
      if (cache.position.get().state !== 'complete') await fill()
      else if (outgrown()) await fillAnew('contract_grew')
    },
    async pull() {
      await follow()
      settleReached()
      await fetchAsides()
    },
  }
}
