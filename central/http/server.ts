import Fastify, { type FastifyInstance } from 'fastify'
import { Refusal } from '../../shared/domain/errors.ts'
import { isTransient } from '../database/database.ts'
import { describeError, type Logger } from '../ports.ts'
import { refusalOf, statusOf } from './errors.ts'
import { openApiDocument } from './openapi.ts'
import { type Authenticate, type Handlers, registerRoutes } from './routes.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The name of the operation in the contract, where the route is one. */
    operation?: string
  }
}

/** What was looked at, and whether it is as it must be. */
export interface Readiness {
  readonly database: boolean
  readonly migrations: boolean
  readonly scheduler: boolean
}

export interface HttpPorts {
  /** What must hold for the service to take calls, by name. */
  readonly ready: () => Promise<Readiness>
  readonly handlers: Handlers
  readonly authenticate: Authenticate
  readonly logger: Logger
  readonly version: string
  /** Whether a reverse proxy stands in front whose word on the caller's address is taken. */
  readonly trustProxy: boolean
  /** Told of every answer. */
  readonly onAnswer: (method: string, route: string, status: number, seconds: number) => void
}

/** How long answers that are being made may take when the service stops. */
const STOP_PATIENCE_MS = 10_000
const STOP_LOOK_MS = 20

/** Closes a server: calls that are being answered are answered, new ones are refused, and nobody waits for ever. */
export async function closeGently(server: FastifyInstance): Promise<void> {
  // A connection becomes idle when its last call has been answered; the client may keep it open for a minute.
  const idle = setInterval(() => server.server.closeIdleConnections(), STOP_LOOK_MS)
  const patience = setTimeout(() => server.server.closeAllConnections(), STOP_PATIENCE_MS)
  try {
    await server.close()
  } finally {
    clearTimeout(patience)
    clearInterval(idle)
  }
}

/** The HTTP server with all routes, not yet listening. */
export function httpServer(ports: HttpPorts): FastifyInstance {
  const { logger } = ports
  const server = Fastify({
    logger: false,
    // The address that the proxy itself saw, the last one of its list: those before it are the caller's own words.
    trustProxy: ports.trustProxy ? (_address, hop) => hop === 0 : false,
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    routerOptions: { maxParamLength: 200 },
  })

  // Anything that is not JSON is not read. A form with files is how browsers send attachments.
  server.removeContentTypeParser('text/plain')
  server.addContentTypeParser('*', (request, _payload, done) => {
    const form = /^multipart\//i.test(request.headers['content-type'] ?? '')
    const sending = request.routeOptions.config.operation === 'sendMessage'
    done(new Refusal(form && sending ? 'message_attachment' : 'invalid_input'))
  })

  server.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff')
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })

  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    ports.onAnswer(request.method, route, reply.statusCode, reply.elapsedTime / 1_000)
    logger.info('request', {
      method: request.method,
      route,
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
      requestId: request.id,
    })
  })

  server.setErrorHandler((error, request, reply) => {
    let refusal = refusalOf(error)
    if (refusal === null) {
      refusal = new Refusal(isTransient(error) ? 'unavailable' : 'internal')
      logger.error('request_failed', { requestId: request.id, ...describeError(error) })
    }
    if (refusal.code === 'rate_limited') reply.header('retry-after', '60')
    return reply.code(statusOf(refusal.code)).send(refusal.toBody())
  })
  server.setNotFoundHandler((_request, reply) => reply.code(404).send(new Refusal('not_found').toBody()))

  server.get('/health', async () => ({ status: 'ok' }))
  server.get('/ready', async (_request, reply) => {
    const checks = await ports.ready()
    const ready = Object.values(checks).every((holds) => holds)
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not_ready', checks })
  })
  const document = openApiDocument(ports.version)
  server.get('/v1/openapi.json', async () => document)
  registerRoutes(server, ports.handlers, ports.authenticate)
  return server
}
