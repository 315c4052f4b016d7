import Fastify, { type FastifyInstance } from 'fastify'
import { Refusal } from '../../shared/domain/errors.ts'
import { type Database, isTransient } from '../database/database.ts'
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

export interface HttpPorts {
  readonly database: Database
  readonly handlers: Handlers
  readonly authenticate: Authenticate
  readonly logger: Logger
  readonly version: string
  /** Whether a reverse proxy stands in front whose word on the caller's address is taken. */
  readonly trustProxy: boolean
}

/** The HTTP server with all routes, not yet listening. */
export function httpServer(ports: HttpPorts): FastifyInstance {
  const { database, logger } = ports
  const server = Fastify({
    logger: false,
    trustProxy: ports.trustProxy,
    forceCloseConnections: true,
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
    logger.info('request', {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
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
    return reply.code(statusOf(refusal.code)).send(refusal.toBody())
  })
  server.setNotFoundHandler((_request, reply) => reply.code(404).send(new Refusal('not_found').toBody()))

  server.get('/health', async () => ({ status: 'ok' }))
  server.get('/ready', async () => {
    await database.query('SELECT 1').catch(() => {
      throw new Refusal('unavailable')
    })
    return { status: 'ready' }
  })
  const document = openApiDocument(ports.version)
  server.get('/v1/openapi.json', async () => document)
  registerRoutes(server, ports.handlers, ports.authenticate)
  return server
}
