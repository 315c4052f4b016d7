import type { WebSocket } from '@fastify/websocket'
import type { Wire } from '../../shared/console/wire.ts'

/** Largest frame from the page, in bytes: a decision on 5,000 messages takes 0.4 MB, a rule set with its terms 2 MB. */
export const FRAME_MAX_BYTES = 4 * 1024 * 1024

/** A page that has stopped reading is cut off before its backlog fills the memory. */
const BACKLOG_MAX_BYTES = 64 * 1024 * 1024

const NOT_JSON = 1007
const TOO_SLOW = 1013

/** Makes a line of a WebSocket: one frame is one text message of JSON. Anything else closes the line. */
export function socketWire(socket: WebSocket): Wire {
  const frameListeners: ((frame: unknown) => void)[] = []
  const closeListeners: (() => void)[] = []
  let closed = false

  socket.on('message', (data, binary) => {
    if (closed) return
    let frame: unknown
    try {
      if (binary) throw new TypeError('binary')
      frame = JSON.parse(data.toString())
    } catch {
      socket.close(NOT_JSON, 'Frames are JSON.')
      return
    }
    for (const listener of frameListeners) listener(frame)
  })
  socket.on('close', () => {
    if (closed) return
    closed = true
    for (const listener of closeListeners) listener()
  })
  // An oversize frame or a broken one is reported here; the close that follows is what matters.
  socket.on('error', () => {})

  return {
    send(frame) {
      if (closed) return
      if (socket.bufferedAmount > BACKLOG_MAX_BYTES) socket.close(TOO_SLOW, 'The page does not read.')
      else socket.send(JSON.stringify(frame))
    },
    onFrame: (listener) => void frameListeners.push(listener),
    onClose(listener) {
      if (closed) listener()
      else closeListeners.push(listener)
    },
  }
}
