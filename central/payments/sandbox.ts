import { randomBytes } from 'node:crypto'
import type { PaymentGateway, PaymentState } from './port.ts'
import { signNotice } from './signature.ts'

/** How the sandbox treats a card, by its token. Any other token is declined. */
export const sandboxCards = {
  /** Paid; the notice follows at once. */
  tok_ok: 'pays',
  /** Refused in the answer itself. */
  tok_declined: 'declines',
  /** Under way at first, paid after a while. */
  tok_slow: 'is slow',
  /** Paid, and told twice at the same time. */
  tok_twice: 'tells twice',
  /** Under way at first, refused by notice. */
  tok_declined_later: 'declines later',
  /** Paid, but neither the answer nor a notice arrives: only asking finds out. */
  tok_silent: 'says nothing',
  /** The first request is lost before it arrives. */
  tok_lost: 'is lost once',
} as const

export interface SandboxOptions {
  /** Where notices go; read when the first one is sent. */
  readonly noticeUrl: () => string
  /** Milliseconds after which a slow card is paid. */
  readonly slowMs?: number
  readonly patienceMs?: number
}

/**
 * A payment processor for the demo and for tests: it takes no money, keeps what it knows in memory, and behaves as
 * `sandboxCards` says, so that everything that can go wrong with a real one can be seen. It tells by HTTP, as real ones do.
 */
export function paymentSandbox(options: SandboxOptions): PaymentGateway {
  const secret = randomBytes(32).toString('hex')
  const known = new Map<string, PaymentState>()
  const lost = new Set<string>()
  const timers = new Set<NodeJS.Timeout>()
  const telling = new Set<Promise<void>>()

  const tell = (reference: string, outcome: 'succeeded' | 'declined'): void => {
    const body = { reference, outcome, signature: signNotice({ reference, outcome }, secret) }
    const sent = fetch(options.noticeUrl(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    })
      .then((answer) => answer.arrayBuffer())
      // A notice that is lost is what asking again is for.
      .then(
        () => undefined,
        () => undefined,
      )
    telling.add(sent)
    void sent.then(() => telling.delete(sent))
  }

  const after = (milliseconds: number, step: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      step()
    }, milliseconds)
    timers.add(timer)
  }

  const end = (reference: string, outcome: 'succeeded' | 'declined', notices: number): void => {
    known.set(reference, outcome)
    for (let n = 0; n < notices; n++) tell(reference, outcome)
  }

  return {
    secret,
    patienceMs: options.patienceMs ?? 15_000,
    processor: {
      async pay({ reference, cardToken }) {
        const earlier = known.get(reference)
        if (earlier !== undefined) return earlier
        const manner = sandboxCards[cardToken as keyof typeof sandboxCards] ?? 'declines'
        if (manner === 'is lost once' && !lost.has(reference)) {
          lost.add(reference)
          throw new Error('the line to the sandbox broke')
        }
        known.set(reference, 'pending')
        switch (manner) {
          case 'declines':
            known.set(reference, 'declined')
            return 'declined'
          case 'says nothing':
            known.set(reference, 'succeeded')
            throw new Error('the answer of the sandbox was lost')
          case 'is slow':
            after(options.slowMs ?? 3_000, () => end(reference, 'succeeded', 1))
            return 'pending'
          case 'declines later':
            after(0, () => end(reference, 'declined', 1))
            return 'pending'
          default:
            after(0, () => end(reference, 'succeeded', manner === 'tells twice' ? 2 : 1))
            return 'pending'
        }
      },
      find: async (reference) => known.get(reference) ?? 'unknown',
      async close() {
        for (const timer of timers) clearTimeout(timer)
        timers.clear()
        await Promise.all(telling)
      },
    },
  }
}
