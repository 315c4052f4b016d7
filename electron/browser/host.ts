import cookie from '@fastify/cookie'
import files from '@fastify/static'
import websocket from '@fastify/websocket'
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import type { Wire } from '../../shared/console/wire.ts'
import { contentPolicy, securityHeaders } from '../content-policy.ts'
import { closedPage, foreignPage, startedPage, usedPage } from './pages.ts'
import { createStartSession } from './session.ts'
import { FRAME_MAX_BYTES, socketWire } from './socket.ts'

export interface BrowserHostOptions {
  /** Absolute path of the built renderer. */
  readonly rendererFolder: string
  /** The port on the loopback interface; 0 for any free one. */
  readonly port: number
  /** Connects a page's line to the workstation; the answer disconnects it. */
  readonly attach: (wire: Wire) => () => void
}

/** The running host. */
export interface BrowserHost {
  /** The origin of the page, as `http://127.0.0.1:PORT`. */
  readonly origin: string
  /**
   * Makes an address that opens the console once; the one before stops working if it was not used. It holds the token,
   * so it is for the user's eyes and never for a log.
   */
  startAddress(): string
  /** Closes every line and stops listening. */
  close(): Promise<void>
}

const LOOPBACK = '127.0.0.1'
const LINES_MAX = 16
const HTML = 'text/html; charset=utf-8'

/**
 * Serves the console to a browser on this computer and nobody else: loopback only, one start token, a cookie that
 * scripts cannot read, and every request checked for where it is addressed and where it comes from, so that neither
 * another website nor another user's process without the token reaches the workstation.
 * @throws the error of the system when the port cannot be had (`EADDRINUSE`, `EACCES`)
 */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const app = fastify({ logger: false, bodyLimit: 1_024, routerOptions: { maxParamLength: 200 } })
  const session = createStartSession()
  let authority = ''
  let cookieName = ''
  let headers: Record<string, string> = {}
  let lines = 0

  const isSignedOn = (request: FastifyRequest) => session.accepts(request.cookies[cookieName])
  const refuse = (reply: FastifyReply, page: string) =>
    reply.code(403).type(HTML).header('cache-control', 'no-store').send(page)

  await app.register(cookie)
  await app.register(websocket, { options: { maxPayload: FRAME_MAX_BYTES, perMessageDeflate: false } })

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers)
    const { host, origin } = request.headers
    // A name that was made to point to the loopback address has another Host; another website has another Origin.
    if (host !== authority) return refuse(reply, foreignPage)
    if (origin !== undefined && origin !== `http://${authority}`) return refuse(reply, foreignPage)
    if (request.routeOptions.url === '/start') return
    if (!isSignedOn(request)) return refuse(reply, closedPage)
    // A browser always names the origin of a WebSocket; whatever does not is no page of ours.
    if (request.headers.upgrade !== undefined && origin === undefined) return refuse(reply, foreignPage)
  })

  // Without the HEAD route that would use the token up for a look at the headers.
  app.get<{ Querystring: { token?: unknown } }>('/start', { exposeHeadRoute: false }, (request, reply) => {
    const { token } = request.query
    const value = typeof token === 'string' ? session.exchange(token) : null
    if (value !== null) reply.setCookie(cookieName, value, { httpOnly: true, sameSite: 'strict', path: '/' })
    else if (!isSignedOn(request)) return refuse(reply, usedPage)
    // A redirect would count as coming from wherever the address was opened, and a strict cookie would stay behind.
    return reply.type(HTML).header('cache-control', 'no-store').send(startedPage)
  })

  app.get('/wire', { websocket: true }, (socket) => {
    if (lines >= LINES_MAX) {
      socket.close(1013, 'Too many windows.')
      return
    }
    lines++
    socket.on('close', () => lines--)
    options.attach(socketWire(socket))
  })

  await app.register(files, {
    root: options.rendererFolder,
    cacheControl: false,
    dotfiles: 'ignore',
    setHeaders(reply, path) {
      const hashed = /[\\/]assets[\\/]/.test(path)
      reply.header('cache-control', hashed ? 'private, max-age=31536000, immutable' : 'no-store')
    },
  })

  await app.listen({ host: LOOPBACK, port: options.port })
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('The host has no port.')
  authority = `${LOOPBACK}:${address.port}`
  // Cookies do not tell ports apart, so two hosts on one computer must not share a name.
  cookieName = `sallyport_${address.port}`
  headers = securityHeaders(contentPolicy([`ws://${authority}`]))

  return {
    origin: `http://${authority}`,
    startAddress: () => `http://${authority}/start?token=${session.issue()}`,
    close: async () => {
      app.server.closeAllConnections()
      await app.close()
    },
  }
}
