import { once } from 'node:events'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../shared/domain/errors.ts'
import type { ClaimService, Colleagues } from '../claims/service.ts'
import type { Database } from '../database/database.ts'
import type { HeadBoard } from '../feed/heads.ts'
import type { FeedService } from '../feed/service.ts'
import { readMark, type SnapshotSource, writeSnapshot } from '../feed/snapshot.ts'
import { type Clock, describeError, instantOf, type Logger } from '../ports.ts'
import type { StaffPrincipal, StaffService } from '../staff/service.ts'

const HEARTBEAT_MS = 10_000
/** How long a reader of a snapshot may take nothing. */
const STALLED_MS = 60_000

export interface Streams {
  /** @param after the mark after which it goes on, or null. @throws Refusal not_found, invalid_input */
  snapshot(reply: FastifyReply, facilityId: string, retentionDays: number, after: string | null): Promise<void>
  /** The head of the caller's facility and what the caller's colleagues do, until the caller's session or workstation ends. @throws Refusal unavailable */
  live(request: FastifyRequest, reply: FastifyReply, caller: StaffPrincipal): Promise<void>
  /** Ends every live connection, so that the server can close. */
  close(): void
}

/** The two answers that are streams: the snapshot and the live events. */
export function streams(
  database: Database,
  feed: FeedService,
  heads: HeadBoard,
  sources: readonly SnapshotSource[],
  clock: Clock,
  logger: Logger,
  staff: Pick<StaffService, 'goesOn'>,
  claims: Pick<ClaimService, 'listen' | 'refresh' | 'arrive'>,
  onOpen: (many: number) => void,
): Streams {
  const open = new Set<() => void>()
  let closed = false
  return {
    async snapshot(reply, facilityId, retentionDays, after) {
      const since = new Date(clock().getTime() - retentionDays * 86_400_000)
      const raw = reply.raw
      // A facility that does not exist is refused while the answer can still be an error.
      await feed.head(facilityId)
      const from = after === null ? null : readMark(sources, after)
      reply.hijack()
      raw.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' })
      const gone = new AbortController()
      raw.once('close', () => gone.abort())
      // The reader may have gone during the wait above; then 'close' has been told already.
      if (raw.destroyed) gone.abort()
      try {
        await writeSnapshot(database, sources, { facilityId, since, from }, clock, async (text) => {
          if (gone.signal.aborted) throw new Error('the reader has gone')
          if (raw.write(text)) return
          // A reader that stands still would keep a connection and an old moment of the database open for ever.
          const patience = AbortSignal.timeout(STALLED_MS)
          await once(raw, 'drain', { signal: AbortSignal.any([gone.signal, patience]) })
        })
        raw.end()
      } catch (error) {
        // Cut off without its last line, a snapshot cannot be taken for a whole one.
        if (!gone.signal.aborted) logger.error('snapshot_failed', describeError(error))
        raw.destroy()
      }
    },
    async live(request, reply, caller) {
      const { facilityId } = caller
      const head = await feed.head(facilityId)
      if (closed) throw new Refusal('unavailable')
      reply.hijack()
      const raw = reply.raw
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      request.raw.socket.setNoDelay(true)
      let told = -1
      const send = (event: string, data: unknown): void => {
        raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
      }
      const move = (position: number): void => {
        // Notices of two processes may cross; a head never goes back.
        if (position <= told) return
        told = position
        send('head', { position })
      }
      const stopListening = heads.listen(facilityId, move)
      const stopClaims = claims.listen(facilityId, colleagueTeller(clock, send))
      const presence = claims.arrive(caller)
      const subjects = [caller.id, ...(caller.workstationId === null ? [] : [caller.workstationId])]
      const stopEnds = subjects.map((subject) => heads.onEnd(subject, () => end()))
      move(head)
      const beat = setInterval(() => {
        send('heartbeat', { at: instantOf(clock()) })
        presence.beat()
        claims.refresh(facilityId)
        // Heals a notice that was lost between two processes, of a change as of an end.
        Promise.all([feed.head(facilityId), staff.goesOn(caller)]).then(
          ([position, goesOn]) => (goesOn ? move(position) : end()),
          (error: unknown) => logger.warn('head_unknown', describeError(error)),
        )
      }, HEARTBEAT_MS)
      const end = (): void => {
        clearInterval(beat)
        stopListening()
        stopClaims()
        presence.leave()
        for (const stop of stopEnds) stop()
        open.delete(end)
        onOpen(open.size)
        raw.end()
      }
      open.add(end)
      onOpen(open.size)
      raw.once('close', end)
      raw.on('error', end)
      if (raw.destroyed) end()
    },
    close() {
      closed = true
      for (const end of [...open]) end()
    },
  }
}

/** Tells one connection what changed since it was told last; the first time, everything. */
function colleagueTeller(clock: Clock, send: (event: string, data: unknown) => void): (now: Colleagues) => void {
  let claims: Map<string, string> | null = null
  let present: Set<string> | null = null
  return (now) => {
    const at = clock().getTime()
    const next = new Map(now.claims.map((row) => [row.message_id, `${row.staff_id} ${row.until.getTime()}`]))
    const put = now.claims
      .filter((row) => claims?.get(row.message_id) !== next.get(row.message_id))
      .map((row) => ({
        messageId: row.message_id,
        by: { id: row.staff_id, name: row.name },
        milliseconds: Math.max(0, row.until.getTime() - at),
      }))
    const released = [...(claims?.keys() ?? [])].filter((id) => !next.has(id))
    if (claims === null || put.length + released.length > 0) {
      send('claims', { everything: claims === null, put, released })
    }
    claims = next
    const there = new Set(now.present.map((each) => each.id))
    const arrived = now.present.filter((each) => present?.has(each.id) !== true)
    const left = [...(present ?? [])].filter((id) => !there.has(id))
    if (present === null || arrived.length + left.length > 0) {
      send('presence', { everything: present === null, arrived, left })
    }
    present = there
  }
}
