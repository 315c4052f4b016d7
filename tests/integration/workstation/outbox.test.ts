import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../electron/workstation/cache/database.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import type { TestCentral } from '../../support/central.ts'
import { createScene, decideOn, eventually, recorded, synced, type TestWorkstation } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

async function prepared(undoWindowSeconds: number, count: number) {
  const central = await scene.central(undoWindowSeconds)
  const member = await central.member()
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    ids.push((await central.send(member, central.fixture.contacts.approved, `Blade ${n}.`)).id)
  }
  const line = await scene.proxy(central)
  const desk = await scene.workstation({ centralUrl: line.url })
  await desk.signIn(central, 'maddox')
  await desk.until(synced)
  return { central, line, desk, ids }
}

async function rejectAll(central: TestCentral, desk: TestWorkstation, ids: readonly string[]) {
  const { rows } = await desk.console.call('review.rows', { ids: [...ids] })
  return desk.console.call('review.decide', {
    kind: 'reject',
    items: rows.map(({ id, version }) => ({ id, version })),
    reasonId: central.fixture.reasons.threat,
  })
}

const refusal = (code: ConstructorParameters<typeof Refusal>[0]) => new Refusal(code).toBody()

describe('The outbox', () => {
  it('isolates a command for which central refuses the whole call, and sends the others', async () => {
    const { central, line, desk, ids } = await prepared(0, 5)
    const [poisoned = '', ...others] = ids
    line.interference = {
      instead: (path, body) =>
        path.endsWith('/commands') && body.includes(`"target":"${poisoned}"`)
          ? { status: 413, body: refusal('payload_too_large') }
          : null,
    }
    await rejectAll(central, desk, ids)
    const { issues } = await eventually(
      () => desk.console.call('issues.list', {}),
      (each) => each.issues.length === 1,
    )
    expect(issues).toMatchObject([{ target: poisoned, outcome: { what: 'refused', code: 'payload_too_large' } }])
    await desk.until(synced)
    for (const id of others) expect((await recorded(central, id)).decisions).toBe(1)
    const [row] = (await desk.console.call('review.rows', { ids: [poisoned] })).rows
    expect(row).toMatchObject({ state: 'pending_review', overlay: null })
  })

  it('sends the others while central fails on one command, and that one when central can again', async () => {
    const { central, line, desk, ids } = await prepared(0, 4)
    const [poisoned = '', ...others] = ids
    line.interference = {
      instead: (path, body) =>
        path.endsWith('/commands') && body.includes(`"target":"${poisoned}"`)
          ? { status: 500, body: refusal('internal') }
          : null,
    }
    await rejectAll(central, desk, ids)
    await desk.until((state) => state.waiting === 1)
    for (const id of others) expect((await recorded(central, id)).decisions).toBe(1)
    line.interference = {}
    await desk.console.call('sync.now', {})
    await desk.until(synced)
    expect(await recorded(central, poisoned)).toEqual({ decisions: 1, refunds: 1, balance: 1_000 })
  })

  it('outlives a copy that is made anew because the feed does not reach back', async () => {
    const { central, line, desk, ids } = await prepared(30, 2)
    const [id = ''] = ids
    await decideOn(desk, 'reject', id, central.fixture.reasons.threat)
    let refused = 0
    line.interference = {
      instead: (path) =>
        path.includes('/changes') && refused++ === 0 ? { status: 409, body: refusal('feed_behind') } : null,
    }
    await desk.console.call('sync.now', {})
    await desk.until((state) => state.connection === 'synced')
    expect(line.seen.filter((path) => path.includes('/snapshot'))).toHaveLength(2)
    const [row] = (await desk.console.call('review.rows', { ids: [id] })).rows
    expect(row).toMatchObject({ state: 'rejected', overlay: { kind: 'reject' } })
    expect(await desk.console.call('sync.state', {})).toMatchObject({ waiting: 1 })
    expect((await desk.console.call('review.counts', {})).counts).toMatchObject({ needs_review: 1, decided: 1 })
  })

  it('lets go of a confirmed decision that a copy made anew shows already', async () => {
    const { central, line, desk, ids } = await prepared(0, 1)
    const [id = ''] = ids
    let confirmed = false
    let refused = 0
    line.interference = {
      instead: (path) => {
        if (path.includes('/commands')) confirmed = true
        return confirmed && path.includes('/changes') && refused++ === 0
          ? { status: 409, body: refusal('feed_behind') }
          : null
      },
    }
    await decideOn(desk, 'reject', id, central.fixture.reasons.threat)
    await eventually(
      () => desk.console.call('review.rows', { ids: [id] }),
      ({ rows: [row] }) => refused > 0 && row?.state === 'rejected' && row.overlay === null,
    )
    expect((await recorded(central, id)).decisions).toBe(1)
    await desk.stop()
    const db = openDatabase(`${desk.folder}/${central.fixture.facilityId}.cache`, desk.key)
    const left = db.prepare<[], string>('SELECT state FROM own.outbox').pluck().all()
    db.close()
    expect(left).toEqual([])
  })

  it('undoes a batch as a whole', async () => {
    const { central, desk, ids } = await prepared(30, 5)
    const { batchId, taken } = await rejectAll(central, desk, ids)
    expect(taken).toHaveLength(5)
    expect((await desk.console.call('review.counts', {})).counts).toMatchObject({ needs_review: 0, decided: 5 })
    const { undone, tooLate } = await desk.console.call('review.undo', { batchId })
    expect([undone.toSorted(), tooLate]).toEqual([ids.toSorted(), 0])
    expect((await desk.console.call('review.counts', {})).counts).toMatchObject({ needs_review: 5, decided: 0 })
  })
})
