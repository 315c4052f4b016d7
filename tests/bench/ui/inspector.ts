import { createServer } from 'node:net'

/** A port on which nobody listens. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

interface Message {
  id?: number
  method?: string
  params?: Record<string, unknown>
  result?: Record<string, unknown>
}

/** Commands to one thread of a Node process. */
type Send = (method: string, params?: object) => Promise<Record<string, unknown>>

function sender(post: (text: string) => void): { send: Send; take: (message: Message) => void } {
  const waiting = new Map<number, (result: Record<string, unknown>) => void>()
  let last = 0
  return {
    send: (method, params = {}) =>
      new Promise((resolve) => {
        waiting.set(++last, resolve)
        post(JSON.stringify({ id: last, method, params }))
      }),
    take({ id, result }) {
      if (id === undefined) return
      waiting.get(id)?.(result ?? {})
      waiting.delete(id)
    },
  }
}

/** Looks into a Node process that was started with `--inspect` on a port of this computer. */
export interface Inspector {
  /** Bytes of the objects of all its threads once everything that can be let go is gone. */
  heap(): Promise<number>
  close(): void
}

export async function inspect(port: number): Promise<Inspector> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    webSocketDebuggerUrl: string
  }[]
  const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? '')
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', reject)
  })
  const main = sender((text) => socket.send(text))
  const workers = new Map<string, ReturnType<typeof sender>>()
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message
    const { sessionId, message: inner } = (message.params ?? {}) as { sessionId?: string; message?: string }
    if (message.method === 'NodeWorker.attachedToWorker' && sessionId !== undefined) {
      const post = (text: string) => void main.send('NodeWorker.sendMessageToWorker', { sessionId, message: text })
      workers.set(sessionId, sender(post))
    } else if (message.method === 'NodeWorker.receivedMessageFromWorker' && sessionId !== undefined) {
      workers.get(sessionId)?.take(JSON.parse(inner ?? '{}') as Message)
    } else main.take(message)
  })
  await main.send('NodeWorker.enable', { waitForDebuggerOnStart: false })
  const heapOf = async ({ send }: { send: Send }): Promise<number> => {
    for (let n = 0; n < 3; n++) await send('HeapProfiler.collectGarbage')
    return Number((await send('Runtime.getHeapUsage')).usedSize)
  }
  return {
    async heap() {
      let sum = await heapOf(main)
      for (const worker of workers.values()) sum += await heapOf(worker)
      return sum
    },
    close: () => socket.close(),
  }
}
