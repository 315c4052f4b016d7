import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Readable } from 'node:stream'
import axios, { type AxiosResponse } from 'axios'
import type { z } from 'zod'
import { type Operation, pathOf } from '../../../shared/central/operation.ts'
import { errorBody, Refusal } from '../../../shared/domain/errors.ts'

/** Central did not answer, or not in a way that tells whether anything happened: to be tried again. */
export class Unreachable extends Error {
  readonly status: number | null

  constructor(status: number | null, problem: string) {
    super(problem)
    this.name = 'Unreachable'
    this.status = status
  }
}

export interface CallArguments<O extends Operation> {
  readonly params: z.input<O['params']>
  readonly query: z.input<O['query']>
  readonly body: z.input<O['body']>
  readonly token?: string
  readonly signal?: AbortSignal
}

export interface Polled<O extends Operation> {
  readonly answer: z.output<O['answer']> | null
  readonly tag: string | null
}

/** The central service, called over HTTP. */
export interface CentralClient {
  /**
   * @throws Refusal what central refused; the code is central's
   * @throws Unreachable when it cannot be known what happened
   */
  call<O extends Operation>(operation: O, call: CallArguments<O>): Promise<z.output<O['answer']>>
  /**
   * Calls an operation whose answer carries a tag, with the tag of the answer before. The answer is null when nothing has
   * changed since. Throws as `call` does.
   */
  poll<O extends Operation>(operation: O, call: CallArguments<O>, tag: string | null): Promise<Polled<O>>
  /** Opens a streamed answer. The caller reads it to its end or destroys it. Throws as `call` does. */
  stream<O extends Operation>(operation: O, call: CallArguments<O>): Promise<Readable>
  close(): void
}

const CALL_TIMEOUT_MS = 20_000
const LARGEST_ANSWER = 64 * 1024 * 1024
const LARGEST_ERROR = 64 * 1024

/**
 * @param baseUrl address of the central service, without a path
 * @param patienceMs how long a call may take, or a stream until it begins
 * @param onDate told central's clock with each answer: its moment (milliseconds since 1970), and how long the answer took
 */
export function createCentralClient(
  baseUrl: string,
  patienceMs: number = CALL_TIMEOUT_MS,
  onDate: (at: number, tookMs: number) => void = () => undefined,
): CentralClient {
  const httpAgent = new HttpAgent({ keepAlive: true })
  const httpsAgent = new HttpsAgent({ keepAlive: true })
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(baseUrl).hostname)
  const http = axios.create({
    baseURL: baseUrl,
    httpAgent,
    httpsAgent,
    maxRedirects: 0,
    maxContentLength: LARGEST_ANSWER,
    // A proxy of the environment is for the world outside, never for this computer.
    ...(loopback ? { proxy: false as const } : {}),
    validateStatus: () => true,
  })

  async function send<O extends Operation>(
    operation: O,
    call: CallArguments<O>,
    responseType: 'json' | 'stream',
    tag: string | null = null,
  ): Promise<AxiosResponse<unknown>> {
    // The timeout of axios also ends a stream that has begun and goes on, as a live line does for hours.
    const opening = new AbortController()
    const timer = setTimeout(() => opening.abort(), patienceMs)
    const began = performance.now()
    const signals = call.signal === undefined ? [opening.signal] : [opening.signal, call.signal]
    try {
      const response = await http.request<unknown>({
        method: operation.method,
        url: pathOf(operation, call.params as Record<string, string>),
        params: call.query,
        ...(operation.method === 'GET' ? {} : { data: call.body }),
        headers: {
          ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
          ...(tag === null ? {} : { 'if-none-match': tag }),
        },
        responseType,
        signal: AbortSignal.any(signals),
      })
      const at = Date.parse(String(response.headers.date ?? ''))
      if (!Number.isNaN(at)) onDate(at, performance.now() - began)
      return response
    } catch (error) {
      // The message of an axios error may hold the address; its code does not.
      throw new Unreachable(null, axios.isAxiosError(error) ? (error.code ?? 'network') : 'network')
    } finally {
      clearTimeout(timer)
    }
  }

  function answerOf<O extends Operation>(operation: O, response: AxiosResponse<unknown>): z.output<O['answer']> {
    if (response.status !== 200 && response.status !== 201 && response.status !== 204) {
      throw refusalOf(response.status, response.data)
    }
    const parsed = operation.answer.safeParse(response.data === '' ? {} : response.data)
    if (!parsed.success) throw new Unreachable(response.status, 'malformed_answer')
    return parsed.data as z.output<O['answer']>
  }

  return {
    async call(operation, call) {
      return answerOf(operation, await send(operation, call, 'json'))
    },
    async poll(operation, call, tag) {
      const response = await send(operation, call, 'json', tag)
      if (response.status === 304 && tag !== null) return { answer: null, tag }
      const answer = answerOf(operation, response)
      const { etag } = response.headers
      return { answer, tag: typeof etag === 'string' ? etag : null }
    },
    async stream(operation, call) {
      const response = await send(operation, call, 'stream')
      const body = response.data as Readable
      if (response.status === 200) return body
      throw refusalOf(response.status, parseJson(await readAll(body)))
    },
    close() {
      httpAgent.destroy()
      httpsAgent.destroy()
    },
  }
}

/**
 * What an answer other than success means. Only a body in central's own form counts as central's word: a page of a
 * proxy in between says nothing about the request.
 */
function refusalOf(status: number, data: unknown): Refusal | Unreachable {
  const body = errorBody.safeParse(data)
  if (!body.success || status >= 500 || status === 408 || status === 429) return new Unreachable(status, 'failed')
  return new Refusal(body.data.code, body.data.details)
}

async function readAll(stream: Readable): Promise<string> {
  let text = ''
  try {
    for await (const chunk of stream) {
      text += String(chunk)
      if (text.length > LARGEST_ERROR) break
    }
  } catch {
    throw new Unreachable(null, 'network')
  }
  return text
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
