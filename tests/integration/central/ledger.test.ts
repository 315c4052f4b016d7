import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { creditService } from '../../../central/credits/service.ts'
import type { Queryable } from '../../../central/database/database.ts'
import { CentralRefusal, command, sendCommand, startTestCentral, type TestCentral } from '../../support/central.ts'

describe('the ledger', () => {
  let test: TestCentral
  beforeAll(async () => {
    test = await startTestCentral()
  })
  afterAll(() => test.stop())

  const INCOME = '00000000-0000-7000-8000-000000000001'
  const accountOf = async (owner: string) => {
    const rows = await test.central.database.query<{ id: string }>(
      'SELECT id FROM ledger_accounts WHERE owner_id = $1',
      [owner],
    )
    return rows[0]?.id ?? ''
  }
  const book = async (
    tx: Queryable,
    kind: string,
    messageId: string | null,
    reverses: string | null,
    postings: [string, number][],
  ): Promise<string> => {
    const id = v7()
    await tx.query(
      'INSERT INTO ledger_transactions (id, kind, message_id, reverses, at) VALUES ($1, $2, $3, $4, now())',
      [id, kind, messageId, reverses],
    )
    for (const [account, amount] of postings) {
      await tx.query('INSERT INTO postings (transaction_id, account_id, amount) VALUES ($1, $2, $3)', [
        id,
        account,
        amount,
      ])
    }
    return id
  }
  const inTransaction = (work: (tx: Queryable) => Promise<unknown>) => test.central.database.transaction(work)

  it('refuses in the database itself what does not balance', async () => {
    const member = await accountOf(test.fixture.member.id)
    await expect(inTransaction((tx) => book(tx, 'charge', v7(), null, [[member, -50]]))).rejects.toThrow('balance')
    await expect(inTransaction((tx) => book(tx, 'charge', v7(), null, []))).rejects.toThrow('balance')
    const uneven: [string, number][] = [
      [member, -50],
      [INCOME, 49],
    ]
    await expect(inTransaction((tx) => book(tx, 'charge', v7(), null, uneven))).rejects.toThrow('balance')
  })

  it('refuses in the database itself a second charge, a second refund and a refund that is no mirror', async () => {
    const member = await accountOf(test.fixture.member.id)
    const messageId = v7()
    const charge = await inTransaction((tx) =>
      book(tx, 'charge', messageId, null, [
        [member, -50],
        [INCOME, 50],
      ]),
    )
    const mirror: [string, number][] = [
      [member, 50],
      [INCOME, -50],
    ]
    const again: [string, number][] = mirror.map(([account, amount]) => [account, -amount])
    await expect(inTransaction((tx) => book(tx, 'cod', messageId, null, again))).rejects.toThrow('ledger_one_charge')
    const more: [string, number][] = mirror.map(([account, amount]) => [account, amount * 2])
    const refund = (postings: [string, number][]) =>
      inTransaction((tx) => book(tx, 'refund', messageId, charge as string, postings))
    await expect(refund(more)).rejects.toThrow('mirror')
    await refund(mirror)
    await expect(refund(mirror)).rejects.toThrow('reverses')
  })

  it('refuses in the database itself a balance below zero, and any change to what is written', async () => {
    const poor = await accountOf(test.fixture.poorMember.id)
    const { database } = test.central
    const below: [string, number][] = [
      [poor, -21],
      [INCOME, 21],
    ]
    await expect(inTransaction((tx) => book(tx, 'charge', v7(), null, below))).rejects.toThrow('below zero')
    for (const sql of [
      'UPDATE postings SET amount = 1',
      'DELETE FROM postings',
      'TRUNCATE postings',
      'UPDATE ledger_transactions SET message_id = NULL',
      'DELETE FROM ledger_transactions',
      'DELETE FROM ledger_accounts',
    ]) {
      await expect(database.query(sql), sql).rejects.toThrow('only ever added to')
    }
  })

  it('lets two withdrawals that only one balance can bear not both pass, whoever writes them', async () => {
    const poor = await accountOf(test.fixture.poorMember.id)
    const take: [string, number][] = [
      [poor, -15],
      [INCOME, 15],
    ]
    const results = await Promise.allSettled(
      [1, 2].map(() => inTransaction((tx) => book(tx, 'charge', v7(), null, take))),
    )
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('keeps its rules under any interleaving of sends, decisions, repeats and openings', async () => {
    const { fixture, central } = test
    const { database } = central
    const credits = creditService(database, () => new Date())
    await database.transaction((tx) => credits.purchase(tx, fixture.member.id, 3_000))
    const member = await test.member()
    const individual = await test.individual(fixture.poorIndividual.bookingNumber)
    const staff = [
      await test.staff('maddox'),
      await test.staff('lane'),
      await test.staff('ode'),
      await test.staff('farr'),
    ]
    const step = fc.record({
      act: fc.constantFrom('send', 'cod', 'approve', 'reject', 'recall', 'overturn', 'open', 'repeat' as const),
      who: fc.nat({ max: 3 }),
      which: fc.nat({ max: 7 }),
      flagged: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
        const messages: string[] = []
        const sent: unknown[] = []
        const tolerate = (work: Promise<unknown>) =>
          work.catch((error: unknown) => {
            if (!(error instanceof CentralRefusal) || error.body.code === 'internal') throw error
          })
        const run = async ({ act, who, which, flagged }: (typeof steps)[number]): Promise<unknown> => {
          const text = flagged ? 'a blade' : 'a letter'
          const client = staff[who]
          const id = messages[which % Math.max(1, messages.length)]
          if (act === 'send' || act === 'cod' || id === undefined) {
            const message = await (act === 'cod'
              ? test.send(individual, fixture.contacts.poor, text, { cod: true })
              : test.send(member, fixture.contacts.approved, text))
            return messages.push(message.id)
          }
          if (client === undefined) return
          if (act === 'open') return member.call('openMessage', { params: { messageId: id } })
          const reason = { reasonId: fixture.reasons.threat }
          const one =
            act === 'repeat'
              ? sent.at(-1)
              : command(`message.${act}`, id, 1 + (which % 4), act === 'reject' || act === 'recall' ? reason : {})
          if (one === undefined) return
          sent.push(one)
          return Promise.all([
            sendCommand(client, fixture.facilityId, one),
            sendCommand(client, fixture.facilityId, one),
          ])
        }
        // Three at a time, so that they meet.
        for (let n = 0; n < steps.length; n += 3)
          await Promise.all(steps.slice(n, n + 3).map((each) => tolerate(run(each))))

        const broken = await database.query(`
          SELECT 'unbalanced' AS rule FROM postings GROUP BY transaction_id HAVING sum(amount) <> 0
          UNION ALL SELECT 'below zero' FROM postings p JOIN ledger_accounts a ON a.id = p.account_id
            WHERE a.kind = 'service' GROUP BY a.id HAVING sum(amount) < 0
          UNION ALL SELECT 'rejected, paid and not refunded' FROM messages WHERE state = 'rejected' AND payment IN ('paid', 'cod_paid')
          UNION ALL SELECT 'refund and payment differ' FROM messages m WHERE (payment = 'refunded') <>
            EXISTS (SELECT 1 FROM ledger_transactions t WHERE t.message_id = m.id AND t.kind = 'refund')
          UNION ALL SELECT 'charge and payment differ' FROM messages m WHERE (payment <> 'cod_unpaid') <>
            EXISTS (SELECT 1 FROM ledger_transactions t WHERE t.message_id = m.id AND t.kind IN ('charge', 'cod'))
          UNION ALL SELECT 'refund told wrongly' FROM messages m WHERE (payment = 'refunded') <>
            ((SELECT coalesce(sum(refund), 0) FROM notifications n WHERE n.message_id = m.id) = 50)
          UNION ALL SELECT 'two rejections told as refunds' FROM notifications WHERE refund > 0 GROUP BY message_id HAVING count(*) > 1`)
        expect(broken).toEqual([])
      }),
      { numRuns: 12, seed: 20_261_123, endOnFailure: true },
    )
    expect(await central.firstBrokenAuditEntry(fixture.facilityId)).toBeNull()
  })
})
