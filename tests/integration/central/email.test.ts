import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startCentral } from '../../../central/compose.ts'
import { smtpMail } from '../../../central/notifications/smtp.ts'
import { command, sendCommand, startTestCentral, type TestCentral } from '../../support/central.ts'

/** A machine with other work to do may take its time. */
const SOON = { timeout: 15_000 }

interface Received {
  readonly to: string[]
  readonly source: string
}

/** A mail server that keeps what it is given, and can be told to refuse. */
async function mailServer() {
  const received: Received[] = []
  const tried: string[] = []
  const state = { refusing: false }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      let source = ''
      stream.on('data', (chunk) => {
        source += chunk
      })
      stream.on('end', () => {
        tried.push(/^Message-ID: (.*)$/im.exec(source)?.[1] ?? '')
        if (state.refusing) return done(Object.assign(new Error('try later'), { responseCode: 451 }))
        received.push({ to: session.envelope.rcptTo.map((each) => each.address), source })
        return done()
      })
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    received,
    tried,
    state,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

describe('e-mail to members', () => {
  let server: Awaited<ReturnType<typeof mailServer>>
  let test: TestCentral
  let now: number

  beforeEach(async () => {
    now = Date.now()
    server = await mailServer()
    test = await startTestCentral({
      clock: () => new Date(now),
      more: { mail: smtpMail(server.url, 'no-reply@facility.example'), mailEveryMs: 20 },
    })
  })
  afterEach(async () => {
    await test.stop()
    await server.close()
  })

  const reject = async (text: string) => {
    const message = await test.send(await test.member(), test.fixture.contacts.approved, text)
    const reasonId = test.fixture.reasons.threat
    const officer = await test.staff('maddox')
    await sendCommand(officer, test.fixture.facilityId, command('message.reject', message.id, 1, { reasonId }))
  }
  const waiting = async () =>
    (
      await test.central.database.query<{ attempts: number; next_at: Date; state: string }>(
        'SELECT attempts, next_at, state FROM email_outbox ORDER BY id',
      )
    ).map(({ attempts, next_at, state }) => ({ attempts, state, inSeconds: (next_at.getTime() - now) / 1_000 }))

  it('says that there is something new with the public reason, and not a word of the message nor a name', async () => {
    await reject('The blade is under the loose floorboard')
    await expect.poll(() => server.received.length, SOON).toBe(1)
    const [mail] = server.received
    expect(mail?.to).toEqual(['member1@example.org'])
    expect(mail?.source).toContain('Public: threat')
    expect(mail?.source).toContain('Auto-Submitted: auto-generated')
    expect(mail?.source).not.toMatch(/blade|floorboard|Staff: threat|June|Vance|Ira|Maddox|Cedar/)
    await expect.poll(async () => (await waiting()).map((each) => each.state), SOON).toEqual(['sent'])
  })

  it('tries again later and later under the same Message-ID until it is taken', async () => {
    server.state.refusing = true
    await reject('A blade')
    await expect.poll(waiting, SOON).toEqual([{ attempts: 1, state: 'waiting', inSeconds: 30 }])
    now += 30_000
    await expect.poll(waiting, SOON).toEqual([{ attempts: 2, state: 'waiting', inSeconds: 60 }])
    server.state.refusing = false
    now += 60_000
    await expect.poll(() => server.received.length, SOON).toBe(1)
    expect(server.tried).toHaveLength(3)
    expect(new Set(server.tried).size).toBe(1)
    expect(server.tried[0]).toMatch(/^<[0-9a-f-]{36}@/)
  })

  it('leaves once with two processes at the outbox', async () => {
    const second = await startCentral({
      databaseUrl: test.databaseUrl,
      host: '127.0.0.1',
      port: 0,
      clock: () => new Date(now),
      mail: smtpMail(server.url, 'no-reply@facility.example'),
      mailEveryMs: 20,
    })
    try {
      for (let n = 0; n < 8; n++) await reject(`Blade number ${n}`)
      await expect.poll(async () => (await waiting()).filter((each) => each.state === 'sent').length, SOON).toBe(8)
      expect(new Set(server.tried).size).toBe(8)
      expect(server.received).toHaveLength(8)
    } finally {
      await second.stop()
    }
  })

  it('gives up what nobody can receive any more', async () => {
    server.state.refusing = true
    await reject('A blade')
    await expect.poll(waiting, SOON).toEqual([{ attempts: 1, state: 'waiting', inSeconds: 30 }])
    await test.central.database.query(`UPDATE members SET status = 'deactivated'`)
    now += 30_000
    await expect.poll(waiting, SOON).toMatchObject([{ state: 'given_up' }])
  })
})

describe('without a mail server', () => {
  it('nothing enters the outbox', async () => {
    const test = await startTestCentral()
    try {
      await test.send(await test.member(), test.fixture.contacts.approved, 'The gate code')
      expect(await test.central.database.query('SELECT 1 FROM email_outbox')).toEqual([])
    } finally {
      await test.stop()
    }
  })
})
