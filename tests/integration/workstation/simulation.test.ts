import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import { openSimulatedMessages } from '../../../electron/workstation/cache/simulated.ts'
import type { SimulationFilter, SimulationReport } from '../../../shared/console/simulation.ts'
import { compileRuleSet } from '../../../shared/screening/engine.ts'
import type { RuleSetContent, ScreeningRecord } from '../../../shared/screening/rules.ts'
import { screen } from '../../../shared/screening/screen.ts'
import { command, sendCommand, type TestCentral } from '../../support/central.ts'
import { fixtureRules } from '../../support/central-fixture.ts'
import { createScene, decideOn, eventually, synced, type TestWorkstation } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

const texts = [
  'A quiet day, nothing to tell.',
  'Bring the bl4de to the yard.',
  'There is a r o p e in the shed.',
  'The gate code is 4711.',
  'We talk later, at nine.',
  'Hola mamá, te extraño mucho, dile a los niños que los quiero.',
  'The balloons go to the laundry of unit 204',
]

/** Rules with most kinds of conditions: what they say depends on facts that change with every message. */
function richRules(fixture: TestCentral['fixture']): RuleSetContent {
  const content = fixtureRules(fixture.reasons.threat)
  content.watchlists[0]?.terms.push(
    { kind: 'near', id: v7(), text: 'balloon*', near: 'laundry', within: 4 },
    { kind: 'regex', id: v7(), text: 'unit [0-9]{3}' },
  )
  const rule = (
    name: string,
    ...rest: [RuleSetContent['rules'][number]['conditions'], RuleSetContent['rules'][number]['action']]
  ) => content.rules.push({ id: v7(), name, enabled: true, match: 'all', conditions: rest[0], action: rest[1] })
  rule('Young threads', [{ kind: 'contact_messages', fewerThan: 3 }], { kind: 'delay', minutes: 5 })
  rule('Many a day', [{ kind: 'sender_messages', moreThan: 6 }], { kind: 'delay', minutes: 30 })
  rule('Sample', [{ kind: 'sample', inHundred: 40 }], { kind: 'review', priority: 'low' })
  rule('Spanish', [{ kind: 'language', is: 'one_of', languages: ['es'] }], { kind: 'review', priority: 'normal' })
  rule('Nights', [{ kind: 'time_of_day', from: 1200, to: 480, weekdays: [1, 2, 3, 4, 5, 6, 7] }], {
    kind: 'window',
    from: 480,
    to: 1200,
  })
  rule('COD', [{ kind: 'cod' }], { kind: 'delay', minutes: 2 })
  rule('Revisions', [{ kind: 'revision' }], { kind: 'review', priority: 'high' })
  return content
}

async function publish(central: TestCentral, content: RuleSetContent): Promise<void> {
  const proposal = command('rules.propose', v7(), 1, { comment: 'Rich', content })
  const { facilityId } = central.fixture
  expect((await sendCommand(await central.staff('ode'), facilityId, proposal)).outcome).toBe('applied')
  const publication = command('rules.publish', proposal.target, 1)
  expect((await sendCommand(await central.staff('farr'), facilityId, publication)).outcome).toBe('applied')
}

/** Sends messages of all kinds, and answers with what central recorded of each. */
async function traffic(central: TestCentral): Promise<Map<string, ScreeningRecord>> {
  const { approved } = central.fixture.contacts
  const [member, individual] = [await central.member(), await central.individual()]
  let rejected = ''
  for (const text of [...texts, ...texts.slice(0, 3)]) {
    const sent = await central.send(member, approved, text)
    if (sent.label === 'Rejected') rejected = sent.id
  }
  await central.send(member, approved, 'The gate is green.', { revises: rejected })
  for (const text of texts.slice(0, 4)) await central.send(individual, approved, text, { cod: true })
  const rows = await central.central.database.query<{ id: string; screening: ScreeningRecord }>(
    'SELECT id, screening FROM messages',
  )
  return new Map(rows.map((row) => [row.id, row.screening]))
}

async function simulated(
  desk: TestWorkstation,
  content: RuleSetContent,
): Promise<{ run: string; report: SimulationReport }> {
  const { run } = await desk.console.call('simulation.start', { days: 2, content })
  const { report } = await eventually(
    () => desk.console.call('simulation.state', {}),
    ({ state }) => state?.run === run && state.phase === 'done',
  )
  if (report === null) throw new Error('no report')
  return { run, report }
}

const behind = (desk: TestWorkstation, run: string, filter: SimulationFilter) =>
  desk.console.call('simulation.messages', { run, filter, offset: 0, limit: 200 })

describe('A simulation', () => {
  it('of the rules in force reproduces exactly what central did to the same messages', async () => {
    const central = await scene.central()
    const content = richRules(central.fixture)
    await publish(central, content)
    const done = await traffic(central)
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'ode')
    await desk.until(synced)

    const compiled = compileRuleSet(content, 2)
    const file = join(desk.folder, `${central.fixture.facilityId}.cache`)
    const messages = openSimulatedMessages(file, desk.key, 'America/Denver')
    const page = messages.page(0, null, 1_000)
    messages.close()
    expect(page.messages.map(({ message }) => message.id).sort()).toEqual([...done.keys()].sort())
    for (const { message, context, estimated, said } of page.messages) {
      const again = screen(compiled, message, context)
      expect(again.record).toEqual(done.get(message.id))
      expect(said).toBe(again.outcome)
      expect(estimated).toBe(false)
    }

    const { run, report } = await simulated(desk, content)
    expect(report).toMatchObject({ inForceNumber: 2, messages: done.size, skipped: 0, estimated: 0 })
    expect(report.draft).toEqual(report.inForce)
    for (const outcome of ['deliver', 'schedule', 'review', 'reject'] as const) {
      const by = [...done.values()].filter((record) => record.said?.outcome === outcome).length
      expect(report.draft[outcome], outcome).toBe(by)
    }
    expect(await behind(desk, run, { changed: true })).toEqual({ total: 0, ids: [] })
    expect(desk.faults).toEqual([])
  })

  it('of a draft tells what would change, the messages behind every number, and how they were decided', async () => {
    const central = await scene.central()
    const member = await central.member()
    const { approved } = central.fixture.contacts
    const sent: Record<string, string> = {}
    for (const text of ['A kite for you', 'The blade again', 'A blade and a kite', 'Nothing']) {
      sent[text] = (await central.send(member, approved, text)).id
    }
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'ode')
    await desk.until(synced)
    await decideOn(desk, 'approve', sent['The blade again'] ?? '')
    await decideOn(desk, 'reject', sent['A blade and a kite'] ?? '', central.fixture.reasons.threat)
    await desk.until(synced)
    await eventually(
      () => desk.console.call('review.rows', { ids: Object.values(sent) }),
      ({ rows }) => rows.every((row) => row.overlay === null),
    )

    const draft = fixtureRules(central.fixture.reasons.threat)
    draft.watchlists[0]?.terms.splice(0, 1, { id: v7(), text: 'kite', wholeWord: true })
    const { run, report } = await simulated(desk, draft)
    expect(report.inForce).toEqual({ deliver: 2, schedule: 0, review: 2, reject: 0 })
    expect(report.draft).toEqual({ deliver: 2, schedule: 0, review: 2, reject: 0 })
    const none = { approved: 0, rejected: 0, held: 0, waiting: 0, nobody: 0 }
    expect(report.moves).toEqual([
      { inForce: 'deliver', draft: 'deliver', messages: 1, endings: { ...none, nobody: 1 } },
      { inForce: 'deliver', draft: 'review', messages: 1, endings: { ...none, nobody: 1 } },
      { inForce: 'review', draft: 'deliver', messages: 1, endings: { ...none, approved: 1 } },
      { inForce: 'review', draft: 'review', messages: 1, endings: { ...none, rejected: 1 } },
    ])
    expect(report.units).toEqual([{ unit: 'A', inForce: report.inForce, draft: report.draft }])
    const { hours } = report
    expect(hours.reduce((sum, hour) => sum + hour.draft.review, 0)).toBe(2)
    expect(report.rules[0]).toMatchObject({ number: 1, messages: 2, endings: { ...none, rejected: 1, nobody: 1 } })

    expect((await behind(desk, run, { inForce: 'deliver', draft: 'review' })).ids).toEqual([sent['A kite for you']])
    expect((await behind(desk, run, { ending: 'approved' })).ids).toEqual([sent['The blade again']])
    expect((await behind(desk, run, { ruleId: draft.rules[0]?.id ?? '' })).total).toBe(2)
    expect((await behind(desk, run, { changed: true })).total).toBe(2)
    const { day, hour } = hours[0] ?? { day: '', hour: 0 }
    expect((await behind(desk, run, { day, hour, unit: 'A' })).total).toBeGreaterThan(0)
    expect((await behind(desk, run, { unit: 'B' })).total).toBe(0)
    const second = await desk.console.call('simulation.messages', { run, filter: {}, offset: 3, limit: 2 })
    expect(second).toEqual({ total: 4, ids: [sent.Nothing] })
  })

  it('leaves out who is closed to the user, of the sums too, and is forgotten when that changes', async () => {
    const central = await scene.central()
    const { contacts, individual, staff } = central.fixture
    const member = await central.member()
    const closed = await central.send(member, contacts.approved, 'The blade again')
    const open = await central.send(member, contacts.poor, 'Another blade')
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'ode')
    await desk.until(synced)
    const draft = fixtureRules(central.fixture.reasons.threat)
    const before = await simulated(desk, draft)
    expect(before.report).toMatchObject({ messages: 2, draft: { review: 2 } })
    expect((await behind(desk, before.run, {})).ids.sort()).toEqual([closed.id, open.id].sort())

    const person = { kind: 'individual' as const, id: individual.id }
    await desk.console.call('recusals.declare', { staffId: staff.ode.id, person, relation: 'my cousin' })
    await expect(behind(desk, before.run, {})).rejects.toMatchObject({ code: 'simulation_gone' })
    expect(await desk.console.call('simulation.state', {})).toEqual({ state: null, report: null })

    const after = await simulated(desk, draft)
    expect(after.report).toMatchObject({ messages: 1, skipped: 0, draft: { deliver: 0, review: 1 } })
    expect(await behind(desk, after.run, {})).toEqual({ total: 1, ids: [open.id] })
    const progress = desk.events.filter((event) => event.name === 'simulation').at(-1)?.data
    expect(progress).toMatchObject({ run: after.run, phase: 'done', total: 1 })
    expect(desk.faults).toEqual([])
  })

  it('is refused to who may not draft and with terms that cannot be run; another one, or signing out, ends it', async () => {
    const central = await scene.central()
    const desk = await scene.workstation({ centralUrl: central.url })
    const content = fixtureRules(central.fixture.reasons.threat)
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await expect(desk.console.call('simulation.start', { days: 1, content })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await desk.signIn(central, 'ode')
    await desk.until(synced)
    const broken = fixtureRules(central.fixture.reasons.threat)
    broken.watchlists[0]?.terms.push({ kind: 'regex', id: v7(), text: '(a)\\1' })
    await expect(desk.console.call('simulation.start', { days: 1, content: broken })).rejects.toMatchObject({
      code: 'term_invalid',
      details: [{ path: 'watchlists.0.terms.1', problem: 'expression_not_linear' }],
    })
    const first = await simulated(desk, content)
    const second = await simulated(desk, content)
    await expect(behind(desk, first.run, {})).rejects.toMatchObject({ code: 'simulation_gone' })
    expect(await behind(desk, second.run, {})).toEqual({ total: 0, ids: [] })
    await desk.console.call('session.signOut', {})
    await desk.signIn(central, 'farr')
    await desk.until(synced)
    expect(await desk.console.call('simulation.state', {})).toEqual({ state: null, report: null })
    expect(desk.faults).toEqual([])
  })

  it('is cancelled before it is done', async () => {
    const central = await scene.central()
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'ode')
    await desk.until(synced)
    const content = fixtureRules(central.fixture.reasons.threat)
    const many = Array.from({ length: 30_000 }, (_, n) => ({ id: v7(), text: `word ${n} of many`, wholeWord: true }))
    content.watchlists[0]?.terms.push(...many)
    const { run } = await desk.console.call('simulation.start', { days: 1, content })
    await desk.console.call('simulation.cancel', { run })
    const { state } = await eventually(
      () => desk.console.call('simulation.state', {}),
      (each) => each.state?.phase === 'cancelled' || each.state?.phase === 'done',
    )
    expect(state).toMatchObject({ run, phase: 'cancelled', code: null })
    const told = desk.events.filter((event) => event.name === 'simulation')
    expect(told.at(-1)?.data).toMatchObject({ run, phase: 'cancelled' })
  })
})
