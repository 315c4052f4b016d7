import { once } from 'node:events'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Database } from '../database/database.ts'
import type { HeadBoard } from '../feed/heads.ts'
import type { FeedService } from '../feed/service.ts'
import { type SnapshotSource, writeSnapshot } from '../feed/snapshot.ts'
import { type Clock, describeError, instantOf, type Logger } from '../ports.ts'

const HEARTBEAT_MS = 10_000

export interface Streams {
  snapshot(reply: FastifyReply, facilityId: string, retentionDays: number): Promise<void>
  live(request: FastifyRequest, reply: FastifyReply, facilityId: string): Promise<void>
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
): Streams {
  const open = new Set<() => void>()
  return {
    async snapshot(reply, facilityId, retentionDays) {
      const since = new Date(clock().getTime() - retentionDays * 86_400_000)
      const raw = reply.raw
      // A facility that does not exist is refused while the answer can still be an error.
      await feed.head(facilityId)
      reply.hijack()
      raw.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' })
      const gone = new AbortController()
      raw.once('close', () => gone.abort())
      try {
        await writeSnapshot(database, sources, { facilityId, since }, clock, async (text) => {
          if (gone.signal.aborted) throw new Error('the reader has gone')
          if (!raw.write(text)) await once(raw, 'drain', { signal: gone.signal })
        })
        raw.end()
      } catch (error) {
        // Cut off without its last line, a snapshot cannot be taken for a whole one.
        if (!gone.signal.aborted) logger.error('snapshot_failed', describeError(error))
        raw.destroy()
      }
    },
    async live(request, reply, facilityId) {
      const head = await feed.head(facilityId)
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
      move(head)
      const beat = setInterval(() => {
        send('heartbeat', { at: instantOf(clock()) })
        // Heals a notice that was lost between two processes.
        feed.head(facilityId).then(move, (error: unknown) => logger.warn('head_unknown', describeError(error)))
      }, HEARTBEAT_MS)
      const end = (): void => {
        clearInterval(beat)
        stopListening()
        open.delete(end)
        raw.end()
      }
      open.add(end)
      raw.once('close', end)
      raw.on('error', end)
    },
    close() {
      for (const end of [...open]) end()
    },
  }
}
