import pg from 'pg'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Rule } from '../../../shared/screening/rules.ts'
import { command, fixtureRules, sendCommand, startTestCentral, type TestCentral } from '../../support/central.ts'

const MINUTE = 60_000

describe('the central service, when things happen at once or late', () => {
  let test: TestCentral
  let other: pg.Client
  let ahead = 0
  const clock = () => new Date(Date.now() + ahead)

  beforeAll(async () => {
    test = await startTestCentral({ clock, more: { trustProxy: true } })
    other = new pg.Client({ connectionString: test.databaseUrl })
    await other.connect()
  })
  afterAll(async () => {
    await other.end()
    await test.stop()
  })

  /** Resolves when others wait for a lock. */
  const somebodyWaits = (many = 1) =>
    vi.waitFor(
      async () => {
        // Not by the connection that holds the lock: within a transaction this view stands still.
        const rows = await test.central.database.query(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        )
        expect(rows.length).toBeGreaterThanOrEqual(many)
      },
      { timeout: 20_000, interval: 20 },
    )
  const give = async (who: Parameters<TestCentral['staff']>[0], ...one: Parameters<typeof command>) =>
    sendCommand(await test.staff(who), test.fixture.facilityId, command(...one))
  const publish = async (basedOn: number, ...rules: Rule[]) => {
    const content = fixtureRules(test.fixture.reasons.threat)
    const id = v7()
    const proposal = { comment: '', content: { ...content, rules: [...content.rules, ...rules] } }
    expect(await give('ode', 'rules.propose', id, basedOn, proposal)).toMatchObject({ outcome: 'applied' })
    expect(await give('farr', 'rules.publish', id, 1)).toMatchObject({ outcome: 'applied' })
  }

  it('asks for no contact for a member who is being deactivated, so that no facility keeps an old account', async () => {
    const { fixture } = test
    const id = v7()
    await test.central.database.query(
      `INSERT INTO individuals (id, facility_id, name, booking_number, housing_unit, pin_hash)
       VALUES ($1, $2, 'Ada Quill', 'B-1077', 'A', 'none')`,
      [id, fixture.facilityId],
    )
    const member = await test.member(fixture.poorMember.memberNumber)
    await other.query('BEGIN')
    await other.query('SELECT 1 FROM members WHERE id = $1 FOR NO KEY UPDATE', [fixture.poorMember.id])
    await other.query(`UPDATE members SET status = 'deactivated', version = version + 1 WHERE id = $1`, [
      fixture.poorMember.id,
    ])
    const body = { bookingNumber: 'B-1077', relationship: 'friend' }
    const asked = member.call('requestContact', { body }).then(
      () => 'asked',
      (error: unknown) => error,
    )
    await Promise.race([somebodyWaits(), asked])
    await other.query('COMMIT')
    expect(await asked).toMatchObject({ body: { code: 'account_deactivated' } })
    await other.query(`UPDATE members SET status = 'active' WHERE id = $1`, [fixture.poorMember.id])
  })

  it('lets an entry of the trail be written while settings of the facility wait for the end of the trail', async () => {
    const { facilityId } = test.fixture
    const admin = await test.staff('admin')
    const { version } = await admin.call('facilitySettings', { params: { facilityId } })
    await other.query('BEGIN')
    await other.query('SELECT 1 FROM audit_heads WHERE facility_id = $1 FOR UPDATE', [facilityId])
    const body = { basedOn: version, change: { targetMinutes: 90 } }
    const changed = admin.call('changeFacility', { params: { facilityId }, body })
    await somebodyWaits()
    await other.query(`SET LOCAL lock_timeout = '300ms'`)
    const entry = other.query(
      `INSERT INTO audit_entries (facility_id, position, at, action, details, previous_hash, hash)
       VALUES ($1, 1000000, now(), 'test', '{}', '', '')`,
      [facilityId],
    )
    const waited = await entry.then(
      () => null,
      (error: unknown) => error,
    )
    await other.query('ROLLBACK')
    expect(waited).toBeNull()
    expect(await changed).toMatchObject({ targetMinutes: 90 })
  })

  it('counts messages that are sent together as it counts them one after the other', async () => {
    await publish(1, {
      id: v7(),
      name: 'Many collect on delivery',
      enabled: true,
      match: 'all',
      conditions: [{ kind: 'cod' }, { kind: 'sender_messages', moreThan: 2 }],
      action: { kind: 'review', priority: 'low' },
    })
    const individual = await test.individual()
    const { approved } = test.fixture.contacts
    // Nobody can commit before all have come as far as they can.
    await other.query('BEGIN')
    await other.query('SELECT 1 FROM feed_heads WHERE facility_id = $1 FOR UPDATE', [test.fixture.facilityId])
    const sending = Array.from({ length: 5 }, (_, n) => test.send(individual, approved, `Hello ${n}`, { cod: true }))
    await somebodyWaits(5)
    await other.query('COMMIT')
    const sent = await Promise.all(sending)
    expect(sent.filter((message) => message.label === 'Delivered')).toHaveLength(2)
  })

  it('keeps an approved message back until its window opens again, when the window closed during the review', async () => {
    const local = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Denver', hour: '2-digit', minute: '2-digit' })
    const [hour = 0, minute = 0] = local.format(clock()).split(':').map(Number)
    const at = (minutes: number) => (hour * 60 + minute + minutes + 1440) % 1440
    await publish(2, {
      id: v7(),
      name: 'In an hour of the day only',
      enabled: true,
      match: 'all',
      conditions: [{ kind: 'direction', direction: 'inbound' }],
      action: { kind: 'window', from: at(-30), to: at(30) },
    })
    const message = await test.send(await test.member(), test.fixture.contacts.approved, 'No blade here')
    expect(message.label).toBe('Pending Review')
    ahead = 120 * MINUTE
    expect(await give('maddox', 'message.approve', message.id, 1)).toMatchObject({ outcome: 'applied' })
    const [row] = await test.central.database.query<{ state: string; deliver_at: Date | null }>(
      'SELECT state, deliver_at FROM messages WHERE id = $1',
      [message.id],
    )
    expect(row?.state).toBe('scheduled')
    const wait = (row?.deliver_at?.getTime() ?? 0) - clock().getTime()
    expect(wait / MINUTE).toBeGreaterThan(20 * 60)
    expect(wait / MINUTE).toBeLessThan(23 * 60)
  })

  it('delivers nothing outside its window, although no process was there while it was open', async () => {
    const { id } = await test.send(await test.member(), test.fixture.contacts.approved, 'Good night')
    await test.pause()
    ahead += 1440 * MINUTE
    await test.restart()
    const looked = () =>
      test.central.database.query<{ state: string; version: number; deliver_at: Date }>(
        'SELECT state, version, deliver_at FROM messages WHERE id = $1',
        [id],
      )
    await vi.waitFor(async () => expect(await looked()).toMatchObject([{ version: 2 }]), { timeout: 20_000 })
    const [row] = await looked()
    expect(row?.state).toBe('scheduled')
    expect(row?.deliver_at.getTime()).toBeGreaterThan(clock().getTime())
  })

  const guess = (account: string, address: string) =>
    fetch(`${test.url}/v1/individuals/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify({ bookingNumber: account, pin: '0000' }),
    }).then(async (answer) => ((await answer.json()) as { code: string }).code)

  it('lets ten guesses at a PIN through, however many come together', async () => {
    const codes = await Promise.all(Array.from({ length: 14 }, () => guess('B-7001', '192.0.2.7')))
    expect(codes.filter((code) => code === 'wrong_credentials')).toHaveLength(10)
    expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(4)
  })

  it('believes the proxy on the address of a caller, and not what the caller says before it', async () => {
    const codes = []
    for (let n = 0; n < 12; n++) codes.push(await guess('B-7002', `198.51.100.${n}, 192.0.2.8`))
    expect(codes.slice(10)).toEqual(['rate_limited', 'rate_limited'])
  })
})
