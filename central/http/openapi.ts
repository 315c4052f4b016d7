import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import type { Operation } from '../../shared/central/operation.ts'
import { operations } from '../../shared/central/operations.ts'
import { type ErrorCode, errorBody } from '../../shared/domain/errors.ts'
import { statusOf } from './errors.ts'

const EVERY_CALL: readonly ErrorCode[] = ['invalid_input', 'rate_limited', 'internal', 'unavailable']

const mediaTypes = { ndjson: 'application/x-ndjson', sse: 'text/event-stream' } as const

function responsesOf(operation: Operation): NonNullable<ZodOpenApiOperationObject['responses']> {
  const codes = [...EVERY_CALL, ...(operation.audience === 'anyone' ? [] : (['unauthenticated', 'forbidden'] as const))]
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of new Set([...codes, ...operation.errors])) {
    byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code])
  }
  const type = operation.stream === undefined ? 'application/json' : mediaTypes[operation.stream]
  const responses: NonNullable<ZodOpenApiOperationObject['responses']> = {
    '200': { description: 'Done', content: { [type]: { schema: operation.answer } } },
  }
  for (const [status, refusals] of byStatus) {
    responses[`${status}` as '400'] = {
      description: refusals.join(', '),
      content: { 'application/json': { schema: errorBody } },
    }
  }
  return responses
}

/** The OpenAPI document of the central API, made from the contract that the routes are made from. */
export function openApiDocument(version: string): object {
  const paths: ZodOpenApiPathsObject = {}
  for (const [name, operation] of Object.entries(operations) as [string, Operation][]) {
    const path = operation.path.replace(/:([A-Za-z]+)/g, '{$1}')
    paths[path] = {
      ...paths[path],
      [operation.method.toLowerCase()]: {
        operationId: name,
        summary: operation.summary,
        requestParams: { path: operation.params as never, query: operation.query as never },
        ...(operation.method === 'POST'
          ? { requestBody: { content: { 'application/json': { schema: operation.body } } } }
          : {}),
        ...(operation.audience === 'anyone' ? {} : { security: [{ bearer: [] }] }),
        responses: responsesOf(operation),
      },
    }
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Sallyport central service', version },
    paths,
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  })
}
