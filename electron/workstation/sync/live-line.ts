import type { Readable } from 'node:stream'
import { operations } from '../../../shared/central/operations.ts'
import { createBackoff } from './backoff.ts'
import { Unreachable } from './central.ts'
import type { Claims } from './claims.ts'
import { listen } from './live.ts'
import { SessionEnded, type Tokens } from './tokens.ts'

export interface LiveLineOptions {
  readonly tokens: Tokens
  readonly facilityId: string
  readonly claims: Pick<Claims, 'told' | 'present'>
  readonly signal: AbortSignal
  /** A clock that only goes on. */
  readonly elapsed: () => number
  /** A line that lasted this long was a good one: the next one is not put off for its end. */
  readonly goodMs: number
  /** Something may have moved: the feed is to be asked. */
  readonly onNudge: (position: number | null) => void
  readonly onFault: () => void
}

/** The line by which central says that there is something. One at a time; one that ends is opened again, not at once. */
export interface LiveLine {
  /** Opens the line unless it is open or was refused a moment ago. */
  keep(): void
  /** Milliseconds until it may be opened again; null while it is open, or when nobody opened it yet. */
  opensIn(): number | null
  /** The next `keep` opens it, however short ago it ended. */
  hurry(): void
  close(): void
}

export function createLiveLine(options: LiveLineOptions): LiveLine {
  const { tokens, facilityId, claims, signal, elapsed } = options
  const backoff = createBackoff(1_000, 30_000)
  let notBefore = 0
  let open: { stream: Readable | null } | null = null

  async function run(): Promise<void> {
    const mine: { stream: Readable | null } = { stream: null }
    open = mine
    const openedAt = elapsed()
    try {
      mine.stream = await tokens.withToken((token) =>
        tokens.central.stream(operations.live, { params: { facilityId }, query: {}, body: {}, token, signal }),
      )
      if (signal.aborted) mine.stream.destroy()
      // What moved between the last pull and this line would otherwise wait for the next nudge.
      options.onNudge(null)
      await listen(mine.stream, {
        onHead: (position) => options.onNudge(position),
        onClaims: (event) => claims.told(event),
        onPresence: (event) => claims.present(event),
      })
    } catch (error) {
      if (!(error instanceof Unreachable) && !(error instanceof SessionEnded)) options.onFault()
    }
    if (elapsed() - openedAt > options.goodMs) backoff.reset()
    notBefore = elapsed() + backoff.next()
    open = null
    claims.present(null)
    // The line ended: whether central is still there, and what it says to this session, is found out at once.
    options.onNudge(null)
  }

  return {
    keep() {
      if (open === null && elapsed() >= notBefore) void run()
    },
    opensIn() {
      // A line that is neither open nor refused a moment ago belongs to a role that has none.
      return open === null && notBefore > elapsed() ? notBefore - elapsed() : null
    },
    hurry() {
      notBefore = 0
    },
    close() {
      open?.stream?.destroy()
    },
  }
}
