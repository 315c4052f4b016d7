import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RestrictionTarget } from '../../../shared/central/entities.ts'
import {
  type CentralClient,
  command,
  PASSWORD,
  readSnapshot,
  sendCommand,
  startTestCentral,
  type TestCentral,
} from '../../support/central.ts'

const MINUTE = 60_000

describe('restrictions', () => {
  let test: TestCentral
  let member: CentralClient
  let individual: CentralClient
  let officer: CentralClient
  let supervisor: CentralClient
  let ahead = 0
  const clock = () => new Date(Date.now() + ahead)
  const at = (minutes: number) => new Date(clock().getTime() + minutes * MINUTE).toISOString()

  beforeAll(async () => {
    test = await startTestCentral({ clock })
    individual = await test.individual()
  })
  beforeEach(async () => {
    // The clock of these tests runs ahead, and staff sessions are short.
    officer = await test.staff('maddox')
    supervisor = await test.staff('ode')
    member = await test.member()
  })
  afterAll(() => test.stop())

  const payload = (target: RestrictionTarget, from = at(-1), until: string | null = null) => ({
    target,
    from,
    until,
    reason: 'Court order of today',
  })
  const give = (client: CentralClient, kind: Parameters<typeof command>[0], id: string, basedOn: number, body = {}) =>
    sendCommand(client, test.fixture.facilityId, command(kind, id, basedOn, body))
  const impose = async (target: RestrictionTarget, from?: string, until?: string | null) => {
    const id = v7()
    const result = await give(supervisor, 'restriction.impose', id, 0, payload(target, from, until))
    expect(result.outcome).toBe('applied')
    return id
  }
  const lift = (id: string) => give(supervisor, 'restriction.lift', id, 1)
  const ground = async (client: CentralClient, contactId: string) =>
    (await client.call('eligibility', { params: { contactId } })).code
  const stateOf = async (id: string) => {
    const rows = await test.central.database.query<{ state: string }>('SELECT state FROM messages WHERE id = $1', [id])
    return rows[0]?.state
  }

  it('of every scope stop both sides, tell no more than that, and leave the others alone', async () => {
    const { contacts, fixture } = { contacts: test.fixture.contacts, fixture: test.fixture }
    const [individualId, memberId] = [fixture.individual.id, fixture.member.id]
    const scopes: [RestrictionTarget, boolean][] = [
      [{ scope: 'pair', individualId, memberId }, false],
      [{ scope: 'individual', individualId }, false],
      [{ scope: 'member', memberId }, true],
      [{ scope: 'housing_unit', housingUnit: 'A' }, false],
      [{ scope: 'facility' }, true],
    ]
    for (const [target, othersToo] of scopes) {
      const id = await impose(target)
      expect(await ground(member, contacts.approved), target.scope).toBe('communication_restricted')
      expect(await ground(individual, contacts.approved), target.scope).toBe('communication_restricted')
      // The same member and somebody of the other housing unit.
      expect(await ground(member, contacts.poor), target.scope).toBe(othersToo ? 'communication_restricted' : null)
      const body = { text: 'Hello', idempotencyKey: v7() }
      const sending = { params: { contactId: contacts.approved }, body }
      const error = await member.call('sendMessage', sending).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ status: 403, body: { code: 'communication_restricted' } })
      expect(JSON.stringify(error)).not.toContain('Court')
      expect((await lift(id)).outcome).toBe('applied')
      expect(await ground(member, contacts.approved), target.scope).toBeNull()
    }
  })

  it('take effect and lapse by themselves', async () => {
    const { contacts } = test.fixture
    await impose({ scope: 'facility' }, at(10), at(20))
    expect(await ground(member, contacts.approved)).toBeNull()
    ahead += 10 * MINUTE
    expect(await ground(member, contacts.approved)).toBe('communication_restricted')
    ahead += 10 * MINUTE
    expect(await ground(member, contacts.approved)).toBeNull()
  })

  it('are proposed by an officer and imposed by a supervisor; until then nothing is restricted', async () => {
    const { contacts } = test.fixture
    const id = v7()
    const body = payload({ scope: 'facility' })
    expect(await give(officer, 'restriction.impose', id, 0, body)).toMatchObject({ code: 'forbidden' })
    expect(await give(officer, 'restriction.propose', id, 0, body)).toMatchObject({ outcome: 'applied', version: 1 })
    expect(await ground(member, contacts.approved)).toBeNull()
    expect(await give(officer, 'restriction.confirm', id, 1)).toMatchObject({ code: 'forbidden' })
    expect(await give(supervisor, 'restriction.confirm', id, 1)).toMatchObject({ outcome: 'applied', version: 2 })
    expect(await ground(member, contacts.approved)).toBe('communication_restricted')
    const other = await test.staff('farr')
    expect(await give(other, 'restriction.confirm', id, 1)).toMatchObject({
      outcome: 'conflict',
      winner: { by: 'Ode', what: 'impose' },
    })
    expect(await give(other, 'restriction.lift', id, 2)).toMatchObject({ outcome: 'applied', version: 3 })
    expect(await give(other, 'restriction.lift', id, 3)).toMatchObject({ code: 'restriction_wrong_state' })
  })

  it('are refused when they end before they begin, are over, or name nobody here', async () => {
    const refused = async (body: object) => {
      const result = await give(supervisor, 'restriction.impose', v7(), 0, body)
      return 'code' in result ? result.code : result.outcome
    }
    expect(await refused(payload({ scope: 'facility' }, at(5), at(5)))).toBe('restriction_invalid')
    expect(await refused(payload({ scope: 'facility' }, at(-5), at(-1)))).toBe('restriction_invalid')
    expect(await refused(payload({ scope: 'individual', individualId: v7() }))).toBe('restriction_invalid')
    expect(await refused(payload({ scope: 'housing_unit', housingUnit: 'Z' }))).toBe('restriction_invalid')
    expect(await refused({ ...payload({ scope: 'facility' }), reason: '  ' })).toBe('invalid_input')
    expect(await refused({ ...payload({ scope: 'facility' }), target: { scope: 'planet' } })).toBe('invalid_input')
  })

  it('send what is scheduled under them back to review at once, and leave what is pending', async () => {
    const { contacts } = test.fixture
    const scheduled = await test.send(member, contacts.approved, 'See you later')
    const elsewhere = await test.send(member, contacts.poor, 'See you later too')
    const pending = await test.send(member, contacts.approved, 'About the blade')
    const id = await impose({ scope: 'individual', individualId: test.fixture.individual.id })
    expect([await stateOf(scheduled.id), await stateOf(elsewhere.id), await stateOf(pending.id)]).toEqual([
      'pending_review',
      'scheduled',
      'pending_review',
    ])
    const { messages } = await member.call('thread', { params: { contactId: contacts.approved } })
    expect(messages.find((message) => message.id === scheduled.id)).toMatchObject({ label: 'Pending Review' })

    // Approving would deliver; that waits until the restriction is gone. Rejecting gives the credits back.
    expect(await give(officer, 'message.approve', pending.id, 1)).toMatchObject({ code: 'communication_restricted' })
    const reason = { reasonId: test.fixture.reasons.threat }
    expect(await give(officer, 'message.reject', scheduled.id, 2, reason)).toMatchObject({ outcome: 'applied' })
    await lift(id)
    expect(await give(officer, 'message.approve', pending.id, 1)).toMatchObject({ outcome: 'applied' })
    ahead += 61 * MINUTE
    await vi.waitFor(async () => expect(await stateOf(elsewhere.id)).toBe('delivered'), { timeout: 10_000 })
  })

  it('that begin later send back what is scheduled when they begin', async () => {
    const scheduled = await test.send(member, test.fixture.contacts.approved, 'See you later')
    const id = await impose({ scope: 'facility' }, at(30))
    expect(await stateOf(scheduled.id)).toBe('scheduled')
    ahead += 31 * MINUTE
    await vi.waitFor(async () => expect(await stateOf(scheduled.id)).toBe('pending_review'), { timeout: 10_000 })
    const again = await test.staff('ode')
    expect(await give(again, 'restriction.lift', id, 1)).toMatchObject({ outcome: 'applied' })
  })

  it('are not the only bar: what is under way to somebody who has left goes back to review', async () => {
    const params = { facilityId: test.fixture.facilityId, individualId: test.fixture.individual.id }
    const admin = await test.staff('admin')
    const scheduled = await test.send(member, test.fixture.contacts.approved, 'See you later')
    const back = await test.send(individual, test.fixture.contacts.approved, 'I write later')
    const pending = await test.send(member, test.fixture.contacts.approved, 'The blade of grass')
    expect(await officer.refusal('changeIndividual', { params, body: { status: 'released' } })).toBe('forbidden')
    await admin.call('changeIndividual', { params, body: { status: 'released' } })
    // What the individual wrote before leaving still goes out.
    expect([await stateOf(scheduled.id), await stateOf(back.id)]).toEqual(['pending_review', 'scheduled'])
    expect(await ground(member, test.fixture.contacts.approved)).toBe('account_deactivated')
    expect(await give(officer, 'message.approve', pending.id, 1)).toMatchObject({ code: 'account_deactivated' })
    const reason = { reasonId: test.fixture.reasons.threat }
    expect(await give(officer, 'message.reject', pending.id, 1, reason)).toMatchObject({ outcome: 'applied' })
    await admin.call('changeIndividual', { params, body: { status: 'active', housingUnit: 'B' } })
    expect(await ground(member, test.fixture.contacts.approved)).toBeNull()
    expect(await give(officer, 'message.approve', scheduled.id, 2)).toMatchObject({ outcome: 'applied' })
    expect(await stateOf(scheduled.id)).toBe('scheduled')
    expect(await admin.refusal('changeIndividual', { params, body: { housingUnit: 'Z' } })).toBe('invalid_input')
  })

  it('are told from a deactivated account, which can neither write nor be written to', async () => {
    const params = { facilityId: test.fixture.facilityId, memberId: test.fixture.member.id }
    const admin = await test.staff('admin')
    await admin.call('changeMember', { params, body: { status: 'deactivated' } })
    expect(await ground(member, test.fixture.contacts.approved)).toBe('account_deactivated')
    expect(await ground(individual, test.fixture.contacts.approved)).toBe('account_deactivated')
    const body = { memberNumber: test.fixture.member.memberNumber, password: PASSWORD }
    expect(await test.anyone.refusal('memberSignIn', { body })).toBe('account_deactivated')
    await admin.call('changeMember', { params, body: { status: 'active' } })
    expect(await ground(member, test.fixture.contacts.approved)).toBeNull()
    const unknown = { ...params, memberId: v7() }
    expect(await admin.refusal('changeMember', { params: unknown, body: { status: 'active' } })).toBe('not_found')
  })

  it('stand in the feed and in the snapshot, with the reason for staff alone', async () => {
    const target = {
      scope: 'pair' as const,
      individualId: test.fixture.individual.id,
      memberId: test.fixture.member.id,
    }
    const id = await impose(target, at(-1), at(60))
    const lines = await readSnapshot(test.url, supervisor.token ?? '', test.fixture.facilityId)
    const line = lines.find((each) => each.type === 'record' && each.id === id)
    expect(line).toMatchObject({ entity: 'restriction', version: 1, data: { target, state: 'imposed' } })
    const rows = await test.central.database.query<{ data: object }>('SELECT data FROM changes WHERE entity_id = $1', [
      id,
    ])
    expect(rows.map((row) => row.data)).toEqual([(line as { data: object }).data])
    expect(await test.central.firstBrokenAuditEntry(test.fixture.facilityId)).toBeNull()
  })

  it('tell the feed and the trail when they begin and when they lapse, and only once', async () => {
    const id = await impose({ scope: 'housing_unit', housingUnit: 'B' }, at(10), at(20))
    const entries = () =>
      test.central.database.query<{ version: number; data: { state: string } }>(
        'SELECT version, data FROM changes WHERE entity_id = $1 ORDER BY position',
        [id],
      )
    expect((await entries()).map((row) => row.version)).toEqual([1])
    ahead += 10 * MINUTE
    await vi.waitFor(async () => expect((await entries()).map((row) => row.version)).toEqual([1, 2]), {
      timeout: 10_000,
    })
    ahead += 10 * MINUTE
    await vi.waitFor(async () => expect((await entries()).map((row) => row.version)).toEqual([1, 2, 3]), {
      timeout: 10_000,
    })
    expect((await entries()).map((row) => row.data.state)).toEqual(['imposed', 'imposed', 'imposed'])
    supervisor = await test.staff('ode')
    const trail = await supervisor.call('listAudit', {
      params: { facilityId: test.fixture.facilityId },
      query: { subjectId: id },
    })
    expect(trail.entries.map((entry) => [entry.action, entry.actorId === null])).toEqual([
      ['restriction.lapsed', true],
      ['restriction.began', true],
      ['restriction.impose', false],
    ])
    // The clock's changes are nobody's decision: what another supervisor saw before them is no conflict, but over.
    const other = await test.staff('farr')
    expect(await give(other, 'restriction.lift', id, 1)).toMatchObject({ code: 'restriction_wrong_state' })
  })

  it('that began by themselves are lifted by who saw them before that', async () => {
    const id = await impose({ scope: 'housing_unit', housingUnit: 'B' }, at(10))
    ahead += 11 * MINUTE
    await vi.waitFor(
      async () => {
        const rows = await test.central.database.query<{ version: number }>(
          'SELECT version FROM restrictions WHERE id = $1',
          [id],
        )
        expect(rows[0]?.version).toBe(2)
      },
      { timeout: 10_000 },
    )
    const other = await test.staff('farr')
    expect(await give(other, 'restriction.lift', id, 1, { note: 'Over' })).toMatchObject({ outcome: 'applied' })
  })

  it('as suspensions are of one person, one at a time, and are told as any other', async () => {
    const target: RestrictionTarget = { scope: 'individual', individualId: test.fixture.individual.id }
    const suspension = { ...payload(target), kind: 'suspension' }
    const [first, second] = [v7(), v7()]
    expect(await give(supervisor, 'restriction.impose', first, 0, suspension)).toMatchObject({ outcome: 'applied' })
    expect(await give(supervisor, 'restriction.impose', second, 0, suspension)).toMatchObject({
      code: 'suspension_exists',
    })
    const ofUnit = { ...suspension, target: { scope: 'facility' } }
    expect(await give(supervisor, 'restriction.impose', v7(), 0, ofUnit)).toMatchObject({ code: 'restriction_invalid' })
    // Two that were proposed: the second cannot be confirmed while the first stands.
    expect(await give(officer, 'restriction.propose', second, 0, suspension)).toMatchObject({ outcome: 'applied' })
    expect(await give(supervisor, 'restriction.confirm', second, 1)).toMatchObject({ code: 'suspension_exists' })
    expect(await give(supervisor, 'restriction.lift', first, 1)).toMatchObject({ outcome: 'applied' })
    expect(await give(supervisor, 'restriction.confirm', second, 1)).toMatchObject({ outcome: 'applied' })
    expect(await ground(member, test.fixture.contacts.approved)).toBe('communication_restricted')
    expect(await give(supervisor, 'restriction.lift', second, 2)).toMatchObject({ outcome: 'applied' })
  })
})
