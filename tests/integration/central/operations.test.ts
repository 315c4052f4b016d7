import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { command, sendCommand, startTestCentral, type TestCentral } from '../../support/central.ts'
import { openLive } from '../../support/central-live.ts'

/** A machine with other work to do may take its time. */
const SOON = { timeout: 15_000 }

describe('operating the central service', () => {
  let test: TestCentral

  beforeAll(async () => {
    test = await startTestCentral({ more: { metrics: { host: '127.0.0.1', port: 0 } } })
  })
  afterAll(() => test.stop())

  const ask = async (path: string) => {
    const answer = await fetch(`${test.url}${path}`)
    return { status: answer.status, body: (await answer.json()) as unknown }
  }
  const figures = async () => (await fetch(`${test.central.metricsUrl}/metrics`)).text()
  const figure = (text: string, start: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(start))
        ?.split(' ')
        .at(-1),
    )

  it('says that the process is there and that it is ready, by its parts', async () => {
    expect(await ask('/health')).toEqual({ status: 200, body: { status: 'ok' } })
    await expect
      .poll(() => ask('/ready'))
      .toEqual({
        status: 200,
        body: { status: 'ready', checks: { database: true, migrations: true, scheduler: true } },
      })
    const { database } = test.central
    const taken = await database.query<{ number: number; name: string }>(
      'DELETE FROM schema_migrations WHERE number = 4 RETURNING number, name',
    )
    expect(await ask('/ready')).toMatchObject({
      status: 503,
      body: { status: 'not_ready', checks: { migrations: false } },
    })
    await database.query('INSERT INTO schema_migrations (number, name) VALUES ($1, $2)', [
      taken[0]?.number,
      taken[0]?.name,
    ])
  })

  it('counts requests, command results and what waits, and names nobody', async () => {
    const member = await test.member()
    const officer = await test.staff('maddox')
    const message = await test.send(member, test.fixture.contacts.approved, 'A blade in the drawer')
    const { facilityId } = test.fixture
    await sendCommand(officer, facilityId, command('message.approve', message.id, 1))
    await sendCommand(officer, facilityId, command('message.approve', message.id, 1))
    await test.send(member, test.fixture.contacts.approved, 'Another blade')
    const live = await openLive(test.url, officer.token ?? '', facilityId)
    const text = await figures()
    expect(figure(text, 'sallyport_command_results_total{outcome="applied"}')).toBe(1)
    expect(figure(text, 'sallyport_command_results_total{outcome="refused"}')).toBe(1)
    expect(figure(text, 'sallyport_open_messages{state="pending_review"}')).toBe(1)
    expect(figure(text, 'sallyport_live_connections')).toBe(1)
    const route = 'method="POST",route="/v1/contacts/:contactId/messages",status="200"'
    expect(figure(text, `sallyport_http_request_seconds_count{${route}}`)).toBe(2)
    expect(text).not.toMatch(new RegExp(`blade|vance|maddox|${message.id}|${facilityId}`, 'i'))
    live.close()
  })

  it('shows the metrics on their own port only', async () => {
    expect((await ask('/metrics')).status).toBe(404)
    expect((await fetch(`${test.central.metricsUrl}/v1/openapi.json`)).status).toBe(404)
  })

  it('answers what it has begun before it stops, and ends live connections', async () => {
    const officer = await test.staff('maddox')
    const live = await openLive(test.url, officer.token ?? '', test.fixture.facilityId)
    const member = await test.member()
    // Held open by a lock of the test, so that it is certainly being answered when the service is told to stop.
    const { pool } = test.central.database
    const client = await pool.connect()
    await client.query('BEGIN')
    await client.query('SELECT 1 FROM facilities FOR UPDATE')
    await client.query('LOCK TABLE messages IN EXCLUSIVE MODE')
    const sending = test.send(member, test.fixture.contacts.approved, 'The last one today')
    await expect
      .poll(async () => {
        const { rows } = await pool.query<{ many: string }>(
          `SELECT count(*) AS many FROM pg_locks WHERE NOT granted AND database =
             (SELECT oid FROM pg_database WHERE datname = current_database())`,
        )
        return Number(rows[0]?.many)
      }, SOON)
      .toBeGreaterThan(0)
    const stopping = test.pause()
    await live.ended
    await client.query('COMMIT')
    client.release()
    expect((await sending).label).toBe('Delivered')
    await stopping
    const refused = new Promise((resolve) => {
      const socket = connect(Number(new URL(test.url).port), '127.0.0.1')
      socket.once('connect', () => resolve('connected'))
      socket.once('error', (error) => resolve((error as { code?: string }).code))
    })
    expect(await refused).toBe('ECONNREFUSED')
    await test.restart()
  })
})

describe('the limit on writes of correspondents', () => {
  it('refuses with a time to wait, by account and by address, and leaves reading alone', async () => {
    const test = await startTestCentral({ more: { writeLimits: { perAccount: 3, perAddress: 7 } } })
    try {
      const member = await test.member()
      const contactId = test.fixture.contacts.approved
      for (let n = 0; n < 3; n++) await test.send(member, contactId, `Number ${n}`)
      const answer = await fetch(`${test.url}/v1/contacts/${contactId}/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${member.token}`, 'content-type': 'application/json' },
        body: '{}',
      })
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60'])
      await member.call('thread', { params: { contactId } })
      const poor = await test.member(test.fixture.poorMember.memberNumber)
      const write = () => poor.refusal('openMessage', { params: { messageId: test.fixture.facilityId } })
      expect([await write(), await write()]).toEqual(['not_found', 'not_found'])
      const officer = await test.staff('maddox').catch((error: Error) => error.message)
      expect(officer).toContain('rate_limited')
    } finally {
      await test.stop()
    }
  })
})
