import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export interface Interference {
  /** Rewrites an answer's body before it is passed on; null passes it on as it comes. */
  rewrite?: (path: string, body: string) => string | null
  /** Answers a call itself instead of central; null lets it pass. */
  instead?: (path: string, body: string) => { status: number; body: unknown } | null
  /** Whether an answer is lost on its way back: central has acted, the workstation never hears of it. */
  loseAnswer?: (path: string) => boolean
  /** After how many bytes of an answer the connection breaks; null lets it pass whole. */
  breakAfter?: (path: string) => number | null
  /** Milliseconds by which central's clock seems to be ahead. */
  aheadMs?: number
}

/** One request and how it was answered. */
export interface Exchange {
  readonly path: string
  readonly tag: string | null
  readonly status: number
}

/** A line between a workstation and central that can be cut and can garble what it carries. */
export interface TestProxy {
  readonly url: string
  interference: Interference
  /** Paths of the requests that reached it. */
  readonly seen: string[]
  /** What was answered, in order. */
  readonly exchanges: Exchange[]
  /** Ends every connection and refuses new ones. */
  cut(): void
  mend(): void
  stop(): Promise<void>
}

export async function startProxy(target: string): Promise<TestProxy> {
  const sockets = new Set<Socket>()
  let down = false
  const proxy: Omit<TestProxy, 'url'> = {
    interference: {},
    seen: [],
    exchanges: [],
    cut() {
      down = true
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      down = false
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  const server: Server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/'
    proxy.seen.push(path)
    const { instead } = proxy.interference
    let sent = ''
    incoming.setEncoding('utf8')
    incoming.on('data', (chunk: string) => {
      sent += chunk
    })
    incoming.on('end', () => {
      const own = instead?.(path, sent) ?? null
      if (own === null) pass(incoming, outgoing, path, sent)
      else outgoing.writeHead(own.status, { 'content-type': 'application/json' }).end(JSON.stringify(own.body))
    })
  })

  function pass(incoming: IncomingMessage, outgoing: ServerResponse, path: string, sent: string): void {
    const { rewrite, loseAnswer, breakAfter, aheadMs } = proxy.interference
    const forward = request(
      new URL(path, target),
      { method: incoming.method ?? 'GET', headers: { ...incoming.headers, 'accept-encoding': 'identity' } },
      (answer) => {
        if (loseAnswer?.(path)) {
          answer.resume().on('end', () => incoming.socket.destroy())
          return
        }
        const headers = { ...answer.headers }
        const tag = incoming.headers['if-none-match'] ?? null
        proxy.exchanges.push({ path, tag, status: answer.statusCode ?? 0 })
        if (aheadMs !== undefined) headers.date = new Date(Date.parse(String(headers.date)) + aheadMs).toUTCString()
        const limit = breakAfter?.(path) ?? null
        if (limit !== null) {
          outgoing.writeHead(answer.statusCode ?? 502, headers)
          let left = limit
          answer.on('data', (chunk: Buffer) => {
            if (left <= 0) return
            outgoing.write(chunk.subarray(0, left))
            left -= chunk.length
            // What was written reaches the other side before the connection ends.
            if (left <= 0) setTimeout(() => incoming.socket.destroy(), 20)
          })
          answer.on('end', () => {
            if (left > 0) outgoing.end()
          })
          return
        }
        if (rewrite === undefined || path.includes('/live')) {
          outgoing.writeHead(answer.statusCode ?? 502, headers)
          answer.pipe(outgoing)
          return
        }
        let body = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          body += chunk
        })
        answer.on('end', () => {
          delete headers['content-length']
          delete headers['transfer-encoding']
          outgoing.writeHead(answer.statusCode ?? 502, headers)
          // "Nothing new" has no body to rewrite.
          outgoing.end((body === '' ? null : rewrite(path, body)) ?? body)
        })
      },
    )
    forward.on('error', () => incoming.socket.destroy())
    incoming.socket.on('close', () => forward.destroy())
    forward.end(sent)
  }

  server.on('connection', (socket) => {
    // One for each request that the connection carries.
    socket.setMaxListeners(0)
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    if (down) socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(proxy, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}
