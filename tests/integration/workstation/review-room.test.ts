import { v7 } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import type { View } from '../../../shared/central/views.ts'
import type { AlertList } from '../../../shared/console/alerts.ts'
import type { BatchProgress } from '../../../shared/console/batches.ts'
import { command, type StaffName, sendCommand, type TestCentral } from '../../support/central.ts'
import { createScene, decideOn, eventually, synced, type TestWorkstation } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

async function send(central: TestCentral, text = 'Blade one.') {
  return (await central.send(await central.member(), central.fixture.contacts.approved, text)).id
}

async function desk(central: TestCentral, name: StaffName, more: { folder?: string; key?: string } = {}) {
  const made = await scene.workstation({ centralUrl: central.url, ...more })
  await made.signIn(central, name)
  await made.until(synced)
  return made
}

const rowOf = async (at: TestWorkstation, id: string) => (await at.console.call('review.rows', { ids: [id] })).rows[0]
const countsOf = async (at: TestWorkstation) => (await at.console.call('review.counts', {})).counts
const listOf = async (at: TestWorkstation, queue: 'assigned' | 'held' | 'needs_review') =>
  (await at.console.call('review.list', { queue, filter: {}, sort: 'oldest' })).ids
const itemsOf = async (at: TestWorkstation, ids: readonly string[]) =>
  (await at.console.call('review.rows', { ids: [...ids] })).rows.map(({ id, version }) => ({ id, version }))

describe('A hold', () => {
  it('until a time and for a colleague shows at once, reaches the colleague, and comes back by itself', async () => {
    const central = await scene.central()
    const id = await send(central)
    const mine = await desk(central, 'maddox')
    const theirs = await desk(central, 'lane')
    const until = new Date(Date.now() + 2_500).toISOString()
    const assignTo = central.fixture.staff.lane.id
    const { staff } = await mine.console.call('review.deciders', {})
    expect(staff.map((each) => each.name)).toEqual(['Farr', 'Lane', 'Maddox', 'Ode'])
    const reasonId = central.fixture.reasons.unclear
    const hold = { kind: 'hold' as const, items: await itemsOf(mine, [id]), reasonId, until, assignTo }
    expect((await mine.console.call('review.decide', hold)).taken).toEqual([id])
    expect(await rowOf(mine, id)).toMatchObject({ state: 'held', heldUntil: until, assignedTo: { name: 'Lane' } })
    await eventually(
      () => countsOf(theirs),
      (counts) => counts.assigned === 1,
    )
    expect(await listOf(theirs, 'assigned')).toEqual([id])
    expect((await countsOf(mine)).assigned).toBe(0)
    const back = await eventually(
      () => rowOf(mine, id),
      (row) => row?.state === 'pending_review',
    )
    expect(back).toMatchObject({ heldUntil: null, assignedTo: { id: assignTo, name: 'Lane' } })
    expect(await listOf(mine, 'needs_review')).toEqual([id])
    const { decisions } = await mine.console.call('review.item', { id })
    expect(decisions).toMatchObject([{ kind: 'hold', by: 'Maddox', until, assignedTo: 'Lane' }])
  })
})

describe('An assignment', () => {
  it('shows at once, can be undone, and is refused here as central would', async () => {
    const central = await scene.central(30)
    const id = await send(central)
    const mine = await desk(central, 'maddox')
    const me = central.fixture.staff.maddox.id
    const taken = await mine.console.call('review.assign', { items: await itemsOf(mine, [id]), to: me })
    expect(await listOf(mine, 'assigned')).toEqual([id])
    expect(await rowOf(mine, id)).toMatchObject({ assignedTo: { id: me, name: 'Maddox' }, state: 'pending_review' })
    await mine.console.call('review.undo', { batchId: taken.batchId })
    expect(await listOf(mine, 'assigned')).toEqual([])
    const lane = central.fixture.staff.lane.id
    const other = await mine.console.call('review.assign', { items: await itemsOf(mine, [id]), to: lane })
    expect(other.refused).toEqual([{ id, code: 'forbidden' }])
    await sendCommand(
      await central.staff('ode'),
      central.fixture.facilityId,
      command('message.assign', id, 1, { to: lane }),
    )
    await eventually(
      () => rowOf(mine, id),
      (row) => row?.assignedTo?.id === lane,
    )
    const late = await mine.console.call('review.assign', { items: await itemsOf(mine, [id]), to: me })
    expect(late.refused).toEqual([{ id, code: 'assigned' }])
    await expect(
      mine.console.call('review.assign', { items: await itemsOf(mine, [id]), to: v7() }),
    ).rejects.toMatchObject({ code: 'staff_unknown' })
  })

  it('followed by a decision before either has left sends both in order', async () => {
    const central = await scene.central(2)
    const id = await send(central)
    const mine = await desk(central, 'maddox')
    const to = central.fixture.staff.maddox.id
    await mine.console.call('review.assign', { items: await itemsOf(mine, [id]), to })
    await decideOn(mine, 'approve', id)
    expect(await countsOf(mine)).toMatchObject({ assigned: 0, needs_review: 0, decided: 1 })
    const row = await eventually(
      () => rowOf(mine, id),
      (each) => each?.overlay === null && each.decided !== null,
    )
    expect(row).toMatchObject({ state: 'delivered', assignedTo: null, decided: { by: 'Maddox' } })
    expect((await mine.console.call('issues.list', {})).issues).toEqual([])
  })
})

describe('An escalated message', () => {
  it('is refused to an officer here, before anything is sent', async () => {
    const central = await scene.central()
    const id = await send(central)
    const mine = await desk(central, 'maddox')
    await decideOn(mine, 'escalate', id)
    await eventually(
      () => rowOf(mine, id),
      (row) => row?.overlay === null && row.escalated,
    )
    for (const kind of ['approve', 'return'] as const) {
      expect((await decideOn(mine, kind, id)).refused).toEqual([{ id, code: 'escalated' }])
    }
    const boss = await desk(central, 'ode')
    expect((await decideOn(boss, 'return', id)).taken).toEqual([id])
    await eventually(
      () => rowOf(mine, id),
      (row) => row?.escalated === false,
    )
  })
})

describe('A corrected reason', () => {
  it('reaches the sender, keeps both reasons in the history, and is the own of an officer', async () => {
    const central = await scene.central()
    const id = await send(central)
    const mine = await desk(central, 'maddox')
    const theirs = await desk(central, 'lane')
    const { threat, unclear } = central.fixture.reasons
    await decideOn(mine, 'reject', id, threat)
    await eventually(
      () => rowOf(theirs, id),
      (row) => row?.decided?.kind === 'reject',
    )
    await mine.until(synced)
    const correct = async (at: TestWorkstation, reasonId: string) =>
      at.console.call('review.decide', { kind: 'correct', items: await itemsOf(at, [id]), reasonId })
    expect((await correct(theirs, threat)).refused).toEqual([{ id, code: 'forbidden' }])
    expect((await correct(mine, unclear)).refused).toEqual([{ id, code: 'reason_unknown' }])
    expect((await correct(mine, threat)).taken).toEqual([id])
    const item = await eventually(
      () => mine.console.call('review.item', { id }),
      (each) => each.decisions.length === 2,
    )
    expect(item.decisions.map(({ kind, reasonId }) => [kind, reasonId])).toEqual([
      ['correct', threat],
      ['reject', threat],
    ])
    expect(item.row).toMatchObject({ state: 'rejected' })
    const { notifications } = await (await central.member()).call('myNotifications')
    expect(notifications.filter((each) => each.messageId === id).map((each) => each.kind)).toEqual([
      'message_reason_corrected',
      'message_rejected',
    ])
  })
})

describe('Saved views', () => {
  const view = (name: string): View => ({
    name,
    queue: 'held',
    filter: { cod: true, person: 'Vance' },
    sort: 'target',
    columns: ['flags'],
  })

  it('of a user are kept through a restart and a fresh copy, and are nobody else’s', async () => {
    const central = await scene.central()
    const first = await desk(central, 'maddox')
    const { id } = await first.console.call('views.save', { ...view('Mine'), scope: 'private' })
    await expect(first.console.call('views.save', { ...view('mine'), scope: 'private' })).rejects.toMatchObject({
      code: 'view_exists',
    })
    await first.console.call('views.save', { ...view('Renamed'), id, scope: 'private' })
    await expect(first.console.call('views.save', { ...view('All'), scope: 'shared' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await first.stop()
    const again = await desk(central, 'maddox', first)
    const kept = { ...view('Renamed'), id, scope: 'private', by: null, waiting: false }
    expect((await again.console.call('views.list', {})).views).toEqual([kept])
    await again.signIn(central, 'lane')
    expect((await again.console.call('views.list', {})).views).toEqual([])
    await expect(again.console.call('views.remove', { id })).rejects.toMatchObject({ code: 'not_found' })
    await again.signIn(central, 'maddox')
    await again.console.call('views.remove', { id })
    expect((await again.console.call('views.list', {})).views).toEqual([])
  })

  it('of the facility show at once to who made them, and reach the others by the feed', async () => {
    const central = await scene.central()
    const boss = await desk(central, 'ode')
    const officer = await desk(central, 'maddox')
    const { id } = await boss.console.call('views.save', { ...view('Shift'), scope: 'shared' })
    expect((await boss.console.call('views.list', {})).views).toMatchObject([{ id, name: 'Shift', by: 'Ode' }])
    const seen = () => officer.console.call('views.list', {})
    expect(await eventually(seen, ({ views }) => views.length === 1)).toMatchObject({
      views: [{ ...view('Shift'), id, scope: 'shared', by: 'Ode', waiting: false }],
    })
    await eventually(
      () => officer.events.some((event) => event.name === 'changed' && JSON.stringify(event.data).includes('"views"')),
      (told) => told,
    )
    await boss.until(synced)
    await boss.console.call('views.save', { ...view('Night shift'), id, scope: 'shared' })
    await eventually(seen, ({ views }) => views[0]?.name === 'Night shift')
    await boss.until(synced)
    await boss.console.call('views.remove', { id })
    await eventually(seen, ({ views }) => views.length === 0)
    await expect(officer.console.call('views.remove', { id })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('A shared view that central refuses', () => {
  it('is told by its name among the sync issues', async () => {
    const central = await scene.central()
    const proxy = await scene.proxy(central)
    const boss = await scene.workstation({ centralUrl: proxy.url })
    await boss.signIn(central, 'ode')
    await boss.until(synced)
    proxy.cut()
    const content = { queue: 'held' as const, filter: {}, sort: 'oldest' as const, columns: [] }
    await boss.console.call('views.save', { name: 'Night', ...content, scope: 'shared' })
    const farr = await central.staff('farr')
    await sendCommand(farr, central.fixture.facilityId, command('view.save', v7(), 0, { name: 'night', ...content }))
    proxy.mend()
    const { issues } = await eventually(
      async () => {
        await boss.console.call('sync.now', {})
        return boss.console.call('issues.list', {})
      },
      (list) => list.issues.length === 1,
    )
    expect(issues).toMatchObject([{ kind: 'view.save', subject: 'Night', outcome: { code: 'view_exists' } }])
    const names = async () => (await boss.console.call('views.list', {})).views.map((each) => each.name)
    expect(await eventually(names, (list) => list.length === 1)).toEqual(['night'])
  })
})

describe('A batch', () => {
  const progressOf = (at: TestWorkstation) =>
    at.events.flatMap((event) => (event.name === 'batch' ? [event.data as BatchProgress] : []))

  it('is planned, taken in parts with progress, and tells each message’s result', async () => {
    const central = await scene.central(2)
    const ids: string[] = []
    for (let n = 0; n < 12; n++) ids.push(await send(central, `Blade ${n}.`))
    const boss = await desk(central, 'ode')
    const [gone = '', claimed = ''] = ids
    const lane = await central.staff('lane')
    await lane.call('claims', {
      params: { facilityId: central.fixture.facilityId },
      body: { take: [claimed], release: [] },
    })
    await eventually(
      () => boss.console.call('claims.state', {}),
      ({ claims }) => claims.some((claim) => claim.messageId === claimed),
    )
    const plan = await boss.console.call('review.planBatch', { kind: 'reject', ids })
    expect(plan).toMatchObject({
      refused: [],
      senders: 1,
      recipients: 1,
      flagged: 12,
      categories: [{ category: 'contraband', count: 12 }],
      cod: 0,
      refundCredits: 600,
      claimed: [{ id: claimed, by: 'Lane' }],
      overLimit: false,
    })
    expect(plan.unread).toHaveLength(12)
    expect(plan.items).toHaveLength(12)
    const batchId = v7()
    const reasonId = central.fixture.reasons.threat
    const answer = await boss.console.call('review.decideBatch', {
      batchId,
      kind: 'reject',
      items: plan.items,
      reasonId,
    })
    expect(answer).toMatchObject({ batchId, refused: [] })
    // Decided by somebody else while the batch waits here.
    await sendCommand(lane, central.fixture.facilityId, command('message.approve', gone, 1))
    const report = await eventually(
      () => boss.console.call('review.batch', { batchId }),
      ({ counts }) => counts.waiting === 0,
    )
    expect(report).toMatchObject({ kind: 'reject', by: 'Ode', reasonId, complete: true })
    expect(report.counts).toEqual({ waiting: 0, applied: 11, conflict: 1, refused: 0, refused_here: 0, undone: 0 })
    expect(report.items.find((item) => item.id === gone)).toEqual({
      id: gone,
      outcome: 'conflict',
      code: null,
      by: 'Lane',
    })
    const told = await eventually(
      () => progressOf(boss),
      (all) => all.at(-1)?.counts.waiting === 0,
    )
    expect(told[0]).toMatchObject({ batchId, done: 12, total: 12 })
    expect(told.flatMap((each) => each.failed)).toMatchObject([{ id: gone, outcome: 'conflict' }])
    expect((await boss.console.call('review.batches', {})).batches).toMatchObject([{ id: batchId, total: 12 }])

    const officer = await desk(central, 'maddox')
    const seen = await officer.console.call('review.batch', { batchId })
    expect(seen).toMatchObject({ by: 'Ode', complete: false, counts: { applied: 11, conflict: 0 } })
    const farr = await desk(central, 'farr')
    expect(await farr.console.call('review.batch', { batchId })).toMatchObject({
      by: 'Ode',
      reasonId,
      complete: true,
      counts: { applied: 11, conflict: 1 },
    })
  })

  it('of three hundred goes in parts, is undone by one undo, and nothing of it leaves', async () => {
    const central = await scene.central(30)
    const { facilityId } = central.fixture
    const [id = ''] = [await send(central, 'Blade.')]
    // Copies of one message: sending three hundred would only test the sending.
    await central.central.database.query(
      `INSERT INTO messages SELECT (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid()))).*
       FROM messages AS m, generate_series(1, 299) WHERE m.id = $1`,
      [id],
    )
    await central.central.database.query(
      'UPDATE feed_heads SET position = position + 1, floor = position + 1 WHERE facility_id = $1',
      [facilityId],
    )
    const boss = await desk(central, 'ode')
    const ids = await listOf(boss, 'needs_review')
    expect(ids).toHaveLength(300)
    const { items, overLimit } = await boss.console.call('review.planBatch', { kind: 'hold', ids })
    expect(overLimit).toBe(false)
    const batchId = v7()
    const reasonId = central.fixture.reasons.unclear
    const answer = await boss.console.call('review.decideBatch', { batchId, kind: 'hold', items, reasonId })
    expect(answer.taken).toHaveLength(300)
    expect(progressOf(boss).map((each) => each.done)).toEqual([100, 200, 300])
    expect(await countsOf(boss)).toMatchObject({ held: 300, needs_review: 0 })
    expect((await rowOf(boss, id))?.overlay).toMatchObject({ batchId, undoUntil: answer.undoUntil })
    await expect(
      boss.console.call('review.decideBatch', { batchId, kind: 'hold', items, reasonId }),
    ).rejects.toMatchObject({ code: 'idempotency_mismatch' })
    expect((await boss.console.call('review.undo', { batchId })).undone).toHaveLength(300)
    expect(await countsOf(boss)).toMatchObject({ held: 0, needs_review: 300 })
    expect((await boss.console.call('review.batch', { batchId })).counts).toMatchObject({ undone: 300, waiting: 0 })
    const officer = await desk(central, 'maddox')
    expect(await officer.console.call('review.planBatch', { kind: 'hold', ids })).toMatchObject({ overLimit: true })
    await expect(
      officer.console.call('review.decideBatch', { batchId: v7(), kind: 'hold', items, reasonId }),
    ).rejects.toMatchObject({ code: 'bulk_limit' })
    expect((await central.central.database.query('SELECT 1 FROM commands')).length).toBe(0)
  })
})

describe('An urgent alert', () => {
  const alertsOf = (at: TestWorkstation) => at.console.call('alerts.list', {})
  const until = (at: TestWorkstation, test: (list: AlertList) => boolean) => eventually(() => alertsOf(at), test)

  it('stands on every workstation, through a restart, until somebody takes the message', async () => {
    const central = await scene.central()
    const first = await desk(central, 'maddox')
    const second = await desk(central, 'lane')
    const id = await send(central, 'I have a rope.')
    for (const each of [first, second]) {
      const { alerts, total } = await until(each, (list) => list.alerts.length === 1)
      expect(total).toBe(1)
      expect(alerts).toMatchObject([{ messageId: id, from: 'June Vance', to: 'Ira Vance', takenBy: null }])
      await eventually(
        () => each.events.filter((event) => event.name === 'alerts'),
        (told) => (told.at(-1)?.data as AlertList | undefined)?.alerts[0]?.messageId === id,
      )
    }
    // Nobody saw it there: the workstation was off, and is told by what is stored.
    await second.stop()
    const again = await desk(central, 'lane', second)
    await until(again, (list) => list.alerts[0]?.messageId === id)

    await first.console.call('review.claim', { id })
    await until(again, (list) => list.alerts[0]?.takenBy?.name === 'Maddox')
    expect((await alertsOf(first)).alerts[0]?.takenBy).toMatchObject({ mine: true })
    // Opened and left undecided: it is nobody's again.
    await first.console.call('review.release', { id })
    await until(again, (list) => list.alerts[0]?.takenBy === null)

    await again.console.call('review.assign', {
      items: await itemsOf(again, [id]),
      to: central.fixture.staff.lane.id,
    })
    for (const each of [first, again]) await until(each, (list) => list.total === 0)
  })

  it('of an escalated message is for those who decide it, and ends with the decision', async () => {
    const central = await scene.central()
    const officer = await desk(central, 'maddox')
    const boss = await desk(central, 'ode')
    const id = await send(central, 'I have a rope.')
    await until(boss, (list) => list.total === 1)
    await until(officer, (list) => list.total === 1)
    await decideOn(officer, 'escalate', id)
    await until(officer, (list) => list.total === 0)
    await until(boss, (list) => list.alerts[0]?.escalated === true)
    await decideOn(boss, 'hold', id, central.fixture.reasons.unclear)
    await until(boss, (list) => list.total === 0)
    await boss.until(synced)
    // Given back, it waits for somebody once more.
    await decideOn(boss, 'return', id)
    await until(officer, (list) => list.alerts[0]?.messageId === id)
  })
})
