import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parseRecord } from '../../../shared/central/feed.ts'
import {
  type CentralClient,
  CentralRefusal,
  command,
  readSnapshot,
  sendCommand,
  startTestCentral,
  type TestCentral,
} from '../../support/central.ts'

const acts = [
  'send',
  'send',
  'cod',
  'open',
  'approve',
  'hold',
  'reject',
  'reject',
  'recall',
  'overturn',
  'purchase',
  'restrict',
  'lift',
  'due',
  'delete',
  'cut',
] as const
const step = fc.record({
  act: fc.constantFrom(...acts),
  who: fc.nat({ max: 3 }),
  which: fc.nat({ max: 11 }),
  text: fc.constantFrom('a letter', 'a blade', 'see you later', 'the gate code'),
  card: fc.constantFrom(
    'tok_ok',
    'tok_twice',
    'tok_declined',
    'tok_declined_later',
    'tok_slow',
    'tok_silent',
    'tok_lost',
  ),
  scope: fc.constantFrom('pair', 'individual', 'member', 'housing_unit', 'facility'),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const paying: readonly string[] = ['tok_ok', 'tok_twice', 'tok_slow', 'tok_silent', 'tok_lost']

describe('whatever happens in whatever order, with connections cut in between', () => {
  let test: TestCentral
  let member: CentralClient
  let individual: CentralClient
  let staff: CentralClient[]
  const bought = new Map<string, string>()
  let sent = 0

  beforeAll(async () => {
    test = await startTestCentral()
    member = await test.member()
    individual = await test.individual(test.fixture.poorIndividual.bookingNumber)
    staff = [await test.staff('maddox'), await test.staff('ode'), await test.staff('lane'), await test.staff('farr')]
  })
  afterAll(() => test.stop())

  /** Repeats a call that central could not answer, as every caller does; another refusal is an answer. */
  const insist = async <T>(call: () => Promise<T>): Promise<T | null> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await call()
      } catch (error) {
        if (!(error instanceof CentralRefusal)) throw error
        if (error.body.code !== 'unavailable') {
          expect(error.body.code).not.toBe('internal')
          return null
        }
        if (attempt === 10) throw error
      }
    }
  }

  const restrictionOf = (scope: Step['scope']) => {
    const [individualId, memberId] = [test.fixture.individual.id, test.fixture.member.id]
    const target = {
      pair: { scope, individualId, memberId },
      individual: { scope, individualId },
      member: { scope, memberId },
      housing_unit: { scope, housingUnit: 'A' },
      facility: { scope },
    }[scope]
    return { target, from: new Date(Date.now() - 1_000).toISOString(), until: null, reason: 'For a while' }
  }

  /** Runs one step; `messages` and `restrictions` grow. */
  const run = async (one: Step, messages: string[], restrictions: string[]): Promise<void> => {
    const { fixture } = test
    const client = staff[one.who] ?? member
    const messageId = messages[one.which % Math.max(1, messages.length)]
    const order = async (
      kind: Parameters<typeof command>[0],
      target: string,
      basedOn: number,
      payload: object = {},
    ) => {
      const made = command(kind, target, basedOn, payload)
      return insist(() => sendCommand(client, fixture.facilityId, made))
    }
    switch (one.act) {
      case 'send':
      case 'cod': {
        const cod = one.act === 'cod'
        const body = { text: one.text, idempotencyKey: v7(), ...(cod ? { cod } : {}) }
        const contactId = cod || one.which % 3 === 0 ? fixture.contacts.poor : fixture.contacts.approved
        const message = await insist(() =>
          (cod ? individual : member).call('sendMessage', { params: { contactId }, body }),
        )
        if (message === null) return
        messages.push(message.id)
        sent++
        return
      }
      case 'purchase': {
        const body = { credits: 100, cardToken: one.card, idempotencyKey: v7() }
        const purchase = await insist(() => member.call('purchaseCredits', { body }))
        if (purchase !== null) bought.set(purchase.id, one.card)
        return
      }
      case 'restrict': {
        const id = v7()
        const result = await order('restriction.impose', id, 0, restrictionOf(one.scope))
        if (result?.outcome === 'applied') restrictions.push(id)
        return
      }
      case 'lift': {
        const id = restrictions.at(-1)
        if (id !== undefined) await order('restriction.lift', id, 1)
        return
      }
      case 'due':
        await test.central.database
          .query(`UPDATE messages SET deliver_at = now() WHERE state = 'scheduled'`)
          .catch(() => undefined)
        return
      case 'cut':
        await test.central.database
          .query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`,
          )
          .catch(() => undefined)
        return
      default: {
        if (messageId === undefined) return
        const params = { messageId }
        if (one.act === 'open' || one.act === 'delete') {
          const name = one.act === 'open' ? 'openMessage' : 'deleteMessage'
          await insist(() => (one.which % 2 === 0 ? member : individual).call(name, { params }))
          return
        }
        const needsReason = one.act === 'hold' || one.act === 'reject' || one.act === 'recall'
        await order(
          `message.${one.act}`,
          messageId,
          1 + (one.which % 4),
          needsReason ? { reasonId: fixture.reasons.threat } : {},
        )
      }
    }
  }

  const broken = () =>
    test.central.database.query(`
      SELECT 'does not sum to zero' AS rule FROM postings GROUP BY transaction_id HAVING sum(amount) <> 0
      UNION ALL SELECT 'below zero' FROM postings p JOIN ledger_accounts a ON a.id = p.account_id
        WHERE a.kind = 'service' GROUP BY a.id HAVING sum(amount) < 0
      UNION ALL SELECT 'refunded twice' FROM ledger_transactions WHERE kind = 'refund' GROUP BY reverses HAVING count(*) > 1
      UNION ALL SELECT 'charged, and a refund too few or too many' FROM messages m
        JOIN ledger_transactions c ON c.message_id = m.id AND c.kind IN ('charge', 'cod')
        WHERE EXISTS (SELECT 1 FROM ledger_transactions r WHERE r.reverses = c.id) <>
          (m.state = 'rejected' OR EXISTS (SELECT 1 FROM decisions d WHERE d.message_id = m.id AND d.kind = 'overturn'))
      UNION ALL SELECT 'not charged' FROM messages m WHERE (m.payment <> 'cod_unpaid') <>
        EXISTS (SELECT 1 FROM ledger_transactions t WHERE t.message_id = m.id AND t.kind IN ('charge', 'cod'))
      UNION ALL SELECT 'charged without a message' FROM ledger_transactions t WHERE t.message_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.id = t.message_id)
      UNION ALL SELECT 'rejected and read' FROM messages WHERE state = 'rejected' AND opened_at IS NOT NULL
      UNION ALL SELECT 'delivered too often' FROM messages m WHERE
        (SELECT count(*) FROM notifications n WHERE n.message_id = m.id AND n.kind = 'message_delivered') >
        1 + (SELECT count(*) FROM decisions d WHERE d.message_id = m.id AND d.kind = 'overturn')
      UNION ALL SELECT 'a purchase that is not in the ledger as it says' FROM purchases p WHERE (p.state = 'posted') <>
        EXISTS (SELECT 1 FROM ledger_transactions t JOIN postings o ON o.transaction_id = t.id
          WHERE t.id = p.id AND t.kind = 'purchase' AND o.amount = p.credits)`)

  it('the money adds up, no message is both delivered and rejected, and the feed tells all of it', async () => {
    const { fixture, url } = test
    const token = staff[0]?.token ?? ''
    const snapshot = async () => {
      const lines = await readSnapshot(url, token, fixture.facilityId)
      const state = new Map<string, object>()
      for (const line of lines) {
        if (line.type === 'record') state.set(`${line.entity} ${line.id}`, { version: line.version, data: line.data })
      }
      return { position: lines[0]?.type === 'head' ? lines[0].position : -1, state }
    }
    const start = await snapshot()

    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 9, maxLength: 30 }), async (steps) => {
        const messages: string[] = []
        const restrictions: string[] = []
        // Three at a time, so that they meet.
        for (let n = 0; n < steps.length; n += 3) {
          await Promise.all(steps.slice(n, n + 3).map((one) => run(one, messages, restrictions)))
        }
        expect(await broken()).toEqual([])
        for (const id of restrictions) {
          const lift = command('restriction.lift', id, 1)
          await insist(() => sendCommand(staff[1] ?? member, fixture.facilityId, lift))
        }
      }),
      { numRuns: 40, seed: 20_261_123, endOnFailure: true },
    )

    // What was made due by hand is delivered, and the feed tells so.
    await vi.waitFor(
      async () => {
        const due = `SELECT id FROM messages WHERE state = 'scheduled' AND deliver_at <= now()`
        expect(await test.central.database.query(due)).toEqual([])
      },
      { timeout: 20_000, interval: 100 },
    )
    // No purchase stays pending, and each ends as its card says.
    await vi.waitFor(
      async () => {
        const rows = await test.central.database.query<{ id: string; state: string }>('SELECT id, state FROM purchases')
        expect(new Map(rows.map((row) => [row.id, row.state]))).toEqual(
          new Map([...bought].map(([id, card]) => [id, paying.includes(card) ? 'posted' : 'failed'])),
        )
      },
      { timeout: 20_000, interval: 100 },
    )
    const count = await test.central.database.query<{ many: number }>('SELECT count(*) AS many FROM messages')
    expect(count[0]?.many).toBe(sent)
    expect(sent).toBeGreaterThan(20)
    expect(bought.size).toBeGreaterThan(3)
    expect(await broken()).toEqual([])

    const replayed = new Map(start.state)
    let position = start.position
    for (;;) {
      const page = await (staff[0] ?? member).call('changes', {
        params: { facilityId: fixture.facilityId },
        query: { after: position },
      })
      for (const raw of page.records) {
        const parsed = parseRecord(raw)
        if ('problem' in parsed) throw new Error(parsed.problem.problem)
        expect(parsed.record.position).toBe(position + 1)
        position = parsed.record.position
        const { entity, id, version, data } = parsed.record
        replayed.set(`${entity} ${id}`, { version, data })
      }
      if (position >= page.head) break
    }
    const end = await snapshot()
    expect(end.position).toBe(position)
    expect(Object.fromEntries(replayed)).toEqual(Object.fromEntries(end.state))
    expect(await test.central.firstBrokenAuditEntry(fixture.facilityId)).toBeNull()
  }, 240_000)
})
