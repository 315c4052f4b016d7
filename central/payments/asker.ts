import { describeError, type Logger } from '../ports.ts'
import type { PaymentService } from './service.ts'

const EVERY_MS = 2_000

export interface Asker {
  stop(): void
}

/** Asks the processor, from the start on, about payments of which it has said nothing for too long. */
export function startAsker(payments: PaymentService, logger: Logger): Asker {
  const ask = (): void => {
    payments.askAgain().then(
      (count) => {
        if (count > 0) logger.info('payments_asked', { count })
      },
      (error: unknown) => logger.error('asking_failed', describeError(error)),
    )
  }
  ask()
  const timer = setInterval(ask, EVERY_MS)
  return { stop: () => clearInterval(timer) }
}
