import axios, { type AxiosInstance, isAxiosError } from 'axios'
import { type AnswerOf, type BodyOf, type Operation, type ParamsOf, pathOf } from '../../shared/central/operation.ts'
import { operations } from '../../shared/central/operations.ts'
import { type ErrorCode, errorBody } from '../../shared/domain/errors.ts'

type Operations = typeof operations

export interface CallOf<O extends Operation> {
  readonly token?: string
  readonly params?: ParamsOf<O>
  readonly body?: BodyOf<O>
}

/** Calls the central API as the family site and the kiosk do. */
export interface Caller {
  /** @throws what axios throws */
  call<N extends keyof Operations>(name: N, of: CallOf<Operations[N]>): Promise<AnswerOf<Operations[N]>>
}

/** A caller of one central service; `signal` ends what is under way. */
export function callerOf(url: string, signal: AbortSignal): Caller {
  const http: AxiosInstance = axios.create({ baseURL: url, timeout: 15_000, signal, proxy: false })
  return {
    async call(name, { token, params, body }) {
      const operation: Operation = operations[name]
      const { data } = await http.request({
        method: operation.method,
        url: pathOf(operation, (params ?? {}) as Record<string, string>),
        ...(operation.method === 'POST' ? { data: body ?? {} } : {}),
        ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
      })
      return operation.answer.parse(data) as never
    },
  }
}

/** The code with which a call was refused; null when the service could not be reached or failed by itself. */
export function refusalOf(error: unknown): ErrorCode | null {
  if (!isAxiosError(error) || error.response === undefined || error.response.status >= 500) return null
  const body = errorBody.safeParse(error.response.data)
  return body.success ? body.data.code : null
}
