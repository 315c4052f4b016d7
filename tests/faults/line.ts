import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Random } from '../../central/demo/random.ts'

/** A line between a workstation and central on which everything goes wrong that can, as a seed says. */
export interface FaultyLine {
  readonly url: string
  /** From here on faults come; until then it carries everything as it comes. */
  begin(): void
  /** How many of each kind of fault it made. */
  readonly faults: Readonly<Record<string, number>>
  /** Ends every connection, and refuses new ones for some milliseconds. */
  cut(milliseconds: number): void
  /** From here on it carries everything as it comes. What hangs is ended. */
  heal(): void
  stop(): Promise<void>
}

const kinds = ['delay', 'drop', 'lose', 'twice', 'reorder', 'truncate', 'shorten', 'cut', 'hang', 'fail'] as const
type Fault = (typeof kinds)[number]
const weights = [6, 3, 3, 3, 3, 3, 2, 1, 1, 2]

/** Longest delay, in milliseconds: a run should be short, and orders change within a few of them. */
const DELAY_MS = 120
/** How long an answer that waits to be overtaken waits at most. */
const OVERTAKE_MS = 250

/**
 * @param target where central listens
 * @param rate how many of all requests meet a fault, 0 to 1
 */
export async function startFaultyLine(target: string, rate: number, random: Random): Promise<FaultyLine> {
  const sockets = new Set<Socket>()
  const faults: Record<string, number> = {}
  const overtaken = new Set<() => void>()
  let faulty = false
  let downUntil = 0

  const destroyAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  function cut(milliseconds: number): void {
    downUntil = Date.now() + milliseconds
    destroyAll()
  }
  /** Which fault the next request meets; drawn for every request, so that a seed means the same faults. */
  function draw(path: string): Fault | null {
    const meets = random.chance(rate)
    const fault = kinds[random.weighted(weights)] ?? 'delay'
    if (!faulty || !meets) return null
    // A token works once: sent twice it would end the session, which no line does to a request of its own accord.
    if (fault === 'twice' && path.includes('/sessions')) return null
    // Whoever signs in waits for seconds, and the run with them.
    if (fault === 'hang' && path.includes('/sessions')) return null
    faults[fault] = (faults[fault] ?? 0) + 1
    return fault
  }

  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/'
    const chunks: Buffer[] = []
    incoming.on('error', () => undefined)
    outgoing.on('error', () => undefined)
    incoming.on('data', (chunk: Buffer) => void chunks.push(chunk))
    incoming.on('end', () => {
      const sent = Buffer.concat(chunks)
      for (const each of overtaken) each()
      const fault = draw(path)
      const wait = fault === 'delay' ? random.int(1, DELAY_MS) : 0
      if (fault === 'hang') return
      if (fault === 'drop') return void incoming.socket.destroy()
      if (fault === 'cut') return cut(random.int(1, DELAY_MS))
      if (fault === 'fail') return void outgoing.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway')
      const go = () => pass(incoming, outgoing, path, sent, fault)
      if (wait === 0) go()
      else setTimeout(go, wait)
    })
  })

  function forward(incoming: IncomingMessage, path: string, sent: Buffer, take: (answer: IncomingMessage) => void) {
    const headers = { ...incoming.headers, 'accept-encoding': 'identity', connection: 'close' }
    const out = request(
      new URL(path, target),
      { method: incoming.method ?? 'GET', headers, agent: false },
      (answer) => {
        answer.on('error', () => incoming.socket.destroy())
        take(answer)
      },
    )
    out.on('error', () => incoming.socket.destroy())
    incoming.socket.once('close', () => out.destroy())
    out.end(sent)
  }

  function pass(incoming: IncomingMessage, outgoing: ServerResponse, path: string, sent: Buffer, fault: Fault | null) {
    // The first of two is not waited for: both are under way at central at the same time.
    if (fault === 'twice') forward(incoming, path, sent, (answer) => answer.resume())
    forward(incoming, path, sent, (answer) => {
      if (fault === 'lose') {
        answer.resume().on('end', () => incoming.socket.destroy())
        return
      }
      const give = () => {
        outgoing.writeHead(answer.statusCode ?? 502, withoutLength(answer, fault))
        if (fault === 'truncate' || fault === 'shorten') spoil(answer, incoming, outgoing, fault)
        else answer.pipe(outgoing)
      }
      if (fault !== 'reorder') return give()
      const later = () => {
        clearTimeout(timer)
        overtaken.delete(later)
        // The one that overtakes has only begun: it gets a head start.
        setTimeout(give, 30)
      }
      const timer = setTimeout(later, OVERTAKE_MS)
      overtaken.add(later)
    })
  }

  /** Passes on a beginning of an answer, then breaks the connection, or ends it as if nothing were missing. */
  function spoil(answer: IncomingMessage, incoming: IncomingMessage, outgoing: ServerResponse, fault: Fault): void {
    let left = random.int(0, random.chance(0.5) ? 400 : 8_000)
    answer.on('data', (chunk: Buffer) => {
      if (left < 0) return
      outgoing.write(chunk.subarray(0, left))
      left -= chunk.length
      if (left >= 0) return
      if (fault === 'truncate') incoming.socket.destroy()
      else outgoing.end()
    })
    answer.on('end', () => {
      if (left >= 0) outgoing.end()
    })
  }

  server.on('connection', (socket) => {
    // One listener for each request that the connection carries.
    socket.setMaxListeners(0)
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    if (faulty && Date.now() < downUntil) socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    begin() {
      faulty = true
    },
    faults,
    cut,
    heal() {
      faulty = false
      for (const each of overtaken) each()
      destroyAll()
    },
    async stop() {
      destroyAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The headers of an answer, without its length where it will not be kept. */
function withoutLength(answer: IncomingMessage, fault: Fault | null): IncomingMessage['headers'] {
  const headers = { ...answer.headers }
  delete headers.connection
  if (fault !== 'shorten') return headers
  delete headers['content-length']
  return headers
}
