import { afterEach, describe, expect, it } from 'vitest'
import { command, sendCommand, type TestCentral } from '../../support/central.ts'
import { createScene, decideOn, eventually, recorded, synced } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

async function flagged(central: TestCentral, count: number) {
  const member = await central.member()
  const sent = []
  for (let n = 0; n < count; n++) {
    sent.push(await central.send(member, central.fixture.contacts.approved, `Blade number ${n}.`))
  }
  return sent.map((each) => each.id)
}

describe('Deciding', () => {
  it('can be undone within the undo window, and nothing leaves', async () => {
    const central = await scene.central(30)
    const [id = ''] = await flagged(central, 1)
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    const decided = await decideOn(desk, 'hold', id, central.fixture.reasons.unclear)
    expect((await desk.console.call('review.counts', {})).counts).toMatchObject({ needs_review: 0, held: 1 })
    expect(await desk.console.call('review.undo', { batchId: decided.batchId })).toEqual({ undone: [id], tooLate: 0 })
    expect((await desk.console.call('review.counts', {})).counts).toMatchObject({ needs_review: 1, held: 0 })
    await desk.console.call('sync.now', {})
    expect(await desk.console.call('sync.state', {})).toMatchObject({ waiting: 0 })
    expect((await recorded(central, id)).decisions).toBe(0)
  })

  it('is too late to undo once it has left', async () => {
    const central = await scene.central()
    const [id = ''] = await flagged(central, 1)
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    const { batchId } = await decideOn(desk, 'hold', id, central.fixture.reasons.unclear)
    await desk.until(synced)
    expect((await desk.console.call('review.undo', { batchId })).undone).toEqual([])
    const [row] = (await desk.console.call('review.rows', { ids: [id] })).rows
    expect(row?.state).toBe('held')
  })

  it('lets a decision follow on one that still waits, and sends both in order', async () => {
    const central = await scene.central(2)
    const [id = ''] = await flagged(central, 1)
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    const first = await decideOn(desk, 'hold', id, central.fixture.reasons.unclear)
    await decideOn(desk, 'reject', id, central.fixture.reasons.threat)
    expect(await desk.console.call('review.undo', { batchId: first.batchId })).toEqual({ undone: [], tooLate: 1 })
    await desk.until(synced)
    expect(await recorded(central, id)).toEqual({ decisions: 2, refunds: 1, balance: 1_000 })
    expect((await desk.console.call('issues.list', {})).issues).toEqual([])
  })

  it('on one message at two workstations has one winner; the other is told who and what', async () => {
    const central = await scene.central(1)
    const [id = ''] = await flagged(central, 1)
    const one = await scene.workstation({ centralUrl: central.url })
    const two = await scene.workstation({ centralUrl: central.url })
    await one.signIn(central, 'maddox')
    await two.signIn(central, 'lane')
    await Promise.all([one.until(synced), two.until(synced)])
    await Promise.all([decideOn(one, 'reject', id, central.fixture.reasons.threat), decideOn(two, 'approve', id)])
    await Promise.all([one.until(synced), two.until(synced)])
    const issues = [await one.console.call('issues.list', {}), await two.console.call('issues.list', {})].map(
      (each) => each.issues,
    )
    expect(issues.flat()).toHaveLength(1)
    const [issue] = issues.flat()
    const loser = issues[0]?.length === 1 ? one : two
    expect(issue).toMatchObject({ target: id, subject: 'June Vance → Ira Vance', outcome: { what: 'conflict' } })
    expect(issue?.outcome.what === 'conflict' && issue.outcome.winner.by).toBe(loser === one ? 'Lane' : 'Maddox')
    const states = await eventually(
      async () =>
        Promise.all([one, two].map(async (each) => (await each.console.call('review.rows', { ids: [id] })).rows[0])),
      ([a, b]) => a?.overlay === null && b?.overlay === null && a.version === b.version && a.version > 1,
    )
    expect(states[0]?.state).toBe(states[1]?.state)
    const { decisions, refunds } = await recorded(central, id)
    expect(decisions).toBe(1)
    expect(refunds).toBe(states[0]?.state === 'rejected' ? 1 : 0)
    expect(await loser.console.call('sync.state', {})).toMatchObject({ issues: 1 })
    await loser.console.call('issues.dismiss', { commandId: issue?.commandId ?? '' })
    expect(await loser.console.call('issues.list', {})).toEqual({ issues: [] })
  })

  it('refuses flagged messages approved together unread, and more than fifty at once', async () => {
    const central = await scene.central(30)
    const ids = await flagged(central, 3)
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    const { rows } = await desk.console.call('review.rows', { ids })
    const items = rows.map(({ id, version }) => ({ id, version }))
    const [read = '', ahead = ''] = ids
    await desk.console.call('review.item', { id: read })
    // Fetched to be at hand, but on no screen: that is not reading.
    await desk.console.call('review.item', { id: ahead, ahead: true })
    const answer = await desk.console.call('review.decide', { kind: 'approve', items, unreadConfirmed: true })
    expect(answer.taken).toEqual([read])
    expect(answer.refused).toEqual(ids.slice(1).map((id) => ({ id, code: 'bulk_unread' })))
    const many = Array.from({ length: 51 }, (_, n) => ({
      id: `0190a000-0000-7000-8000-${`${n}`.padStart(12, '0')}`,
      version: 1,
    }))
    await expect(desk.console.call('review.decide', { kind: 'approve', items: many })).rejects.toMatchObject({
      code: 'bulk_limit',
    })
  })

  it('refuses what the contract, the role or the reasons do not allow, and changes nothing', async () => {
    const central = await scene.central(30)
    const [id = ''] = await flagged(central, 1)
    const desk = await scene.workstation({ centralUrl: central.url })
    await expect(desk.console.call('review.counts', {})).rejects.toMatchObject({ code: 'unauthenticated' })
    await desk.signIn(central, 'quill')
    await desk.until(synced)
    await expect(decideOn(desk, 'approve', id)).rejects.toMatchObject({ code: 'forbidden' })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await expect(decideOn(desk, 'reject', id)).rejects.toMatchObject({ code: 'reason_required' })
    await expect(decideOn(desk, 'reject', id, central.fixture.reasons.no_relation)).rejects.toMatchObject({
      code: 'reason_unknown',
    })
    await expect(desk.console.call('review.decide', { kind: 'approve', items: [] })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await expect(desk.console.call('review.nothing' as 'review.counts', {})).rejects.toMatchObject({
      code: 'unknown_method',
    })
    const stale = await desk.console.call('review.decide', { kind: 'approve', items: [{ id, version: 9 }] })
    expect(stale.refused).toEqual([{ id, code: 'conflict' }])
    expect((await desk.console.call('review.decide', { kind: 'return', items: [{ id, version: 1 }] })).refused).toEqual(
      [{ id, code: 'wrong_state' }],
    )
    expect((await desk.console.call('review.counts', {})).counts.needs_review).toBe(1)
  })

  it('approves and denies contacts, keeps notes, and brings rules into force with a second supervisor', async () => {
    const central = await scene.central()
    const [id = ''] = await flagged(central, 1)
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'ode')
    await desk.until(synced)
    const pending = await desk.console.call('contacts.list', { state: 'pending' })
    expect(pending.ids).toEqual([central.fixture.contacts.pending])
    const item = await desk.console.call('contacts.item', { id: pending.ids[0] ?? '' })
    expect(item.row).toMatchObject({ state: 'pending', member: { name: 'Ray Pike' } })
    await desk.console.call('contacts.decide', {
      kind: 'approve',
      items: [{ id: item.row.id, version: item.row.version }],
    })
    expect((await desk.console.call('contacts.list', { state: 'pending' })).ids).toEqual([])
    await desk.console.call('review.note', { id, text: 'Ask the chaplain.' })
    expect((await desk.console.call('review.item', { id })).notes).toMatchObject([{ text: 'Ask the chaplain.' }])
    const { inForce } = await desk.console.call('rules.overview', {})
    const content = inForce?.ruleSet.content ?? { watchlists: [], rules: [] }
    const proposed = await desk.console.call('rules.propose', { basedOn: 1, comment: 'Fewer', content })
    await desk.until(synced)
    await eventually(
      () => desk.console.call('contacts.rows', { ids: pending.ids }),
      ({ rows }) => rows[0]?.overlay === null && rows[0].state === 'approved',
    )
    const { proposals } = await eventually(
      () => desk.console.call('rules.overview', {}),
      (overview) => overview.proposals.length === 1,
    )
    const version = proposals[0]?.version ?? 0
    await expect(desk.console.call('rules.publish', { id: proposed.id, version })).rejects.toMatchObject({
      code: 'second_supervisor_required',
    })
    await desk.signIn(central, 'farr')
    await desk.until(synced)
    await desk.console.call('rules.publish', { id: proposed.id, version })
    const after = await eventually(
      () => desk.console.call('rules.overview', {}),
      (overview) => overview.inForce?.ruleSet.number === 2,
    )
    expect(after).toMatchObject({ proposals: [], inForce: { proposedByName: 'Ode', publishedByName: 'Farr' } })
    expect((await desk.console.call('issues.list', {})).issues).toEqual([])
  })

  it('shows what another decided without a word from here', async () => {
    const central = await scene.central()
    const [id = ''] = await flagged(central, 1)
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    const lane = await central.staff('lane')
    await sendCommand(lane, central.fixture.facilityId, command('message.approve', id, 1))
    const row = await eventually(
      async () => (await desk.console.call('review.rows', { ids: [id] })).rows[0],
      (each) => each?.decided !== null,
    )
    expect(row).toMatchObject({ state: 'delivered', decided: { kind: 'approve', by: 'Lane' } })
  })
})
