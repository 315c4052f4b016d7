import { v7 } from 'uuid'
import type { CommandKind, CommandResult } from '../../shared/central/commands.ts'
import { type SnapshotLine, snapshotLine } from '../../shared/central/feed.ts'
import type { AnswerOf, BodyOf, Operation, ParamsOf, QueryOf } from '../../shared/central/operation.ts'
import { pathOf } from '../../shared/central/operation.ts'
import { type OperationName, operations } from '../../shared/central/operations.ts'
import { type ErrorBody, errorBody } from '../../shared/domain/errors.ts'

type Operations = typeof operations

export interface CallInput<O extends Operation> {
  readonly params?: ParamsOf<O>
  readonly query?: Partial<QueryOf<O>>
  readonly body?: BodyOf<O>
}

/** A refusal of the central service, with what it answered. */
export class CentralRefusal extends Error {
  readonly status: number
  readonly body: ErrorBody

  constructor(status: number, body: ErrorBody) {
    super(`${status} ${body.code}`)
    this.status = status
    this.body = body
  }
}

/** Calls operations as one caller; every answer is checked against the contract. */
export interface CentralClient {
  readonly token: string | null
  /** @throws CentralRefusal */
  call<N extends OperationName>(name: N, input?: CallInput<Operations[N]>): Promise<AnswerOf<Operations[N]>>
  /** The code with which a call is refused; throws when it is not. */
  refusal<N extends OperationName>(name: N, input?: CallInput<Operations[N]>): Promise<string>
}

export function clientFor(url: string, token: string | null): CentralClient {
  const call: CentralClient['call'] = async (name, input = {}) => {
    const operation: Operation = operations[name]
    const {
      params = {},
      query = {},
      body = {},
    } = input as {
      params?: Record<string, string>
      query?: Record<string, unknown>
      body?: unknown
    }
    const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]))
    const answer = await fetch(`${url}${pathOf(operation, params)}${search.size > 0 ? `?${search}` : ''}`, {
      method: operation.method,
      headers: {
        ...(operation.method === 'POST' ? { 'content-type': 'application/json' } : {}),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(operation.method === 'POST' ? { body: JSON.stringify(body) } : {}),
    })
    const json: unknown = await answer.json()
    if (!answer.ok) throw new CentralRefusal(answer.status, errorBody.parse(json))
    return operation.answer.parse(json) as never
  }
  return {
    token,
    call,
    async refusal(name, input) {
      try {
        await call(name, input)
      } catch (error) {
        if (error instanceof CentralRefusal) return error.body.code
        throw error
      }
      throw new Error(`${name} was expected to be refused`)
    },
  }
}

/** A command as a workstation would send it. */
export function command(kind: CommandKind, target: string, basedOn: number, payload: object = {}, batchId?: string) {
  return { id: v7(), kind, target, basedOn, payload, at: new Date().toISOString(), batchId: batchId ?? null }
}

/** Sends commands and gives their results. */
export async function sendCommands(
  client: CentralClient,
  facilityId: string,
  ...commands: unknown[]
): Promise<CommandResult[]> {
  return (await client.call('commands', { params: { facilityId }, body: { commands } })).results
}

/** Sends one command and gives its result. */
export async function sendCommand(client: CentralClient, facilityId: string, one: unknown): Promise<CommandResult> {
  const [result] = await sendCommands(client, facilityId, one)
  if (result === undefined) throw new Error('no result')
  return result
}

/** Reads a whole snapshot, checking every line. */
export async function readSnapshot(
  url: string,
  token: string,
  facilityId: string,
  retentionDays = 30,
  more = '',
): Promise<SnapshotLine[]> {
  const answer = await fetch(`${url}/v1/facilities/${facilityId}/snapshot?retentionDays=${retentionDays}${more}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  if (!answer.ok) throw new CentralRefusal(answer.status, errorBody.parse(await answer.json()))
  const text = await answer.text()
  return text
    .trimEnd()
    .split('\n')
    .map((line) => snapshotLine.parse(JSON.parse(line)))
}
