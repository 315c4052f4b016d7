import type { Wire } from '../../shared/console/wire.ts'

/** A line over a WebSocket that carries one JSON frame per message. Resolves once it is open. */
export function openSocketWire(url: string): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url)
    const frameListeners: ((frame: unknown) => void)[] = []
    const closeListeners: (() => void)[] = []
    let over = false
    const end = () => {
      if (over) return
      over = true
      reject(new Error('The workstation does not answer.'))
      for (const listener of closeListeners) listener()
    }
    socket.onmessage = (event: MessageEvent<unknown>) => {
      const frame = parse(event.data)
      if (frame !== undefined) for (const listener of frameListeners) listener(frame)
    }
    socket.onclose = end
    socket.onerror = end
    socket.onopen = () =>
      resolve({
        send: (frame) => socket.send(JSON.stringify(frame)),
        onFrame: (listener) => frameListeners.push(listener),
        onClose: (listener) => {
          if (over) listener()
          else closeListeners.push(listener)
        },
      })
  })
}

function parse(data: unknown): unknown {
  if (typeof data !== 'string') return undefined
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
