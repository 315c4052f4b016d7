import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { creditService } from '../../../central/credits/service.ts'
import {
  type CentralClient,
  command,
  sendCommand,
  sendCommands,
  startTestCentral,
  type TestCentral,
} from '../../support/central.ts'

describe('decisions on messages', () => {
  let test: TestCentral
  let member: CentralClient
  let maddox: CentralClient
  let lane: CentralClient
  let ode: CentralClient

  beforeAll(async () => {
    test = await startTestCentral()
    member = await test.member()
    maddox = await test.staff('maddox')
    lane = await test.staff('lane')
    ode = await test.staff('ode')
    const credits = creditService(test.central.database, () => new Date())
    await test.central.database.transaction((tx) => credits.purchase(tx, test.fixture.member.id, 100_000))
  })
  afterAll(() => test.stop())

  const facility = () => test.fixture.facilityId
  const reasonId = () => test.fixture.reasons.threat
  const balance = async (client: CentralClient) => (await client.call('myAccount')).balances.service
  const pending = () => test.send(member, test.fixture.contacts.approved, 'Hide the blade well.')
  const label = async (id: string) => {
    const { messages } = await member.call('thread', { params: { contactId: test.fixture.contacts.approved } })
    return messages.find((message) => message.id === id)
  }
  const refundsOf = async (messageId: string) =>
    (
      await test.central.database.query(`SELECT 1 FROM ledger_transactions WHERE kind = 'refund' AND message_id = $1`, [
        messageId,
      ])
    ).length

  it('refunds a rejected message exactly once, with one notification and the public reason', async () => {
    const before = await balance(member)
    const message = await pending()
    expect(await balance(member)).toBe(before - 50)
    const reject = command('message.reject', message.id, 1, { reasonId: reasonId() })
    const first = await sendCommand(maddox, facility(), reject)
    expect(first).toMatchObject({ outcome: 'applied', version: 2 })
    expect(await sendCommand(maddox, facility(), reject)).toEqual(first)
    expect(await balance(member)).toBe(before)
    expect(await label(message.id)).toMatchObject({
      label: 'Rejected',
      refunded: true,
      reason: { en: 'Public: threat' },
    })
    const { notifications } = await member.call('myNotifications')
    const told = notifications.filter((notice) => notice.messageId === message.id)
    expect(told).toMatchObject([{ kind: 'message_rejected', refund: 50, reason: { es: 'Público: threat' } }])
    expect(await refundsOf(message.id)).toBe(1)
  })

  it('gives one effect and equal answers to a command sent many times at once', async () => {
    const message = await pending()
    const reject = command('message.reject', message.id, 1, { reasonId: reasonId() })
    const answers = await Promise.all(Array.from({ length: 8 }, () => sendCommand(maddox, facility(), reject)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]?.outcome).toBe('applied')
    expect(await refundsOf(message.id)).toBe(1)
    const decisions = await test.central.database.query('SELECT 1 FROM decisions WHERE message_id = $1', [message.id])
    expect(decisions).toHaveLength(1)
  })

  it('lets one of two different decisions win, and tells the other who won', async () => {
    for (let round = 0; round < 5; round++) {
      const message = await pending()
      const [approved, rejected] = await Promise.all([
        sendCommand(maddox, facility(), command('message.approve', message.id, 1)),
        sendCommand(lane, facility(), command('message.reject', message.id, 1, { reasonId: reasonId() })),
      ])
      expect([approved.outcome, rejected.outcome].sort()).toEqual(['applied', 'conflict'])
      const lost = approved.outcome === 'conflict' ? approved : rejected
      if (lost.outcome !== 'conflict') throw new Error('one must lose')
      const approveWon = approved.outcome === 'applied'
      expect(lost.winner).toMatchObject({
        by: approveWon ? 'Maddox' : 'Lane',
        what: approveWon ? 'approve' : 'reject',
        state: approveWon ? 'delivered' : 'rejected',
        version: 2,
      })
      expect(await refundsOf(message.id)).toBe(approveWon ? 0 : 1)
    }
  })

  it('accepts a decision on an older version where nobody else has decided', async () => {
    const message = await pending()
    const hold = command('message.hold', message.id, 1, { reasonId: test.fixture.reasons.unclear })
    expect((await sendCommand(maddox, facility(), hold)).outcome).toBe('applied')
    const approve = await sendCommand(maddox, facility(), command('message.approve', message.id, 1))
    expect(approve).toMatchObject({ outcome: 'applied', version: 3 })
  })

  it('follows the lifecycle: what is not allowed in a state is refused and changes nothing', async () => {
    const message = await pending()
    const codeOf = async (client: CentralClient, one: unknown) => {
      const result = await sendCommand(client, facility(), one)
      return result.outcome === 'refused' ? result.code : result.outcome
    }
    expect(await codeOf(maddox, command('message.return', message.id, 1))).toBe('wrong_state')
    expect(await codeOf(ode, command('message.recall', message.id, 1, { reasonId: reasonId() }))).toBe('wrong_state')
    expect(await codeOf(maddox, command('message.reject', message.id, 1))).toBe('invalid_input')
    const unfit = { reasonId: test.fixture.reasons.unclear }
    expect(await codeOf(maddox, command('message.reject', message.id, 1, unfit))).toBe('reason_unknown')
    expect(await codeOf(maddox, command('message.recall', message.id, 1, { reasonId: reasonId() }))).toBe('forbidden')
    expect(await codeOf(await test.staff('quill'), command('message.approve', message.id, 1))).toBe('forbidden')
    expect(await codeOf(maddox, command('message.approve', v7(), 1))).toBe('not_found')
    expect(await codeOf(maddox, { id: 'no id' })).toBe('invalid_input')
    expect(await codeOf(maddox, command('message.note', message.id, 1, { text: 'nul \0' }))).toBe('invalid_input')
    expect(await codeOf(await test.staff('quill'), command('message.note', message.id, 1, { text: 'Noted' }))).toBe(
      'applied',
    )
    expect(await codeOf(maddox, command('message.escalate', message.id, 1))).toBe('applied')
    expect(await codeOf(maddox, command('message.escalate', message.id, 2))).toBe('wrong_state')
    expect((await label(message.id))?.label).toBe('Pending Review')
  })

  it('does not let a bad command stop the others of its call', async () => {
    const message = await pending()
    const results = await sendCommands(
      maddox,
      facility(),
      'nonsense',
      command('message.approve', message.id, 1, { note: 5 }),
      command('message.approve', message.id, 1),
    )
    expect(results.map((result) => result.outcome)).toEqual(['refused', 'refused', 'applied'])
  })

  it('recalls what has not been opened, and never charges again when a rejection is overturned', async () => {
    const before = await balance(member)
    const message = await pending()
    const individual = await test.individual()
    await sendCommand(maddox, facility(), command('message.approve', message.id, 1))
    const recall = command('message.recall', message.id, 2, { reasonId: reasonId() })
    expect(await sendCommand(ode, facility(), recall)).toMatchObject({ outcome: 'applied' })
    expect(await balance(member)).toBe(before)
    const open = { params: { messageId: message.id } }
    expect(await individual.refusal('openMessage', open)).toBe('message_not_delivered')
    expect(await sendCommand(ode, facility(), command('message.overturn', message.id, 3))).toMatchObject({
      outcome: 'applied',
    })
    expect(await balance(member)).toBe(before)
    expect((await individual.call('openMessage', open)).text).toBe('Hide the blade well.')
    const late = command('message.recall', message.id, 5, { reasonId: reasonId() })
    expect(await sendCommand(ode, facility(), late)).toMatchObject({ outcome: 'refused', code: 'already_opened' })
    expect(await refundsOf(message.id)).toBe(1)
  })

  it('takes 50 credits once for a COD message that is opened twice at once', async () => {
    const individual = await test.individual(test.fixture.poorIndividual.bookingNumber)
    const contactId = test.fixture.contacts.poor
    const body = { text: 'Please write back.', idempotencyKey: v7() }
    expect(await individual.refusal('sendMessage', { params: { contactId }, body })).toBe('insufficient_credits')
    const message = await test.send(individual, contactId, 'Please write back.', { cod: true })
    const before = await balance(member)
    const seen = await member.call('thread', { params: { contactId } })
    expect(seen.messages[0]).toMatchObject({ id: message.id, text: null, costToOpen: 50, cod: true })
    const open = { params: { messageId: message.id } }
    const opened = await Promise.all([member.call('openMessage', open), member.call('openMessage', open)])
    expect(opened.map((each) => each.text)).toEqual([body.text, body.text])
    expect((await member.call('openMessage', open)).costToOpen).toBe(0)
    expect(await balance(member)).toBe(before - 50)
    expect(await member.refusal('sendMessage', { params: { contactId }, body: { ...body, cod: true } })).toBe(
      'invalid_input',
    )
  })

  it('moves no money when an unpaid COD message is rejected', async () => {
    const individual = await test.individual(test.fixture.poorIndividual.bookingNumber)
    const message = await test.send(individual, test.fixture.contacts.poor, 'The blade again', { cod: true })
    const reject = command('message.reject', message.id, 1, { reasonId: reasonId() })
    expect((await sendCommand(maddox, facility(), reject)).outcome).toBe('applied')
    const { notifications } = await individual.call('myNotifications')
    expect(notifications[0]).toMatchObject({ kind: 'message_rejected', messageId: message.id, refund: 0 })
    expect(await refundsOf(message.id)).toBe(0)
  })

  it('refuses an officer the fifty-first decision of one batch, and not a supervisor', async () => {
    const batchId = v7()
    const officers = Array.from({ length: 51 }, () => command('message.approve', v7(), 1, {}, batchId))
    const results = await sendCommands(maddox, facility(), ...officers)
    expect(results.map((result) => (result.outcome === 'refused' ? result.code : ''))).toEqual([
      ...Array.from({ length: 50 }, () => 'not_found'),
      'bulk_limit',
    ])
    const large = v7()
    const supervisors = Array.from({ length: 51 }, () => command('message.approve', v7(), 1, {}, large))
    const last = (await sendCommands(ode, facility(), ...supervisors)).at(-1)
    expect(last).toMatchObject({ code: 'not_found' })
  })

  it('keeps a trail of every command that can be checked, and in which a change is found', async () => {
    expect(await test.central.firstBrokenAuditEntry(facility())).toBeNull()
    const { database } = test.central
    const text = await database.query<{ many: number }>(
      `SELECT count(*) AS many FROM audit_entries WHERE details::text LIKE '%blade%'`,
    )
    expect(text[0]?.many).toBe(0)
    await expect(database.query(`UPDATE audit_entries SET action = 'x'`)).rejects.toThrow('only ever added to')
    await database.query('ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_immutable')
    await database.query(`UPDATE audit_entries SET action = 'message.approve' WHERE position = 3`)
    expect(await test.central.firstBrokenAuditEntry(facility())).toBe(3)
  })
})
