import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ScreeningRecord } from '../../../shared/screening/rules.ts'
import {
  type CentralClient,
  command,
  fixtureRules,
  sendCommand,
  startTestCentral,
  type TestCentral,
} from '../../support/central.ts'

describe('contacts and delivery rules', () => {
  let test: TestCentral
  let maddox: CentralClient
  let lane: CentralClient
  let ode: CentralClient
  let farr: CentralClient

  beforeAll(async () => {
    test = await startTestCentral()
    ;[maddox, lane, ode, farr] = await Promise.all([
      test.staff('maddox'),
      test.staff('lane'),
      test.staff('ode'),
      test.staff('farr'),
    ])
  })
  afterAll(() => test.stop())

  const send = (client: CentralClient, one: unknown) => sendCommand(client, test.fixture.facilityId, one)
  const code = async (client: CentralClient, one: unknown) => {
    const result = await send(client, one)
    return result.outcome === 'refused' ? result.code : result.outcome
  }

  it('lets a member ask, an officer approve and the two write, and tells the member', async () => {
    const poor = await test.member(test.fixture.poorMember.memberNumber)
    const id = test.fixture.contacts.pending
    expect((await send(maddox, command('contact.approve', id, 1))).outcome).toBe('applied')
    const { contacts } = await poor.call('myContacts')
    expect(contacts.find((contact) => contact.id === id)).toMatchObject({
      state: 'approved',
      with: { name: 'Noel Pike' },
    })
    // All grounds are gone; what is missing now is money.
    expect((await poor.call('eligibility', { params: { contactId: id } })).code).toBe('insufficient_credits')
    const { notifications } = await poor.call('myNotifications')
    expect(notifications[0]).toMatchObject({ kind: 'contact_approved', contactId: id })
  })

  it('gives a contact to the first decision and tells the second officer who won', async () => {
    const id = test.fixture.contacts.poor
    const revoke = (): unknown => command('contact.revoke', id, 1, { reasonId: test.fixture.reasons.no_relation })
    const results = await Promise.all([send(maddox, revoke()), send(lane, revoke())])
    expect(results.map((result) => result.outcome).sort()).toEqual(['applied', 'conflict'])
    const lost = results.find((result) => result.outcome === 'conflict')
    expect(lost).toMatchObject({ winner: { what: 'revoke', state: 'revoked', version: 2 } })
    const member = await test.member()
    const { contacts } = await member.call('myContacts')
    expect(contacts.find((contact) => contact.id === id)).toMatchObject({
      state: 'revoked',
      reason: { en: 'Public: no_relation' },
    })
    await expect(test.send(member, id, 'Hello?')).rejects.toThrow('contact_not_approved')
  })

  it('refuses a request for somebody unknown or for a pair that exists, and lets one of two requests at once pass', async () => {
    const member = await test.member()
    const ask = (bookingNumber: string) =>
      member.call('requestContact', { body: { bookingNumber, relationship: 'mother' } })
    await expect(ask('B-0')).rejects.toThrow('individual_not_found')
    await expect(ask(test.fixture.individual.bookingNumber)).rejects.toThrow('contact_exists')
    const results = await Promise.allSettled([1, 2].map(() => ask(test.fixture.poorIndividual.bookingNumber)))
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    const made = results.find((result) => result.status === 'fulfilled')
    const id = made?.status === 'fulfilled' ? made.value.id : ''
    const deny = command('contact.deny', id, 1, { reasonId: test.fixture.reasons.threat })
    expect(await code(maddox, deny)).toBe('reason_unknown')
    const proper = command('contact.deny', id, 1, { reasonId: test.fixture.reasons.no_relation })
    expect(await code(maddox, proper)).toBe('applied')
    expect(await code(maddox, command('contact.revoke', id, 2, { reasonId: test.fixture.reasons.no_relation }))).toBe(
      'contact_wrong_state',
    )
    const individual = await test.individual()
    const body = { bookingNumber: test.fixture.poorIndividual.bookingNumber, relationship: 'friend' }
    expect(await individual.refusal('requestContact', { body })).toBe('forbidden')
  })

  it('puts a rule set in force when a second supervisor publishes it, and screens with it from then on', async () => {
    const member = await test.member()
    const before = await test.send(member, test.fixture.contacts.approved, 'A kite for your birthday')
    expect(before.label).toBe('Delivered')
    const content = fixtureRules(test.fixture.reasons.threat)
    const list = content.watchlists[0]
    list?.terms.push({ id: v7(), text: 'kite', wholeWord: true })
    const payload = { comment: 'Kites', content }
    const proposal = command('rules.propose', v7(), 1, payload)
    expect(await code(maddox, { ...proposal, id: v7() })).toBe('forbidden')
    expect(await code(ode, proposal)).toBe('applied')
    expect(await code(ode, command('rules.publish', proposal.target, 1))).toBe('second_supervisor_required')
    const rival = command('rules.propose', v7(), 1, payload)
    expect(await code(farr, rival)).toBe('applied')
    expect(await code(farr, command('rules.publish', proposal.target, 1))).toBe('applied')
    expect(await code(ode, command('rules.publish', rival.target, 1))).toBe('proposal_outdated')
    expect(await code(farr, command('rules.publish', proposal.target, 1))).toBe('proposal_closed')
    expect(await code(farr, command('rules.withdraw', rival.target, 1))).toBe('applied')
    expect(await code(ode, command('rules.propose', v7(), 1, payload))).toBe('proposal_outdated')
    const after = await test.send(member, test.fixture.contacts.approved, 'A kite for your birthday')
    expect(after.label).toBe('Pending Review')
    const rows = await test.central.database.query<{ version: number }>(
      `SELECT (screening->>'ruleSetVersion')::int AS version FROM messages WHERE id = ANY($1) ORDER BY sent_at`,
      [[before.id, after.id]],
    )
    expect(rows.map((row) => row.version)).toEqual([1, 2])
  })

  it('refuses an expression that cannot be run in linear time', async () => {
    const content = fixtureRules(test.fixture.reasons.threat)
    content.watchlists[0]?.terms.push({ kind: 'regex', id: v7(), text: '(a+)\\1' })
    expect(await code(ode, command('rules.propose', v7(), 2, { comment: '', content }))).toBe('term_invalid')
  })

  it('screens for watched people, expressions and terms near each other, and keeps why with the message', async () => {
    const { fixture } = test
    const content = fixtureRules(fixture.reasons.threat)
    const people = v7()
    content.watchlists[0]?.terms.push(
      { kind: 'regex', id: v7(), text: 'unit [0-9]{3}' },
      { kind: 'near', id: v7(), text: 'balloon*', near: 'laundry', within: 4 },
    )
    content.watchlists.push({
      id: people,
      name: 'Watched',
      category: 'gang',
      terms: [],
      people: [{ kind: 'member', id: fixture.member.id, name: 'Ana Baca' }],
    })
    content.rules.push({
      id: v7(),
      name: 'Watched people wait a minute',
      enabled: true,
      match: 'all',
      conditions: [{ kind: 'watched_person', watchlistIds: [people], side: 'sender' }],
      action: { kind: 'delay', minutes: 1 },
    })
    const proposal = command('rules.propose', v7(), 2, { comment: 'People', content })
    expect(await code(ode, proposal)).toBe('applied')
    expect(await code(farr, command('rules.publish', proposal.target, 1))).toBe('applied')
    const member = await test.member()
    const sent = await test.send(member, fixture.contacts.approved, 'The Balloons go to the laundry, Unit 204')
    expect(sent.label).toBe('Pending Review')
    const [row] = await test.central.database.query<{ screening: ScreeningRecord; sent_at: Date }>(
      'SELECT screening, sent_at FROM messages WHERE id = $1',
      [sent.id],
    )
    const minuteLater = new Date((row?.sent_at.getTime() ?? 0) + 60_000).toISOString()
    expect(row?.screening.matches.map(({ term, via }) => [term, via])).toEqual([
      ['balloon* … laundry', ['case']],
      ['unit [0-9]{3}', ['case']],
    ])
    expect(row?.screening).toMatchObject({
      people: [{ watchlist: 'Watched', person: 'member', personId: fixture.member.id, side: 'sender' }],
      said: { outcome: 'review', deliverAt: minuteLater, priority: 'high', reasonId: null },
      facts: { timeZone: 'America/Denver', contactMessages: 2, senderMessages24h: 2 },
      rules: [{ seen: [2] }, { seen: ['Watched'] }],
    })
  })

  it('refuses rules that name an unknown reason or are not rules at all', async () => {
    const unknown = { comment: '', content: fixtureRules(v7()) }
    expect(await code(ode, command('rules.propose', v7(), 3, unknown))).toBe('reason_unknown')
    const nonsense = { comment: '', content: { watchlists: [], rules: [{ id: 'x' }] } }
    expect(await code(ode, command('rules.propose', v7(), 3, nonsense))).toBe('invalid_input')
  })
})
