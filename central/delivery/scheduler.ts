import type { DeliveryService } from '../messaging/delivery.ts'
import type { HoldService } from '../messaging/holds.ts'
import { type Clock, describeError, type Logger } from '../ports.ts'
import type { RestrictionService } from '../restrictions/service.ts'

/** Messages taken in one transaction. */
const BATCH = 50
/** Longest sleep: a message that another process has scheduled meanwhile waits no longer than this. */
const LONGEST_SLEEP_MS = 2_000
const SHORTEST_SLEEP_MS = 20
const ALIVE_MS = 30_000

export interface Scheduler {
  /** Whether it has looked for due messages within the last half minute, and could. */
  alive(): boolean
  /** Stops, after the delivery that is going on. */
  stop(): Promise<void>
}

/**
 * Delivers scheduled messages when their time comes, sends held ones back to review when theirs has come, and those on
 * which a restriction has come; tells the feed of restrictions that begin and lapse.
 * Sleeps until the next one is due; any number of processes may run it on one database.
 */
export function startScheduler(
  delivery: DeliveryService,
  holds: HoldService,
  restrictions: RestrictionService,
  clock: Clock,
  logger: Logger,
  onDelivered: (messages: number) => void,
): Scheduler {
  // It begins to look at once, so that a service that listens is ready.
  let looked = performance.now()
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let wake: (() => void) | undefined

  const sleep = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve
      timer = setTimeout(resolve, milliseconds)
    })

  const run = async (): Promise<void> => {
    while (!stopped) {
      let pause = LONGEST_SLEEP_MS
      try {
        const delivered = await delivery.deliverDue(BATCH)
        looked = performance.now()
        if (delivered > 0) onDelivered(delivered)
        if (delivered > 0) logger.info('messages_delivered', { count: delivered })
        const returned = await holds.returnDue(BATCH)
        if (returned > 0) logger.info('holds_ended', { count: returned })
        if (delivered === BATCH || returned === BATCH) continue
        await restrictions.applyClock()
        for (const next of [await delivery.nextDue(), await holds.nextDue(), await restrictions.nextChange()]) {
          if (next !== null) pause = Math.min(pause, Math.max(SHORTEST_SLEEP_MS, next.getTime() - clock().getTime()))
        }
      } catch (error) {
        logger.error('delivery_failed', describeError(error))
      }
      if (!stopped) await sleep(pause)
    }
  }

  const running = run()
  return {
    alive: () => performance.now() - looked < ALIVE_MS,
    async stop() {
      stopped = true
      clearTimeout(timer)
      wake?.()
      await running
    },
  }
}
