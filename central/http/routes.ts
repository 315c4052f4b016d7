import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Audience, Operation } from '../../shared/central/operation.ts'
import { type OperationName, operations } from '../../shared/central/operations.ts'
import { invalidInput, Refusal } from '../../shared/domain/errors.ts'
import type { Correspondent } from '../contacts/people.ts'
import type { StaffPrincipal } from '../staff/service.ts'

/** Who may be calling, by the audience of an operation. */
export interface Callers {
  anyone: null
  staff: StaffPrincipal
  correspondent: Correspondent
}

type Operations = typeof operations
type Parsed<T> = T extends { _output: infer O } ? O : T extends { _zod: { output: infer O } } ? O : never

/** What a handler is given: everything checked against the operation's schemas. */
export interface Call<O extends Operation> {
  readonly caller: Callers[O['audience']]
  readonly params: Parsed<O['params']>
  readonly query: Parsed<O['query']>
  readonly body: Parsed<O['body']>
  /** The caller's network address. */
  readonly address: string
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** `streamed` says that the handler has taken over the answer. */
export const streamed = Symbol('streamed')

export type Handler<O extends Operation> = (call: Call<O>) => Promise<Parsed<O['answer']> | typeof streamed>
export type Handlers = { readonly [N in OperationName]: Handler<Operations[N]> }

export type Authenticate = <A extends Audience>(request: FastifyRequest, audience: A) => Promise<Callers[A]>

const SMALL_BODY = 64 * 1024
/** 30,000 code points of four bytes, each escaped as twelve characters of JSON, and room to say that more is too long. */
const MESSAGE_BODY = 768 * 1024
/** A rule set of 50,000 terms. */
const COMMANDS_BODY = 24 * 1024 * 1024

/** A million characters, each escaped as six of JSON at the worst. */
const IMPORT_BODY = 6 * 1024 * 1024

const bodyLimits: Partial<Record<OperationName, number>> = {
  sendMessage: MESSAGE_BODY,
  commands: COMMANDS_BODY,
  importContacts: IMPORT_BODY,
}

/** PostgreSQL stores neither NUL nor half a surrogate pair. Message texts and commands are judged on their own. */
function storable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (typeof value !== 'object' || value === null) return true
  return Object.values(value).every(storable)
}

function refuseAttachment(body: unknown): void {
  if (typeof body === 'object' && body !== null && ('attachment' in body || 'attachments' in body)) {
    throw new Refusal('message_attachment')
  }
}

function checked<T extends Operation['body']>(schema: T, value: unknown): unknown {
  const parsed = schema.safeParse(value ?? {})
  if (!parsed.success) throw invalidInput(parsed.error)
  return parsed.data
}

/** Registers every operation of the contract: its checks, who may call it, and the shape of its answer. */
export function registerRoutes(server: FastifyInstance, handlers: Handlers, authenticate: Authenticate): void {
  const callers = new WeakMap<FastifyRequest, Callers[Audience]>()
  for (const name of Object.keys(operations) as OperationName[]) {
    const operation: Operation = operations[name]
    const handler = handlers[name] as unknown as Handler<Operation>
    server.route({
      method: operation.method,
      url: operation.path,
      bodyLimit: bodyLimits[name] ?? SMALL_BODY,
      config: { operation: name },
      // Before the body is read: who may not call does not get to send megabytes.
      onRequest: async (request) => {
        callers.set(request, await authenticate(request, operation.audience))
      },
      handler: async (request, reply) => {
        if (name === 'sendMessage') refuseAttachment(request.body)
        const params = checked(operation.params, request.params)
        const query = checked(operation.query, request.query)
        const body = checked(operation.body, request.body)
        if (name !== 'commands' && name !== 'sendMessage' && !storable([params, query, body])) {
          throw new Refusal('invalid_input')
        }
        if (name === 'sendMessage' && !storable((body as { idempotencyKey: string }).idempotencyKey)) {
          throw new Refusal('invalid_input')
        }
        const answer = await handler({
          caller: callers.get(request) as never,
          params: params as never,
          query: query as never,
          body: body as never,
          address: request.ip,
          request,
          reply,
        })
        if (answer === streamed) return reply
        // What is not in the schema does not leave; what does not fit it is a fault of ours.
        return operation.answer.parse(answer)
      },
    })
  }
}
