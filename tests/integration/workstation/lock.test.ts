import { afterEach, describe, expect, it } from 'vitest'
import { PASSWORD, type TestCentral } from '../../support/central.ts'
import { createScene, decideOn, eventually, recorded, synced } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

async function send(central: TestCentral, text = 'Blade one.') {
  return (await central.send(await central.member(), central.fixture.contacts.approved, text)).id
}

const claimsOf = async (central: TestCentral) =>
  (await central.central.database.query<{ message_id: string }>('SELECT message_id FROM claims')).map(
    (row) => row.message_id,
  )

describe('A locked session', () => {
  it('answers nothing of the facility, gives claims back, and lets what waits leave', async () => {
    const central = await scene.central(2)
    const [looked, decided] = [await send(central, 'Blade one.'), await send(central, 'Blade two.')]
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await desk.console.call('review.claim', { id: looked })
    await eventually(
      () => claimsOf(central),
      (ids) => ids.includes(looked),
    )
    await decideOn(desk, 'reject', decided, central.fixture.reasons.threat)
    expect(await desk.console.call('session.lock', {})).toMatchObject({ status: 'locked', user: { name: 'Maddox' } })
    const list = desk.console.call('review.list', { queue: 'needs_review', filter: {}, sort: 'oldest' })
    await expect(list).rejects.toMatchObject({ code: 'unauthenticated' })
    await eventually(
      () => claimsOf(central),
      (ids) => !ids.includes(looked),
    )
    await eventually(
      () => recorded(central, decided),
      (now) => now.decisions === 1,
    )
    const wrong = desk.console.call('session.unlock', { password: 'guess' })
    await expect(wrong).rejects.toMatchObject({ code: 'wrong_credentials' })
    const open = await desk.console.call('session.unlock', { password: PASSWORD })
    expect(open).toMatchObject({ status: 'signed_in', offline: false })
    await desk.until(synced)
    expect((await desk.console.call('review.counts', {})).counts.needs_review).toBe(1)
  })

  it('is unlocked without a line by whoever signed in here, and by nobody after five wrong passwords', async () => {
    const central = await scene.central()
    const line = await scene.proxy(central)
    const desk = await scene.workstation({ centralUrl: line.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await desk.console.call('session.lock', {})
    line.cut()
    const unlock = (password: string) => desk.console.call('session.unlock', { password })
    await expect(unlock('guess')).rejects.toMatchObject({ code: 'wrong_credentials' })
    expect(await unlock(PASSWORD)).toMatchObject({ status: 'signed_in' })
    await desk.console.call('session.lock', {})
    for (let n = 0; n < 5; n++) await expect(unlock(`guess ${n}`)).rejects.toMatchObject({ code: 'wrong_credentials' })
    await expect(unlock(PASSWORD)).rejects.toMatchObject({ code: 'unavailable' })
    line.mend()
    expect(await unlock(PASSWORD)).toMatchObject({ status: 'signed_in' })
    await desk.console.call('sync.now', {})
    await desk.until(synced)
  })

  it('goes to another user who gives a password, and stays as it is for one who does not', async () => {
    const central = await scene.central(20)
    const id = await send(central)
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await desk.console.call('settings.set', { theme: 'dark' })
    await decideOn(desk, 'reject', id, central.fixture.reasons.threat)
    await desk.console.call('session.lock', {})
    const { username } = central.fixture.staff.lane
    const wrong = desk.console.call('session.signIn', { username, password: 'guess' })
    await expect(wrong).rejects.toMatchObject({ code: 'wrong_credentials' })
    expect(await desk.console.call('session.state', {})).toMatchObject({ status: 'locked', user: { name: 'Maddox' } })
    await desk.signIn(central, 'lane')
    const lane = await desk.until((state) => state.connection === 'synced')
    expect(lane.waiting).toBe(0)
    expect(await desk.console.call('settings.get', {})).toMatchObject({ theme: 'auto' })
    const [row] = (await desk.console.call('review.rows', { ids: [id] })).rows
    expect(row).toMatchObject({ state: 'pending_review', overlay: null })
    await desk.signIn(central, 'maddox')
    const maddox = await desk.until((state) => state.connection === 'synced')
    expect(maddox.waiting).toBe(1)
    expect(await desk.console.call('settings.get', {})).toMatchObject({ theme: 'dark' })
  })

  it('tells its host what has not left, until it has', async () => {
    const central = await scene.central(1)
    const id = await send(central)
    const desk = await scene.workstation({ centralUrl: central.url })
    expect(await desk.workstation.status()).toEqual({ waiting: 0, online: false })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await decideOn(desk, 'reject', id, central.fixture.reasons.threat)
    expect(await desk.workstation.status()).toEqual({ waiting: 1, online: true })
    await eventually(
      () => desk.workstation.status(),
      ({ waiting }) => waiting === 0,
    )
  })
})

describe('A clock that is hours off', () => {
  it.each([2, -2])('matters to nobody (%i hours)', async (hours) => {
    const ahead = hours * 3_600_000
    const central = await scene.central(1)
    const [first, second] = [await send(central, 'Blade one.'), await send(central, 'Blade two.')]
    const line = await scene.proxy(central)
    line.interference = { aheadMs: ahead }
    const desk = await scene.workstation({ centralUrl: line.url })
    await desk.signIn(central, 'maddox')
    const state = await desk.until(synced)
    const near = (at: string | null, ms: number) => expect(Math.abs(Date.parse(at ?? '') - ms)).toBeLessThan(20_000)
    expect(Math.abs(state.clockOffset - ahead)).toBeLessThan(5_000)
    near(state.syncedAt, Date.now() + ahead)
    // The undo window lasts a second by any clock, and the decision leaves after it.
    const began = performance.now()
    const { undoUntil } = await decideOn(desk, 'reject', first, central.fixture.reasons.threat)
    near(undoUntil, Date.now() + ahead + 1_000)
    await desk.until(synced)
    expect((await recorded(central, first)).decisions).toBe(1)
    expect(performance.now() - began).toBeGreaterThan(900)
    // Claims are counted in what is left of them.
    await desk.console.call('review.claim', { id: second })
    const { claims } = await eventually(
      () => desk.console.call('claims.state', {}),
      (now) => now.claims.length === 1,
    )
    expect(claims[0]?.milliseconds).toBeGreaterThan(60_000)
    expect(claims[0]?.milliseconds).toBeLessThanOrEqual(120_000)
    await desk.stop()
    // Offline, after a start, by the same wrong clock: within the allowed time all the same.
    line.cut()
    const next = await scene.workstation({ centralUrl: line.url, folder: desk.folder, key: desk.key })
    await next.signIn(central, 'maddox')
    const offline = await next.until((now) => now.connection === 'offline')
    near(offline.offlineSince, Date.now() + ahead)
    expect(Math.abs(offline.clockOffset - ahead)).toBeLessThan(5_000)
  })

  it('and is put right while a decision waits does not keep the decision for hours', async () => {
    const central = await scene.central(1)
    const id = await send(central)
    const line = await scene.proxy(central)
    line.interference = { aheadMs: 7_200_000 }
    const desk = await scene.workstation({ centralUrl: line.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    line.cut()
    await desk.until((state) => state.connection === 'offline')
    await decideOn(desk, 'reject', id, central.fixture.reasons.threat)
    line.interference = {}
    line.mend()
    await desk.console.call('sync.now', {})
    await desk.until(synced)
    expect((await recorded(central, id)).decisions).toBe(1)
  })
})
