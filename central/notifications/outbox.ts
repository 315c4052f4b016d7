import type { Database } from '../database/database.ts'
import { type Clock, describeError, type Logger } from '../ports.ts'
import { type MailPort, mailFor } from './mail.ts'
import { claim, done, later, type OutboxRow } from './outbox-store.ts'

const BATCH = 10
/** How long a process has for what it took; after that another one tries, and the mail may leave twice. */
const CLAIM_MS = 5 * 60_000
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 6 * 3_600_000
/** With the pauses above some two days. */
const MOST_ATTEMPTS = 16

export interface OutboxOptions {
  readonly database: Database
  readonly mail: MailPort
  readonly clock: Clock
  readonly logger: Logger
  /** How often it looks, in milliseconds. */
  readonly everyMs: number
  readonly onAttempt: (outcome: 'sent' | 'failed' | 'given_up') => void
}

export interface MailOutbox {
  /** Stops, after the e-mail that is going out. */
  stop(): Promise<void>
}

/** Half a minute, then twice as long each time, up to six hours. */
export function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1))
}

/**
 * Empties the outbox: every e-mail at least once, by whichever process comes first. What fails is tried again, later
 * each time, and given up in the end; the notification in the account stays in any case.
 */
export function startMailOutbox(options: OutboxOptions): MailOutbox {
  const { database, mail, clock, logger, onAttempt } = options
  let stopped = false
  let wake: (() => void) | undefined
  let timer: NodeJS.Timeout | undefined

  const attempt = async (row: OutboxRow): Promise<void> => {
    if (row.email === null) return done(database, row.id, 'given_up', clock())
    try {
      await mail.send(mailFor(row.id, row.email, row.kind, row.reason))
    } catch (error) {
      const last = row.attempts >= MOST_ATTEMPTS
      logger.warn(last ? 'email_given_up' : 'email_failed', describeError(error))
      onAttempt(last ? 'given_up' : 'failed')
      if (last) return done(database, row.id, 'given_up', clock())
      return later(database, row.id, new Date(clock().getTime() + pauseAfter(row.attempts)))
    }
    onAttempt('sent')
    await done(database, row.id, 'sent', clock())
  }

  const run = async (): Promise<void> => {
    while (!stopped) {
      let many = 0
      try {
        const now = clock()
        const rows = await claim(database, now, new Date(now.getTime() + CLAIM_MS), BATCH)
        many = rows.length
        for (const row of rows) {
          if (stopped) await later(database, row.id, clock())
          else await attempt(row)
        }
      } catch (error) {
        logger.error('outbox_failed', describeError(error))
      }
      if (stopped || many === BATCH) continue
      await new Promise<void>((resolve) => {
        wake = resolve
        timer = setTimeout(resolve, options.everyMs)
      })
    }
  }
  const running = run()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      wake?.()
      await running
      mail.close()
    },
  }
}
