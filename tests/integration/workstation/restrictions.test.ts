import { v7 } from 'uuid'
import { afterEach, expect, it } from 'vitest'
import { command, sendCommand } from '../../support/central.ts'
import { createScene, eventually, synced } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

it('A restriction of the two people is shown with their messages and their contact until it is over', async () => {
  const central = await scene.central()
  const { fixture } = central
  const { id } = await central.send(await central.member(), fixture.contacts.approved, 'Blade.')
  const desk = await scene.workstation({ centralUrl: central.url })
  await desk.signIn(central, 'maddox')
  await desk.until(synced)
  const shown = async () => (await desk.console.call('review.item', { id })).restrictions
  expect(await shown()).toEqual([])
  const from = new Date().toISOString()
  const impose = (target: object) =>
    command('restriction.impose', v7(), 0, { target, from, until: null, reason: 'Ordered by a court.' })
  const supervisor = await central.staff('ode')
  const ofUnit = impose({ scope: 'housing_unit', housingUnit: 'A' })
  await sendCommand(supervisor, fixture.facilityId, ofUnit)
  await sendCommand(supervisor, fixture.facilityId, impose({ scope: 'housing_unit', housingUnit: 'B' }))
  await eventually(shown, (each) => each.length > 0)
  expect(await shown()).toEqual([{ id: ofUnit.target, scope: 'housing_unit', from, until: null }])
  const contact = await desk.console.call('contacts.item', { id: fixture.contacts.approved })
  expect(contact.restrictions).toHaveLength(1)
  await sendCommand(supervisor, fixture.facilityId, command('restriction.lift', ofUnit.target, 1))
  await eventually(shown, (each) => each.length === 0)
})

it('A lockdown of a unit takes two steps: what it will stop is counted first; it is proposed offline, confirmed, and lifted with its log', async () => {
  const central = await scene.central()
  const { contacts, individual, member: june } = central.fixture
  const member = await central.member()
  const later = await central.send(member, contacts.approved, 'See you later')
  await central.send(member, contacts.approved, 'About the blade')
  await central.send(member, contacts.poor, 'A blade elsewhere')
  const proxy = await scene.proxy(central)
  const desk = await scene.workstation({ centralUrl: proxy.url })
  await desk.signIn(central, 'maddox')
  await desk.until(synced)
  const { console } = desk
  const target = { scope: 'housing_unit' as const, housingUnit: 'A' }
  const asked = {
    kind: 'restriction' as const,
    target,
    from: null,
    until: null,
    reason: 'Count is off',
    publicWording: 'Lockdown',
  }
  const codeOf = (call: Promise<unknown>) =>
    call.then(
      () => 'answered',
      (error: { code: string }) => error.code,
    )
  expect(await codeOf(console.call('restrictions.propose', asked))).toBe('preview_required')
  const preview = await console.call('restrictions.preview', { target })
  expect(preview).toMatchObject({ contacts: 2, already: 0, scheduled: 1, pending: 1 })
  const facility = await console.call('restrictions.preview', { target: { scope: 'facility' } })
  expect(facility).toMatchObject({ contacts: 3, scheduled: 1, pending: 2 })
  // What was counted for something else does not count for this.
  expect(await codeOf(console.call('restrictions.propose', { ...asked, token: facility.token }))).toBe(
    'preview_required',
  )
  expect(await codeOf(console.call('restrictions.impose', { ...asked, token: preview.token }))).toBe('forbidden')
  const nobody = { ...asked, target: { scope: 'individual' as const, individualId: v7() } }
  expect(await codeOf(console.call('restrictions.propose', nobody))).toBe('restriction_invalid')
  const past = { ...asked, token: preview.token, until: new Date(Date.now() - 1_000).toISOString() }
  expect(await codeOf(console.call('restrictions.propose', past))).toBe('restriction_invalid')

  proxy.cut()
  const { id } = await console.call('restrictions.propose', { ...asked, token: preview.token })
  const proposals = () => console.call('restrictions.list', { view: 'proposed' })
  expect(await proposals()).toMatchObject({
    rows: [{ id, status: 'proposed', waiting: 'propose', log: [{ what: 'proposed', by: 'Maddox' }] }],
    counts: { current: 0, proposed: 1, past: 0 },
  })
  proxy.mend()
  await console.call('sync.now', {})
  await desk.until(synced)
  await eventually(proposals, (list) => list.rows[0]?.waiting === null)

  await desk.signIn(central, 'ode')
  await desk.until(synced)
  const [proposal] = (await proposals()).rows
  await console.call('restrictions.confirm', { id, version: proposal?.version ?? 0 })
  const item = () => console.call('restrictions.item', { id })
  expect(await item()).toMatchObject({ status: 'in_force' })
  expect(await codeOf(console.call('restrictions.confirm', { id, version: 1 }))).toMatch(/wrong_state|conflict/)
  await eventually(item, (row) => row.waiting === null && row.version >= 2)
  const states = async () => (await console.call('review.rows', { ids: [later.id] })).rows.map((row) => row.state)
  await eventually(states, ([state]) => state === 'pending_review')
  const thread = await member.call('thread', { params: { contactId: contacts.approved } })
  expect(thread.messages.find((message) => message.id === later.id)).toMatchObject({ label: 'Pending Review' })
  expect(await console.call('restrictions.preview', { target })).toMatchObject({
    contacts: 2,
    already: 2,
    scheduled: 0,
  })

  const { version } = await item()
  await console.call('restrictions.lift', { id, version, note: 'Count is right' })
  await eventually(item, (row) => row.waiting === null && row.status === 'lifted')
  expect((await item()).log.map(({ what, by, note }) => [what, by, note])).toEqual([
    ['proposed', 'Maddox', null],
    ['confirmed', 'Ode', null],
    ['lifted', 'Ode', 'Count is right'],
  ])
  const found = await console.call('restrictions.list', { view: 'past', text: 'a' })
  expect(found.rows.map((row) => row.id)).toEqual([id])
  expect((await console.call('restrictions.list', { view: 'past', text: 'zz' })).rows).toEqual([])

  // A pair shows its own restriction before central has confirmed it.
  proxy.cut()
  const pair = { scope: 'pair' as const, individualId: individual.id, memberId: june.id }
  await console.call('restrictions.impose', { ...asked, target: pair })
  const shown = (await console.call('contacts.item', { id: contacts.approved })).restrictions
  expect(shown).toMatchObject([{ scope: 'pair', until: null }])
})

it('A suspension stops everything of one person once, is shown on the profile, and is ended by reactivating', async () => {
  const central = await scene.central()
  const { member: june, contacts } = central.fixture
  const member = await central.member()
  const desk = await scene.workstation({ centralUrl: central.url })
  await desk.signIn(central, 'ode')
  await desk.until(synced)
  const { console } = desk
  const person = { kind: 'member' as const, id: june.id }
  const target = { scope: 'member' as const, memberId: june.id }
  const suspend = () =>
    console.call('restrictions.impose', {
      kind: 'suspension',
      target,
      from: null,
      until: null,
      reason: 'Sent threats',
      publicWording: '',
    })
  const { id } = await suspend()
  await desk.until(synced)
  const profile = await eventually(
    () => console.call('people.profile', person),
    (each) => each.suspension !== null && each.suspension.waiting === null,
  )
  expect(profile).toMatchObject({ row: { suspended: true }, suspension: { id, reason: 'Sent threats' } })
  await expect(suspend()).rejects.toMatchObject({ code: 'suspension_exists' })
  const ground = async () => (await member.call('eligibility', { params: { contactId: contacts.approved } })).code
  expect(await ground()).toBe('communication_restricted')
  await console.call('restrictions.lift', { id, version: profile.suspension?.version ?? 0, note: 'Spoke with her' })
  await eventually(ground, (code) => code === null)
  await desk.until(synced)
  const after = await eventually(
    () => console.call('people.profile', person),
    (each) => each.suspension === null,
  )
  expect(after.restrictions).toMatchObject([
    { kind: 'suspension', status: 'lifted', log: [{ what: 'imposed' }, { what: 'lifted', note: 'Spoke with her' }] },
  ])
  const { entries } = await console.call('people.timeline', person)
  expect(entries.filter((entry) => entry.what.kind === 'restriction').map((entry) => entry.what)).toMatchObject([
    { suspension: true, step: 'lifted' },
    { suspension: true, step: 'imposed' },
  ])
})
