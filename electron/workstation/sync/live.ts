import type { Readable } from 'node:stream'
import { createParser } from 'eventsource-parser'
import { liveEvents } from '../../../shared/central/feed.ts'

/** Longest silence of a live line, heartbeats included, before it counts as dead. */
const SILENCE_MS = 45_000

/**
 * Listens on a stream of server-sent events until it ends, however it ends. The events only nudge: what they say is
 * fetched through the feed.
 */
export async function listen(stream: Readable, onHead: (position: number) => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const alive = () => {
    clearTimeout(timer)
    timer = setTimeout(() => stream.destroy(), SILENCE_MS)
  }
  const parser = createParser({
    maxBufferSize: 64 * 1024,
    onEvent(event) {
      if (event.event !== 'head') return
      const head = liveEvents.head.safeParse(parseJson(event.data))
      if (head.success) onHead(head.data.position)
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
