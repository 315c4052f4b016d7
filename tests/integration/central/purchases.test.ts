import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startCentral } from '../../../central/compose.ts'
import type { PaymentGateway } from '../../../central/payments/port.ts'
import { paymentSandbox } from '../../../central/payments/sandbox.ts'
import { signNotice } from '../../../central/payments/signature.ts'
import { operations } from '../../../shared/central/operations.ts'
import { type CentralClient, clientFor, startTestCentral, type TestCentral } from '../../support/central.ts'

/** A processor that outlives the service, as real ones do. */
function lastingSandbox(url: () => string): PaymentGateway {
  const sandbox = paymentSandbox({
    noticeUrl: () => `${url()}${operations.paymentNotice.path}`,
    slowMs: 400,
    patienceMs: 300,
  })
  const { processor } = sandbox
  return { ...sandbox, processor: { pay: processor.pay, find: processor.find, close: async () => undefined } }
}

describe('buying credits', () => {
  let test: TestCentral
  let member: CentralClient
  let gateway: PaymentGateway

  beforeAll(async () => {
    gateway = lastingSandbox(() => test.url)
    test = await startTestCentral({ payments: () => gateway })
    member = await test.member()
  })
  afterAll(() => test.stop())

  const balance = async () => (await member.call('myAccount')).balances.service
  const buy = (cardToken: string, credits = 500, idempotencyKey = v7()) =>
    member.call('purchaseCredits', { body: { credits, cardToken, idempotencyKey } })
  const stateOf = async (id: string) =>
    (await member.call('myTransactions')).transactions.filter((each) => each.id === id).map((each) => each.state)
  const becomes = (id: string, state: 'posted' | 'failed') =>
    vi.waitFor(async () => expect(await stateOf(id)).toEqual([state]), { timeout: 10_000, interval: 30 })

  it('shows a purchase at once as pending, and in the balance only when it is posted', async () => {
    const before = await balance()
    const purchase = await buy('tok_slow')
    expect(purchase).toMatchObject({ kind: 'purchase', amount: 500, state: 'pending' })
    const { transactions } = await member.call('myTransactions')
    expect(transactions[0]).toEqual(purchase)
    expect(await balance()).toBe(before)
    await becomes(purchase.id, 'posted')
    expect(await balance()).toBe(before + 500)
  })

  it('shows what the processor declines as failed, and posts nothing', async () => {
    const before = await balance()
    for (const card of ['tok_declined', 'tok_declined_later', 'tok_never_heard_of']) {
      await becomes((await buy(card)).id, 'failed')
    }
    expect(await balance()).toBe(before)
  })

  it('posts once when the processor tells twice, and when it tells again much later', async () => {
    const before = await balance()
    const { id } = await buy('tok_twice')
    await becomes(id, 'posted')
    const notice = { reference: id, outcome: 'succeeded' as const }
    const body = { ...notice, signature: signNotice(notice, gateway.secret) }
    await Promise.all([1, 2, 3].map(() => test.anyone.call('paymentNotice', { body })))
    const changed = { reference: id, outcome: 'declined' as const }
    await test.anyone.call('paymentNotice', { body: { ...changed, signature: signNotice(changed, gateway.secret) } })
    expect(await stateOf(id)).toEqual(['posted'])
    expect(await balance()).toBe(before + 500)
  })

  it('believes no notice that is not signed, nor one whose words were changed', async () => {
    const { id } = await buy('tok_slow')
    const declined = { reference: id, outcome: 'declined' as const }
    const changed = { reference: id, outcome: 'succeeded' as const, signature: signNotice(declined, gateway.secret) }
    expect(await test.anyone.refusal('paymentNotice', { body: changed })).toBe('payment_signature_wrong')
    const unknown = { reference: v7(), outcome: 'succeeded' as const }
    const body = { ...unknown, signature: signNotice(unknown, gateway.secret) }
    expect(await test.anyone.refusal('paymentNotice', { body })).toBe('not_found')
    await becomes(id, 'posted')
  })

  it('buys once for one idempotency key, also when both arrive at once, and refuses another purchase under it', async () => {
    const before = await balance()
    const key = v7()
    const [one, two] = await Promise.all([buy('tok_ok', 700, key), buy('tok_ok', 700, key)])
    expect(one.id).toBe(two.id)
    await becomes(one.id, 'posted')
    expect(await buy('tok_ok', 700, key)).toMatchObject({ id: one.id, state: 'posted' })
    expect(await balance()).toBe(before + 700)
    const other = { credits: 800, cardToken: 'tok_ok', idempotencyKey: key }
    expect(await member.refusal('purchaseCredits', { body: other })).toBe('idempotency_mismatch')
  })

  it('refuses amounts outside the bounds and what looks like a card number', async () => {
    const refused = (body: object) =>
      member.refusal('purchaseCredits', { body: { credits: 100, cardToken: 'tok_ok', idempotencyKey: v7(), ...body } })
    for (const body of [{ credits: 49 }, { credits: 50_001 }, { credits: 99.5 }, { cardToken: '4242424242424242' }]) {
      expect(await refused(body)).toBe('invalid_input')
    }
  })

  it('asks again when nothing was heard: what was paid is posted, what was lost is asked for anew', async () => {
    const before = await balance()
    const silent = await buy('tok_silent', 300)
    const lost = await buy('tok_lost', 200)
    expect(await stateOf(silent.id)).toEqual(['pending'])
    await becomes(silent.id, 'posted')
    await becomes(lost.id, 'posted')
    expect(await balance()).toBe(before + 500)
  })

  it('resolves on its next start what was pending when the service stopped', async () => {
    const before = await balance()
    const { id } = await buy('tok_silent', 150)
    await test.pause()
    await test.restart()
    await becomes(id, 'posted')
    expect(await balance()).toBe(before + 150)
  })

  it('keeps the card only until the payment has ended, and never spends the phone balances', async () => {
    const rows = await test.central.database.query(
      `SELECT 1 FROM purchases WHERE state <> 'pending' AND card_token IS NOT NULL`,
    )
    expect(rows).toEqual([])
    expect((await member.call('myAccount')).balances).toMatchObject({ prepaid: 700, pinDebit: 0 })
    const poor = await test.member(test.fixture.poorMember.memberNumber)
    expect((await poor.call('myAccount')).balances).toMatchObject({ service: 20, prepaid: 700 })
    const eligibility = await poor.call('eligibility', { params: { contactId: test.fixture.contacts.ofPoorMember } })
    expect(eligibility).toMatchObject({ eligible: false, code: 'insufficient_credits', cod: false })
  })

  it('refuses a purchase where no processor is configured, and to a deactivated member', async () => {
    const bare = await startCentral({ databaseUrl: test.databaseUrl, host: '127.0.0.1', port: 0 })
    const there = clientFor(bare.url, member.token)
    const some = { credits: 100, cardToken: 'tok_ok', idempotencyKey: v7() }
    const refusal = await there.refusal('purchaseCredits', { body: some }).finally(() => bare.stop())
    expect(refusal).toBe('payments_unavailable')
    await test.central.database.query(`UPDATE members SET status = 'deactivated' WHERE id = $1`, [
      test.fixture.member.id,
    ])
    const body = { credits: 100, cardToken: 'tok_ok', idempotencyKey: v7() }
    expect(await member.refusal('purchaseCredits', { body })).toBe('account_deactivated')
    await test.central.database.query(`UPDATE members SET status = 'active' WHERE id = $1`, [test.fixture.member.id])
  })
})
