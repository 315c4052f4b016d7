import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PortInUse, startCentral } from '../../../central/compose.ts'
import type { LogFields } from '../../../central/ports.ts'
import { operations } from '../../../shared/central/operations.ts'
import { errorBody } from '../../../shared/domain/errors.ts'
import { PASSWORD, startTestCentral, type TestCentral } from '../../support/central.ts'

describe('the HTTP boundary', () => {
  let test: TestCentral
  const logged: string[] = []
  const keep = (event: string, fields?: LogFields) => void logged.push(JSON.stringify([event, fields]))

  beforeAll(async () => {
    test = await startTestCentral({ logger: { info: keep, warn: keep, error: keep } })
  })
  afterAll(() => test.stop())

  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${test.url}${path}`, init)
    const body: unknown = await answer.json()
    return { status: answer.status, code: errorBody.safeParse(body).data?.code ?? null, body }
  }
  const json = (body: string) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body })

  it('answers malformed requests with typed errors', async () => {
    expect(await ask('/v1/nowhere')).toMatchObject({ status: 404, code: 'not_found' })
    expect(await ask('/v1/sessions', json('{'))).toMatchObject({ status: 400, code: 'invalid_input' })
    expect(await ask('/v1/sessions', json('[]'))).toMatchObject({ status: 400, code: 'invalid_input' })
    expect(await ask('/v1/sessions', json('{"username":"a"}'))).toMatchObject({ status: 400, code: 'invalid_input' })
    expect(await ask('/v1/sessions', json('{"__proto__":{"a":1}}'))).toMatchObject({
      status: 400,
      code: 'invalid_input',
    })
    const form = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'hello' }
    expect(await ask('/v1/sessions', form)).toMatchObject({ status: 400, code: 'invalid_input' })
    const nul = json(JSON.stringify({ username: 'a\0', password: 'b' }))
    expect(await ask('/v1/sessions', nul)).toMatchObject({ status: 400, code: 'invalid_input' })
    const large = json(JSON.stringify({ username: 'a', password: 'b'.repeat(100_000) }))
    expect(await ask('/v1/sessions', large)).toMatchObject({ status: 413, code: 'payload_too_large' })
  })

  it('asks for a token that is known, of the right kind', async () => {
    const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
    expect(await ask('/v1/account')).toMatchObject({ status: 401, code: 'unauthenticated' })
    expect(await ask('/v1/account', bearer('x'.repeat(43)))).toMatchObject({ status: 401, code: 'unauthenticated' })
    const staff = await test.staff('maddox')
    expect(await ask('/v1/account', bearer(staff.token ?? ''))).toMatchObject({ status: 403, code: 'forbidden' })
    expect(await ask('/v1/contacts/nonsense/messages', bearer((await test.member()).token ?? ''))).toMatchObject({
      status: 400,
      code: 'invalid_input',
    })
    const other = await test.member(test.fixture.poorMember.memberNumber)
    const contactId = test.fixture.contacts.approved
    expect(await other.refusal('thread', { params: { contactId } })).toBe('not_found')
    expect(await other.refusal('openMessage', { params: { messageId: v7() } })).toBe('not_found')
  })

  it('ends sessions on sign-out, and takes a refresh token once', async () => {
    const body = { username: test.fixture.staff.maddox.username, password: PASSWORD }
    const session = await test.anyone.call('signIn', { body })
    const next = await test.anyone.call('refreshSession', { body: { refreshToken: session.refreshToken } })
    const again = { body: { refreshToken: session.refreshToken } }
    expect(await test.anyone.refusal('refreshSession', again)).toBe('session_expired')
    const bearer = (token: string) => ({ method: 'POST', headers: { authorization: `Bearer ${token}` } })
    expect(await ask('/v1/sessions/end', bearer(session.accessToken))).toMatchObject({ code: 'unauthenticated' })
    expect(await ask('/v1/sessions/end', bearer(next.accessToken))).toMatchObject({ status: 200 })
    expect(await ask('/v1/sessions/end', bearer(next.accessToken))).toMatchObject({ code: 'unauthenticated' })
    const ended = { body: { refreshToken: next.refreshToken } }
    expect(await test.anyone.refusal('refreshSession', ended)).toBe('session_expired')
  })

  it('describes every operation of the contract in its OpenAPI document', async () => {
    const { body } = await ask('/v1/openapi.json')
    const paths = (body as { paths: Record<string, Record<string, { operationId: string }>> }).paths
    const named = Object.values(paths).flatMap((path) => Object.values(path).map((each) => each.operationId))
    expect(named.toSorted()).toEqual(Object.keys(operations).toSorted())
    expect((await ask('/health')).status).toBe(200)
    expect((await ask('/ready')).status).toBe(200)
  })

  it('logs neither texts nor names nor credentials', async () => {
    const member = await test.member()
    await test.send(member, test.fixture.contacts.approved, 'A very private blade')
    const all = logged.join('\n')
    expect(all).toContain('/v1/contacts/:contactId/messages')
    for (const secret of ['private', 'Vance', PASSWORD, member.token ?? 'none', test.fixture.member.memberNumber]) {
      expect(all).not.toContain(secret)
    }
  })

  it('says so when its port is taken, and leaves nothing running', async () => {
    const port = Number(new URL(test.url).port)
    const second = startCentral({ databaseUrl: test.databaseUrl, host: '127.0.0.1', port })
    await expect(second).rejects.toThrow(PortInUse)
  })

  it('goes on where it was after a restart', async () => {
    const member = await test.member()
    const before = await member.call('myAccount')
    await test.restart()
    expect(await member.call('myAccount')).toEqual(before)
  })
})
