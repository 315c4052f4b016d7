import type { z } from 'zod'
import type { ErrorCode } from '../domain/errors.ts'

/** Who may call an operation: anybody, a signed-in member of staff, or a signed-in member or individual. */
export type Audience = 'anyone' | 'staff' | 'correspondent'

/** One call of the central API: routes, typed client, checks and OpenAPI are derived from it. */
export interface Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
  Who extends Audience = Audience,
> {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** With `:name` for path parameters. */
  readonly path: string
  readonly audience: Who
  readonly summary: string
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly answer: Answer
  /** Besides the ones every call can give (invalid_input, unauthenticated, rate_limited, internal). */
  readonly errors: readonly ErrorCode[]
  /** Set where the answer is not one JSON document. */
  readonly stream?: 'ndjson' | 'sse'
}

/** Fixes the types of an operation without widening them. */
export function operation<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
  Who extends Audience,
>(o: Operation<Params, Query, Body, Answer, Who>): Operation<Params, Query, Body, Answer, Who> {
  return o
}

export type ParamsOf<O extends Operation> = z.infer<O['params']>
export type QueryOf<O extends Operation> = z.infer<O['query']>
export type BodyOf<O extends Operation> = z.infer<O['body']>
export type AnswerOf<O extends Operation> = z.infer<O['answer']>

/** The address of an operation with its parameters filled in. */
export function pathOf(o: Operation, params: Readonly<Record<string, string>>): string {
  return o.path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
}
