import type { Readable } from 'node:stream'
import { createParser } from 'eventsource-parser'
import type { ClaimsEvent, PresenceEvent } from '../../../shared/central/claims.ts'
import { liveEvents } from '../../../shared/central/feed.ts'

/** Longest silence of a live line, heartbeats included, before it counts as dead. */
const SILENCE_MS = 45_000

export interface LiveListener {
  onHead(position: number): void
  onClaims(event: ClaimsEvent): void
  onPresence(event: PresenceEvent): void
}

/**
 * Listens on a stream of server-sent events until it ends, however it ends. A head only nudges: what moved
 * is fetched through the feed.
 */
export async function listen(stream: Readable, listener: LiveListener): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const alive = () => {
    clearTimeout(timer)
    timer = setTimeout(() => stream.destroy(), SILENCE_MS)
  }
  const parser = createParser({
    maxBufferSize: 1024 * 1024,
    onEvent(event) {
      if (event.event === 'head') {
        const head = liveEvents.head.safeParse(parseJson(event.data))
        if (head.success) listener.onHead(head.data.position)
      } else if (event.event === 'claims') {
        const claims = liveEvents.claims.safeParse(parseJson(event.data))
        if (claims.success) listener.onClaims(claims.data)
      } else if (event.event === 'presence') {
        const presence = liveEvents.presence.safeParse(parseJson(event.data))
        if (presence.success) listener.onPresence(presence.data)
      }
    },
  })
  alive()
  try {
    stream.setEncoding('utf8')
    for await (const chunk of stream) {
      alive()
      parser.feed(String(chunk))
    }
  } catch {
    // A line that breaks ends as one that is closed: the caller connects again.
  } finally {
    clearTimeout(timer)
    stream.destroy()
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
