import pg from 'pg'
import type { Database } from '../database/database.ts'
import { describeError, type Logger } from '../ports.ts'

const CHANNEL = 'sallyport_feed'
/** Shortest time between two notices. */
const QUIET_MS = 20

/** Tells listeners in this process when the feed of a facility moves, whichever process moved it. */
export interface HeadBoard {
  /** Called after a commit: the listeners here know at once, the other processes by NOTIFY. */
  moved(facilityId: string, position: number): void
  /** Listens to one facility; call the answer to stop. */
  listen(facilityId: string, listener: (position: number) => void): () => void
  /** Called after a commit that ended the sessions of a user or of a workstation. */
  ended(subjectId: string): void
  /** Listens to the end of a user's or a workstation's sessions; call the answer to stop. */
  onEnd(subjectId: string, listener: () => void): () => void
  /** Called after a commit that changed who works on what, or who is connected. */
  claimsMoved(facilityId: string): void
  /** Listens to such changes in one facility; call the answer to stop. */
  onClaims(facilityId: string, listener: () => void): () => void
  close(): Promise<void>
}

/** Under which name the end of somebody's sessions travels: facilities and people share one channel. */
const endOf = (subjectId: string): string => `end:${subjectId}`
const claimsOf = (facilityId: string): string => `claims:${facilityId}`

/**
 * Opens the board. NOTIFY is sent after the commit and outside its transaction, because inside it would make all
 * commits of the database wait for each other. A notice that is lost this way delays a workstation until its next
 * heartbeat, no longer: every heartbeat carries the head again.
 */
export async function openHeadBoard(database: Database, url: string, logger: Logger): Promise<HeadBoard> {
  const listeners = new Map<string, Set<(position: number) => void>>()
  const tell = (facilityId: string, position: number): void => {
    for (const listener of listeners.get(facilityId) ?? []) listener(position)
  }
  let closed = false
  let client: pg.Client | null = null
  let again: NodeJS.Timeout | undefined

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url })
    const lost = (): void => {
      if (client === next) client = null
      if (!closed) {
        clearTimeout(again)
        again = setTimeout(() => void connect().catch(lost), 1_000)
      }
    }
    next.on('error', (error) => logger.warn('feed_listener_lost', describeError(error)))
    next.once('end', lost)
    next.on('notification', (notice) => {
      const [facilityId, position] = (notice.payload ?? '').split(' ')
      if (facilityId !== undefined && position !== undefined) tell(facilityId, Number(position))
    })
    await next.connect()
    await next.query(`LISTEN ${CHANNEL}`)
    client = next
  }
  await connect()

  // The first commit after a pause is told at once; many in one moment become one notice for each facility, so that
  // the work for a thousand live connections does not grow with every single decision.
  const unsent = new Map<string, number>()
  let sending: Promise<void> | null = null
  const send = async (): Promise<void> => {
    while (unsent.size > 0) {
      const moves = [...unsent]
      unsent.clear()
      for (const [name, position] of moves) tell(name, position)
      const batch = moves.map(([name, position]) => `${name} ${position}`)
      await database
        .query(`SELECT pg_notify('${CHANNEL}', payload) FROM unnest($1::text[]) AS payload`, [batch])
        .catch((error: unknown) => logger.warn('feed_notice_lost', describeError(error)))
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS))
    }
    sending = null
  }

  const moved = (name: string, position: number): void => {
    unsent.set(name, Math.max(position, unsent.get(name) ?? 0))
    if (!closed) sending ??= send()
  }
  const listen = (name: string, listener: (position: number) => void): (() => void) => {
    const set = listeners.get(name) ?? new Set()
    listeners.set(name, set)
    set.add(listener)
    return () => {
      set.delete(listener)
      if (set.size === 0 && listeners.get(name) === set) listeners.delete(name)
    }
  }

  return {
    moved,
    listen,
    ended: (subjectId) => moved(endOf(subjectId), 0),
    onEnd: (subjectId, listener) => listen(endOf(subjectId), listener),
    claimsMoved: (facilityId) => moved(claimsOf(facilityId), 0),
    onClaims: (facilityId, listener) => listen(claimsOf(facilityId), listener),
    async close() {
      closed = true
      clearTimeout(again)
      await sending
      await client?.end()
    },
  }
}
