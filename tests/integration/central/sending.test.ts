import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MESSAGE_MAX_CODE_POINTS, MESSAGE_PRICE } from '../../../shared/domain/message.ts'
import {
  type CentralClient,
  command,
  PASSWORD,
  sendCommand,
  startTestCentral,
  type TestCentral,
} from '../../support/central.ts'

describe('sending a message', () => {
  let test: TestCentral
  let member: CentralClient
  let officer: CentralClient

  beforeAll(async () => {
    test = await startTestCentral()
    member = await test.member()
    officer = await test.staff('maddox')
  })
  afterAll(() => test.stop())

  const balance = async (client: CentralClient) => (await client.call('myAccount')).balances.service
  const params = () => ({ contactId: test.fixture.contacts.approved })

  it('charges 50 once and delivers at once where no rule says otherwise', async () => {
    const before = await balance(member)
    const message = await test.send(member, test.fixture.contacts.approved, 'Good morning, the garden is in bloom.')
    expect(message).toMatchObject({ label: 'Delivered', mine: true, refunded: false, costToOpen: 0 })
    expect(await balance(member)).toBe(before - MESSAGE_PRICE)
    const individual = await test.individual()
    const { notifications } = await individual.call('myNotifications')
    expect(notifications[0]).toMatchObject({ kind: 'message_delivered', messageId: message.id })
  })

  it('refuses what is too long, empty, malformed or carries an attachment before any charge', async () => {
    const before = await balance(member)
    const refused = (body: object) =>
      member.refusal('sendMessage', { params: params(), body: { idempotencyKey: v7(), text: 'x', ...body } })
    expect(await refused({ text: 'a'.repeat(MESSAGE_MAX_CODE_POINTS + 1) })).toBe('message_too_long')
    expect(await refused({ text: '\u{1F600}'.repeat(MESSAGE_MAX_CODE_POINTS + 1) })).toBe('message_too_long')
    expect(await refused({ text: ' \n ' })).toBe('message_empty')
    expect(await refused({ text: 'half \ud800' })).toBe('message_malformed')
    expect(await refused({ text: 'nul \0' })).toBe('message_malformed')
    expect(await refused({ attachment: 'photo' })).toBe('message_attachment')
    expect(await balance(member)).toBe(before)
    const form = new FormData()
    form.set('text', 'hello')
    const answer = await fetch(`${test.url}/v1/contacts/${params().contactId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${member.token}` },
      body: form,
    })
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([422, 'message_attachment'])
  })

  it('accepts exactly 30,000 characters outside the basic plane', async () => {
    const message = await test.send(member, test.fixture.contacts.approved, '\u{1F600}'.repeat(MESSAGE_MAX_CODE_POINTS))
    expect(message.label).toBe('Delivered')
  })

  it('answers a body that is larger than any message with its own code', async () => {
    const code = await member.refusal('sendMessage', {
      params: params(),
      body: { text: 'a'.repeat(900_000), idempotencyKey: v7() },
    })
    expect(code).toBe('payload_too_large')
  })

  it('charges once for one idempotency key, also when both arrive at once', async () => {
    const before = await balance(member)
    const body = { text: 'Only once, please.', idempotencyKey: v7() }
    const twice = await Promise.all([
      member.call('sendMessage', { params: params(), body }),
      member.call('sendMessage', { params: params(), body }),
    ])
    expect(twice[0].id).toBe(twice[1].id)
    expect((await member.call('sendMessage', { params: params(), body })).id).toBe(twice[0].id)
    expect(await balance(member)).toBe(before - MESSAGE_PRICE)
    const other = { ...body, text: 'Something else.' }
    expect(await member.refusal('sendMessage', { params: params(), body: other })).toBe('idempotency_mismatch')
  })

  it('refuses a sender without enough credits and leaves the balance as it was', async () => {
    const poor = await test.member(test.fixture.poorMember.memberNumber)
    const contactId = test.fixture.contacts.ofPoorMember
    const body = { text: 'Hello', idempotencyKey: v7() }
    expect(await poor.refusal('sendMessage', { params: { contactId }, body })).toBe('insufficient_credits')
    expect(await balance(poor)).toBe(20)
  })

  it('lets only two of three concurrent messages through when the credits suffice for two', async () => {
    const individual = await test.individual()
    const start = await balance(individual)
    const sends = Math.floor(start / MESSAGE_PRICE) + 1
    const results = await Promise.allSettled(
      Array.from({ length: sends }, (_, n) => test.send(individual, test.fixture.contacts.approved, `Number ${n}`)),
    )
    expect(results.filter((result) => result.status === 'rejected')).toHaveLength(1)
    expect(await balance(individual)).toBe(start % MESSAGE_PRICE)
  })

  it('tells which of the grounds forbids writing', async () => {
    const poor = await test.member(test.fixture.poorMember.memberNumber)
    const contactId = test.fixture.contacts.pending
    expect(await poor.call('eligibility', { params: { contactId } })).toMatchObject({
      eligible: false,
      code: 'contact_not_approved',
    })
    const ground = async () => (await member.call('eligibility', { params: params() })).code
    const { database } = test.central
    expect(await ground()).toBeNull()
    await database.query(`UPDATE members SET status = 'deactivated' WHERE id = $1`, [test.fixture.member.id])
    expect(await ground()).toBe('account_deactivated')
    await database.query('UPDATE facilities SET messaging_supported = false')
    expect(await ground()).toBe('messaging_unsupported')
    await database.query(
      `INSERT INTO restrictions (id, facility_id, scope, member_id, starts_at, imposed_by, reason_text)
       VALUES ($1, $2, 'member', $3, now() - interval '1 minute', $4, 'court order')`,
      [v7(), test.fixture.facilityId, test.fixture.member.id, test.fixture.staff.ode.id],
    )
    expect(await ground()).toBe('communication_restricted')
    await database.query('UPDATE restrictions SET lifted_at = now()')
    await database.query('UPDATE facilities SET messaging_supported = true')
    await database.query(`UPDATE members SET status = 'active' WHERE id = $1`, [test.fixture.member.id])
    expect(await ground()).toBeNull()
  })

  it('rejects by rule with the refund and the notification at once', async () => {
    const before = await balance(member)
    const message = await test.send(member, test.fixture.contacts.approved, 'The gate code is 1234')
    expect(message).toMatchObject({ label: 'Rejected', refunded: true, reason: { en: 'Public: threat' } })
    expect(await balance(member)).toBe(before)
    const { notifications } = await member.call('myNotifications')
    expect(notifications[0]).toMatchObject({ kind: 'message_rejected', messageId: message.id, refund: MESSAGE_PRICE })
  })

  it('shows holds and schedules outside as pending review, and lets a rejected message be revised', async () => {
    const contactId = test.fixture.contacts.approved
    expect((await test.send(member, contactId, 'See you later')).label).toBe('Pending Review')
    const message = await test.send(member, contactId, 'Bring the blade')
    expect(message.label).toBe('Pending Review')
    const revise = { revises: message.id }
    await expect(test.send(member, contactId, 'Bring the book', revise)).rejects.toThrow('revision_not_allowed')
    const reject = command('message.reject', message.id, 1, { reasonId: test.fixture.reasons.threat })
    expect((await sendCommand(officer, test.fixture.facilityId, reject)).outcome).toBe('applied')
    const revised = await test.send(member, contactId, 'Bring the book', revise)
    expect(revised).toMatchObject({ label: 'Delivered', revises: message.id })
  })

  it('does not let a privileged contact be screened, nor its text reach the staff feed', async () => {
    const { database } = test.central
    const contactId = test.fixture.contacts.approved
    await database.query('UPDATE contacts SET privileged = true WHERE id = $1', [contactId])
    const message = await test.send(member, contactId, 'The blade is exhibit four.')
    expect(message.label).toBe('Delivered')
    const rows = await database.query<{ data: { text: string | null } }>(
      'SELECT data FROM changes WHERE entity_id = $1',
      [message.id],
    )
    expect(rows.map((row) => row.data.text)).toEqual([null])
    await database.query('UPDATE contacts SET privileged = false WHERE id = $1', [contactId])
  })

  it('limits wrong passwords for one account', async () => {
    const wrong = { memberNumber: test.fixture.member.memberNumber, password: 'wrong' }
    const codes = []
    for (let n = 0; n < 11; n++) codes.push(await test.anyone.refusal('memberSignIn', { body: wrong }))
    expect(codes[0]).toBe('wrong_credentials')
    expect(codes.at(-1)).toBe('rate_limited')
    const right = { ...wrong, password: PASSWORD }
    expect(await test.anyone.refusal('memberSignIn', { body: right })).toBe('rate_limited')
  })
})
