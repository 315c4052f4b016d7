import { Validator } from '@seriousme/openapi-schema-validator'
import { type Document, OpenAPIClientAxios } from 'openapi-client-axios'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { operations } from '../../../shared/central/operations.ts'
import { PASSWORD, startTestCentral, type TestCentral } from '../../support/central.ts'

let test: TestCentral
let document: Document

beforeAll(async () => {
  test = await startTestCentral({ adminUrl: inject('postgresAdminUrl') })
  document = (await (await fetch(`${test.url}/v1/openapi.json`)).json()) as Document
})
afterAll(() => test.stop())

describe('the OpenAPI document', () => {
  it('is valid, and every operation of the contract stands in it', async () => {
    const result = await new Validator().validate(JSON.parse(JSON.stringify(document)))
    expect(result.errors ?? []).toEqual([])
    expect(result.valid).toBe(true)
    const described = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
      Object.entries(methods ?? {}).map(([method, each]) => [
        (each as { operationId?: string }).operationId,
        `${method.toUpperCase()} ${path}`,
      ]),
    )
    const wanted = Object.entries(operations).map(([name, operation]) => [
      name,
      `${operation.method} ${operation.path.replace(/:([A-Za-z]+)/g, '{$1}')}`,
    ])
    expect(described.sort()).toEqual(wanted.sort())
  })

  it('is enough for a client made from it to sign in, send, be charged and be refused', async () => {
    const api = new OpenAPIClientAxios({ definition: document, axiosConfigDefaults: { baseURL: test.url } })
    const client = await api.init()
    const call = client as unknown as Record<
      string,
      (parameters: object | null, body?: object, config?: object) => Promise<{ data: Record<string, never> }>
    >
    const { memberNumber } = test.fixture.member
    const session = await call.memberSignIn?.(null, { memberNumber, password: PASSWORD })
    const config = { headers: { authorization: `Bearer ${session?.data.accessToken}` } }
    const before = (await call.myAccount?.(null, undefined, config))?.data as never as { balances: { service: number } }
    const contactId = test.fixture.contacts.approved
    const sent = await call.sendMessage?.({ contactId }, { text: 'It rained all day.', idempotencyKey: v7() }, config)
    expect(sent?.data).toMatchObject({ label: 'Delivered', mine: true })
    const after = (await call.myAccount?.(null, undefined, config))?.data as never as { balances: { service: number } }
    expect(after.balances.service).toBe(before.balances.service - 50)
    const refused = call.sendMessage?.({ contactId }, { text: ' ', idempotencyKey: v7() }, config)
    await expect(refused).rejects.toMatchObject({ response: { data: { code: 'message_empty' } } })
  })
})
