import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  type CentralClient,
  CentralRefusal,
  command,
  sendCommand,
  startTestCentral,
  type TestCentral,
} from '../../support/central.ts'

/** Words that staff wrote, and their names: none of them may ever reach a member or an individual. */
const STAFF_WORDS = ['kumquat', 'persimmon', 'rambutan', 'CO-31337', 'durian', 'Maddox', 'Ode', 'Farr', 'lychee']
const GROUNDS = ['contact_not_approved', 'communication_restricted', 'messaging_unsupported', 'account_deactivated']

let test: TestCentral
beforeAll(async () => {
  test = await startTestCentral()
})
afterAll(() => test.stop())

/** Everything that one side can be told about a contact, as text, and the code of what forbids writing. */
async function told(client: CentralClient, contactId: string) {
  const params = { contactId }
  const body = { text: 'Hello', idempotencyKey: v7() }
  const eligibility = await client.call('eligibility', { params })
  // What may be sent is not, so that nobody's credits run out on the way.
  const sent = eligibility.eligible
    ? null
    : await client.call('sendMessage', { params, body }).catch((error: unknown) => error)
  const answers = [
    sent instanceof CentralRefusal ? sent.body : sent,
    eligibility,
    await client.call('thread', { params }),
    await client.call('myContacts'),
    await client.call('myNotifications'),
    await client.call('myAccount'),
  ]
  const code = sent instanceof CentralRefusal ? sent.body.code : null
  expect(code).toBe(eligibility.code)
  return { code, text: JSON.stringify(answers) }
}

it('A sender is told one of the four grounds and nothing else of what staff did or wrote', async () => {
  const { fixture } = test
  const { facilityId, contacts, individual, member, staff, reasons } = fixture
  const [supervisor, officer, admin] = [await test.staff('ode'), await test.staff('maddox'), await test.staff('admin')]
  const sides = [await test.member(), await test.individual()]
  const give = async (
    client: CentralClient,
    kind: Parameters<typeof command>[0],
    id: string,
    basedOn: number,
    body = {},
  ) => {
    const result = await sendCommand(client, facilityId, command(kind, id, basedOn, body))
    expect(result, kind).toMatchObject({ outcome: 'applied' })
  }
  const check = async (expected: string | null, contactId = contacts.approved): Promise<void> => {
    for (const side of sides) {
      const { code, text } = await told(side, contactId)
      expect(code).toBe(expected)
      if (code !== null) expect(GROUNDS).toContain(code)
      for (const word of STAFF_WORDS) expect(text, word).not.toContain(word)
    }
  }
  await check(null)
  const scopes = [
    { scope: 'pair', individualId: individual.id, memberId: member.id },
    { scope: 'individual', individualId: individual.id },
    { scope: 'member', memberId: member.id },
    { scope: 'housing_unit', housingUnit: 'A' },
    { scope: 'facility' },
  ]
  const from = new Date(Date.now() - 60_000).toISOString()
  const words = { from, until: null, reason: 'kumquat', publicWording: 'persimmon' }
  for (const kind of ['restriction', 'suspension'] as const) {
    for (const target of scopes) {
      if (kind === 'suspension' && target.scope !== 'individual' && target.scope !== 'member') continue
      const id = v7()
      await give(officer, 'restriction.propose', id, 0, { kind, target, ...words })
      await check(null)
      await give(supervisor, 'restriction.confirm', id, 1)
      await check('communication_restricted')
      await give(supervisor, 'restriction.lift', id, 2, { note: 'rambutan' })
    }
  }
  const evidence = { kind: 'attorney', number: 'CO-31337', office: 'durian' }
  await give(supervisor, 'contact.mark_privileged', contacts.approved, 1, evidence)
  await check(null)
  const person = { kind: 'individual', id: individual.id }
  await give(officer, 'recusal.declare', v7(), 0, { staffId: staff.maddox.id, person, relation: 'lychee' })
  await give(supervisor, 'person.note', individual.id, 0, { kind: 'individual', text: 'kumquat' })
  await check(null)
  await give(supervisor, 'contact.revoke', contacts.approved, 2, { reasonId: reasons.no_relation, note: 'kumquat' })
  await check('contact_not_approved')
  await give(supervisor, 'contact.reopen', contacts.approved, 3, { note: 'kumquat' })
  await check('contact_not_approved')
  await give(supervisor, 'contact.approve', contacts.approved, 4)
  await admin.call('changeMember', { params: { facilityId, memberId: member.id }, body: { status: 'deactivated' } })
  await check('account_deactivated')
  await admin.call('changeMember', { params: { facilityId, memberId: member.id }, body: { status: 'active' } })
  await test.central.database.query('UPDATE facilities SET messaging_supported = false')
  await check('messaging_unsupported')
})
