import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CentralClient, command, sendCommand, startTestCentral, type TestCentral } from '../../support/central.ts'

describe('a recusal', () => {
  let test: TestCentral
  let officer: CentralClient
  let other: CentralClient
  let supervisor: CentralClient
  let member: CentralClient
  beforeAll(async () => {
    test = await startTestCentral()
    officer = await test.staff('maddox')
    other = await test.staff('lane')
    supervisor = await test.staff('ode')
    member = await test.member()
  })
  afterAll(() => test.stop())

  const give = (client: CentralClient, kind: Parameters<typeof command>[0], id: string, basedOn: number, body = {}) =>
    sendCommand(client, test.fixture.facilityId, command(kind, id, basedOn, body))
  const declaration = (name: 'maddox' | 'ode') => ({
    staffId: test.fixture.staff[name].id,
    person: { kind: 'individual', id: test.fixture.individual.id },
    relation: 'my cousin',
  })

  it('closes messages, claims, profile and requests of the person to the user, at central, until it is withdrawn', async () => {
    const { facilityId, contacts, individual, reasons } = test.fixture
    const params = { facilityId }
    const held = await test.send(member, contacts.approved, 'About the blade')
    const elsewhere = await test.send(member, contacts.poor, 'Another blade')
    await officer.call('claims', { params, body: { take: [held.id], release: [] } })

    expect(await give(officer, 'message.assign', held.id, 1, { to: test.fixture.staff.maddox.id })).toMatchObject({
      outcome: 'applied',
    })
    const id = v7()
    expect(await give(officer, 'recusal.declare', id, 0, declaration('maddox'))).toMatchObject({ outcome: 'applied' })
    expect(await give(officer, 'recusal.declare', v7(), 0, declaration('maddox'))).toMatchObject({
      code: 'recusal_exists',
    })

    // The claim ended with it, and no new one is given.
    const again = await officer.call('claims', { params, body: { take: [held.id, elsewhere.id], release: [] } })
    expect(again.claims.map((claim) => claim.outcome)).toEqual(['closed', 'granted'])
    await officer.call('claims', { params, body: { take: [], release: [elsewhere.id] } })
    const reason = { reasonId: reasons.threat }
    for (const [kind, target, body] of [
      ['message.approve', held.id, {}],
      ['message.reject', held.id, reason],
      ['message.note', held.id, { text: 'x' }],
      ['contact.revoke', contacts.approved, { reasonId: reasons.no_relation }],
      ['person.note', individual.id, { kind: 'individual', text: 'x' }],
    ] as const) {
      expect(await give(officer, kind, target, 1, body), kind).toMatchObject({ outcome: 'refused', code: 'recused' })
    }
    const target = { scope: 'individual', individualId: individual.id }
    const restriction = { target, from: new Date().toISOString(), until: null, reason: 'x' }
    expect(await give(officer, 'restriction.propose', v7(), 0, restriction)).toMatchObject({ code: 'recused' })
    const thread = { params: { facilityId, contactId: contacts.approved } }
    expect(await officer.refusal('staffThread', thread)).toBe('recused')
    const person = { params: { facilityId, kind: 'individual', personId: individual.id } } as const
    expect(await officer.refusal('personBalances', person)).toBe('recused')

    // What was assigned to the user is nobody's again, and cannot be assigned to them; somebody else goes on.
    const rows = await test.central.database.query<{ assigned_to: string | null; version: number }>(
      'SELECT assigned_to, version FROM messages WHERE id = $1',
      [held.id],
    )
    expect(rows).toEqual([{ assigned_to: null, version: 3 }])
    expect(await give(supervisor, 'message.assign', held.id, 3, { to: test.fixture.staff.maddox.id })).toMatchObject({
      code: 'staff_unknown',
    })
    const onHold = { reasonId: reasons.unclear, assignTo: test.fixture.staff.maddox.id }
    expect(await give(supervisor, 'message.hold', held.id, 3, onHold)).toMatchObject({ code: 'staff_unknown' })
    expect(await other.call('personBalances', person)).toMatchObject({ service: 500 })
    expect(await give(other, 'message.approve', held.id, 1)).toMatchObject({ outcome: 'applied' })

    expect(await give(other, 'recusal.withdraw', id, 1)).toMatchObject({ code: 'forbidden' })
    expect(await give(supervisor, 'recusal.withdraw', id, 1)).toMatchObject({ outcome: 'applied', version: 2 })
    expect(await give(supervisor, 'recusal.withdraw', id, 2)).toMatchObject({ code: 'recusal_wrong_state' })
    expect((await officer.call('staffThread', thread)).messages.map((each) => each.id)).toContain(held.id)
    const about = await supervisor.call('listAudit', { params, query: { subjectId: individual.id } })
    const told = { person: 'individual', staff: test.fixture.staff.maddox.id, recusal: id }
    expect(about.entries.filter((entry) => entry.action.startsWith('recusal.'))).toMatchObject([
      { action: 'recusal.withdrawn', details: told },
      { action: 'recusal.declared', details: { ...told, returned: 1 } },
    ])
    const { entries } = await supervisor.call('listAudit', { params, query: { subjectId: id } })
    expect(entries.map((entry) => entry.action)).toEqual([
      'recusal.withdraw',
      'recusal.withdraw',
      'recusal.withdraw',
      'recusal.declare',
    ])
  })

  it('is recorded for others by a supervisor alone, who cannot withdraw their own and finds nothing of the person', async () => {
    const { facilityId, contacts } = test.fixture
    await test.send(member, contacts.approved, 'A plain greeting')
    expect(await give(officer, 'recusal.declare', v7(), 0, declaration('ode'))).toMatchObject({ code: 'forbidden' })
    const id = v7()
    expect(await give(supervisor, 'recusal.declare', id, 0, declaration('ode'))).toMatchObject({ outcome: 'applied' })
    expect(await give(supervisor, 'recusal.withdraw', id, 1)).toMatchObject({ code: 'forbidden' })
    const query = { query: { text: 'greeting' }, params: { facilityId } }
    expect((await supervisor.call('searchMessages', query)).messages).toEqual([])
    const investigator = await test.staff('quill')
    expect((await investigator.call('searchMessages', query)).messages).toHaveLength(1)
    const unknown = { ...declaration('maddox'), person: { kind: 'member', id: v7() } }
    expect(await give(officer, 'recusal.declare', v7(), 0, unknown)).toMatchObject({ code: 'not_found' })
  })
})
