import type { ClaimAnswer } from '../../shared/central/claims.ts'
import type { Database, Transaction } from '../database/database.ts'
import type { HeadBoard } from '../feed/heads.ts'
import { type Clock, describeError, type Logger, newId } from '../ports.ts'
import { type ClaimRow, decidable, end, leave, liveIn, liveOn, present, release, stay, take } from './store.ts'

/** How long a claim lasts unless it is extended. */
export const LEASE_MS = 120_000
/** How long a connection counts as standing after its last heartbeat: one lost heartbeat shows nobody as gone. */
const PRESENCE_MS = 30_000

/** Who works on what, and who is connected, at one moment. */
export interface Colleagues {
  readonly claims: readonly ClaimRow[]
  readonly present: readonly { readonly id: string; readonly name: string }[]
}

export interface ClaimService {
  /** Takes or extends claims. One answer for each message, in the order asked for. */
  take(who: { facilityId: string; id: string }, messageIds: readonly string[]): Promise<ClaimAnswer[]>
  /** Gives claims back; what somebody else holds is left alone. */
  release(who: { facilityId: string; id: string }, messageIds: readonly string[]): Promise<void>
  /** Who else holds a live claim on a message, for a decision that holds the message's row. */
  otherHolder(tx: Transaction, messageId: string, staffId: string): Promise<{ id: string; name: string } | null>
  /** A decision ends the claim, whoever holds it. */
  end(tx: Transaction, facilityId: string, messageId: string): Promise<void>
  /** Tells who works on what, now and whenever it may have changed; call the answer to stop. */
  listen(facilityId: string, listener: (colleagues: Colleagues) => void): () => void
  /** Reads again: heals a notice that was lost, and finds what has lapsed. */
  refresh(facilityId: string): void
  /** Says that somebody is connected; `beat` keeps it so, `leave` ends it. */
  arrive(who: { facilityId: string; id: string }): { beat(): void; leave(): void }
  /** Resolves when nothing is being read or written any more. */
  settled(): Promise<void>
}

/** Leases on messages, by which two officers do not work on the same one, and the presence of colleagues. */
export function claimService(database: Database, clock: Clock, heads: HeadBoard, logger: Logger): ClaimService {
  const listeners = new Map<string, Set<(colleagues: Colleagues) => void>>()
  const reading = new Map<string, { again: boolean }>()
  const pending = new Set<Promise<void>>()

  const track = (work: Promise<void>): void => {
    const mine: Promise<void> = work
      .catch((error: unknown) => logger.warn('claims_unknown', describeError(error)))
      .finally(() => pending.delete(mine))
    pending.add(mine)
  }

  /** However many notices come while it reads, it reads once more. */
  const refresh = (facilityId: string): void => {
    if (!listeners.has(facilityId)) return
    const running = reading.get(facilityId)
    if (running !== undefined) {
      running.again = true
      return
    }
    const mine = { again: true }
    reading.set(facilityId, mine)
    const read = async (): Promise<void> => {
      try {
        while (mine.again) {
          mine.again = false
          const now = clock()
          const [claims, there] = await Promise.all([
            liveIn(database, facilityId, now),
            present(database, facilityId, now),
          ])
          for (const listener of listeners.get(facilityId) ?? []) listener({ claims, present: there })
        }
      } finally {
        reading.delete(facilityId)
      }
    }
    track(read())
  }

  return {
    async take(who, messageIds) {
      const ids = [...new Set(messageIds)].sort()
      const now = clock()
      const answers = await database.transaction(async (tx) => {
        const open = await decidable(tx, who.facilityId, who.id, ids)
        const until = new Date(now.getTime() + LEASE_MS)
        const taken = await take(tx, { facilityId: who.facilityId, staffId: who.id, ids: open, now, until })
        if (taken.length > 0) tx.afterCommit(() => heads.claimsMoved(who.facilityId))
        const given = new Map<string, ClaimAnswer>()
        for (const messageId of taken) given.set(messageId, { messageId, outcome: 'granted', milliseconds: LEASE_MS })
        const rest = open.filter((id) => !given.has(id))
        for (const row of rest.length === 0 ? [] : await liveOn(tx, rest, now)) {
          given.set(row.message_id, {
            messageId: row.message_id,
            outcome: 'held',
            by: { id: row.staff_id, name: row.name },
            milliseconds: row.until.getTime() - now.getTime(),
          })
        }
        return given
      })
      return messageIds.map((messageId) => answers.get(messageId) ?? { messageId, outcome: 'closed' })
    },
    async release(who, messageIds) {
      if (messageIds.length === 0) return
      if (await release(database, who.facilityId, who.id, messageIds)) heads.claimsMoved(who.facilityId)
    },
    async otherHolder(tx, messageId, staffId) {
      const [row] = await liveOn(tx, [messageId], clock())
      return row === undefined || row.staff_id === staffId ? null : { id: row.staff_id, name: row.name }
    },
    async end(tx, facilityId, messageId) {
      if (await end(tx, messageId)) tx.afterCommit(() => heads.claimsMoved(facilityId))
    },
    listen(facilityId, listener) {
      const set = listeners.get(facilityId) ?? new Set()
      listeners.set(facilityId, set)
      set.add(listener)
      const stop = heads.onClaims(facilityId, () => refresh(facilityId))
      refresh(facilityId)
      return () => {
        stop()
        set.delete(listener)
        if (set.size === 0 && listeners.get(facilityId) === set) listeners.delete(facilityId)
      }
    },
    refresh,
    arrive(who) {
      const { facilityId } = who
      const id = newId(clock)
      let there = true
      const write = (): Promise<void> =>
        stay(database, { id, facilityId, staffId: who.id, until: new Date(clock().getTime() + PRESENCE_MS) })
      let turn = write().then(() => heads.claimsMoved(facilityId))
      track(turn)
      return {
        beat() {
          if (!there) return
          turn = turn.then(write, write)
          track(turn)
        },
        leave() {
          if (!there) return
          there = false
          const gone = () => leave(database, id, facilityId, clock()).then(() => heads.claimsMoved(facilityId))
          turn = turn.then(gone, gone)
          track(turn)
        },
      }
    },
    async settled() {
      while (pending.size > 0) await Promise.all(pending)
    },
  }
}
