import { COMMANDS_PER_CALL, type CommandResult } from '../../../shared/central/commands.ts'
import { operations } from '../../../shared/central/operations.ts'
import type { BatchItem } from '../../../shared/console/batches.ts'
import { type ErrorCode, errorSentences, Refusal } from '../../../shared/domain/errors.ts'
import type { Cache } from '../cache/cache.ts'
import { type OutboxRow, toEnvelope } from '../cache/outbox.ts'
import type { Report } from '../ports.ts'
import { createBackoff } from './backoff.ts'
import { Unreachable } from './central.ts'
import type { Tokens } from './tokens.ts'

/** What central answered to commands of a batch. */
export interface BatchEvent {
  readonly batchId: string
  /** Those that it did not apply. */
  readonly failed: readonly BatchItem[]
}

export interface PushResult {
  /** What was touched: its overlay or its issue changed. */
  readonly settled: readonly { readonly target: string; readonly kind: string }[]
  readonly issues: number
}

/** Codes of a single command that speak of the moment, not of the command. */
const passing: ReadonlySet<ErrorCode> = new Set(['internal', 'unavailable', 'rate_limited'])
/** Attempts after which a command that central cannot digest becomes an issue. */
const MOST_ATTEMPTS = 8
/** Commands that central fails on one after the other before the rest waits too. */
const MOST_FAILURES = 3

/**
 * Sends the commands of one user that may leave. Safe to repeat after a lost answer: central knows the ids.
 *
 * @param wholeBatch how many at most in one call; grows and shrinks with central's ability to answer
 * @throws Unreachable when central cannot be reached: everything stays for the next attempt
 */
export interface Pusher {
  push(signal: AbortSignal): Promise<PushResult>
}

export function createPusher(
  cache: Cache,
  tokens: Tokens,
  facilityId: string,
  userId: string,
  report: Report,
  now: () => number,
  onBatch: (event: BatchEvent) => void,
): Pusher {
  let size = COMMANDS_PER_CALL

  async function send(rows: readonly OutboxRow[], signal: AbortSignal): Promise<readonly CommandResult[]> {
    const answer = await tokens.withToken((token) =>
      tokens.central.call(operations.commands, {
        params: { facilityId },
        query: {},
        body: { commands: rows.map(toEnvelope) },
        token,
        signal,
      }),
    )
    return answer.results
  }

  /** Sends some; where central refuses the call as a whole, halves it until the one that it refuses stands alone. */
  async function sendOrSplit(rows: readonly OutboxRow[], signal: AbortSignal): Promise<CommandResult[]> {
    try {
      return [...(await send(rows, signal))]
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const [first] = rows
      if (rows.length === 1 && first) {
        report('command_isolated', { problem: error.code })
        return [{ id: first.id, outcome: 'refused', code: error.code, sentence: errorSentences[error.code] }]
      }
      const half = Math.ceil(rows.length / 2)
      return [...(await sendOrSplit(rows.slice(0, half), signal)), ...(await sendOrSplit(rows.slice(half), signal))]
    }
  }

  function store(rows: readonly OutboxRow[], results: readonly CommandResult[]): number {
    const byId = new Map(results.map((result) => [result.id, result]))
    const batches = new Map<string, BatchItem[]>()
    const issues = cache.durable(() => {
      let issues = 0
      for (const row of rows) {
        const result = byId.get(row.id)
        if (result === undefined || (result.outcome === 'refused' && passing.has(result.code))) {
          if (row.attempts + 1 < MOST_ATTEMPTS) {
            later(row)
            continue
          }
        }
        settleBatch(row, result, batches)
        if (result?.outcome === 'applied') {
          cache.outbox.markApplied(row.id, result.position)
          // The feed may have brought the position before this answer came.
          for (const each of cache.outbox.removeReached(cache.position.get().position)) {
            cache.overlay.settle(each.target, each.kind)
          }
          continue
        }
        cache.issues.add(
          row,
          result ?? { id: row.id, outcome: 'refused', code: 'internal', sentence: errorSentences.internal },
        )
        cache.outbox.remove(row.id)
        cache.overlay.settle(row.target, row.kind)
        issues++
      }
      return issues
    })
    for (const [batchId, failed] of batches) onBatch({ batchId, failed })
    return issues
  }

  /** Remembers what became of one message of a batch. */
  function settleBatch(row: OutboxRow, result: CommandResult | undefined, touched: Map<string, BatchItem[]>): void {
    if (row.batchId === null) return
    const outcome = result?.outcome ?? 'refused'
    const code = outcome !== 'refused' ? null : result?.outcome === 'refused' ? result.code : 'internal'
    const by = result?.outcome === 'conflict' ? result.winner.by : result?.outcome === 'refused' ? result.by : undefined
    const item: BatchItem = { id: row.target, outcome, code, by: by ?? null }
    if (!cache.batches.settle(row.batchId, row.target, outcome, code, item.by)) return
    const failed = touched.get(row.batchId) ?? []
    if (outcome !== 'applied') failed.push(item)
    touched.set(row.batchId, failed)
  }

  function later(row: OutboxRow): void {
    const wait = createBackoff(1_000, 300_000)
    let delay = wait.next()
    for (let attempt = 0; attempt < row.attempts; attempt++) delay = wait.next()
    cache.outbox.defer(row.id, now() + delay)
  }

  return {
    async push(signal) {
      const settled: { target: string; kind: string }[] = []
      let issues = 0
      let failures = 0
      for (;;) {
        const rows = cache.outbox.due(userId, now(), size)
        if (rows.length === 0) return { settled, issues }
        cache.durable(() => cache.outbox.markSent(rows.map((row) => row.id)))
        try {
          issues += store(rows, await sendOrSplit(rows, signal))
        } catch (error) {
          if (!(error instanceof Unreachable) || error.status !== 500) throw error
          // Central fails on something in here. Smaller calls find it, and it alone waits while the others go on.
          size = Math.max(1, Math.floor(rows.length / 2))
          const [only] = rows
          if (rows.length === 1 && only) {
            cache.transaction(() => later(only))
            // One after the other: it is central that fails, not a command.
            if (++failures === MOST_FAILURES) throw error
          }
          continue
        }
        failures = 0
        size = COMMANDS_PER_CALL
        settled.push(...rows)
      }
    },
  }
}
