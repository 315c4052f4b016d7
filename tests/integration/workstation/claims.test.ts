import { afterEach, describe, expect, it } from 'vitest'
import type { TestCentral } from '../../support/central.ts'
import { createScene, decideOn, eventually, recorded, synced, type TestWorkstation } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

async function send(central: TestCentral, text = 'Blade one.') {
  return (await central.send(await central.member(), central.fixture.contacts.approved, text)).id
}

/** Waits for what a workstation knows of the claim on a message: 'mine', a colleague's name, or null. */
function claimed(desk: TestWorkstation, id: string, by: string | null) {
  return eventually(
    async () => {
      const { claims } = await desk.console.call('claims.state', {})
      const found = claims.find((claim) => claim.messageId === id)
      return found === undefined ? null : found.mine ? 'mine' : found.by.name
    },
    (now) => now === by,
  )
}

async function twoDesks(central: TestCentral, firstUrl = central.url) {
  const first = await scene.workstation({ centralUrl: firstUrl })
  const second = await scene.workstation({ centralUrl: central.url })
  await first.signIn(central, 'maddox')
  await second.signIn(central, 'lane')
  await first.until(synced)
  await second.until(synced)
  return { first, second }
}

describe('Claims of a workstation', () => {
  it('are taken for what is on screen, seen by colleagues, and given back when it leaves the screen', async () => {
    const central = await scene.central()
    const id = await send(central)
    const { first, second } = await twoDesks(central)
    await first.console.call('review.claim', { id })
    await claimed(first, id, 'mine')
    await claimed(second, id, 'Maddox')
    await eventually(
      () => second.events.some((event) => event.name === 'claims' && JSON.stringify(event.data).includes(id)),
      (told) => told,
    )
    expect(await decideOn(second, 'approve', id)).toMatchObject({ taken: [], refused: [{ id, code: 'claimed' }] })
    await second.console.call('review.claim', { id })
    await first.console.call('review.release', { id })
    // The second had it on screen all the time.
    await claimed(second, id, 'mine')
    await claimed(first, id, 'Lane')
  })

  it('are given back on sign-out and when the workstation stops', async () => {
    const central = await scene.central()
    const id = await send(central)
    const { first, second } = await twoDesks(central)
    await first.console.call('review.claim', { id })
    await claimed(second, id, 'Maddox')
    await first.console.call('session.signOut', {})
    await claimed(second, id, null)
    await first.signIn(central, 'maddox')
    await first.until(synced)
    await first.console.call('review.claim', { id })
    await claimed(second, id, 'Maddox')
    await first.stop()
    await claimed(second, id, null)
  })

  it('are kept while a decision waits to leave, and end when it has arrived', async () => {
    const central = await scene.central(2)
    const id = await send(central)
    const { first, second } = await twoDesks(central)
    await first.console.call('review.claim', { id })
    await claimed(second, id, 'Maddox')
    await decideOn(first, 'approve', id)
    await first.console.call('review.release', { id })
    expect(await decideOn(second, 'approve', id)).toMatchObject({ refused: [{ id, code: 'claimed' }] })
    await claimed(first, id, 'mine')
    await claimed(second, id, null)
    expect((await recorded(central, id)).decisions).toBe(1)
  })

  it('of a decision that was taken back are given back', async () => {
    const central = await scene.central(30)
    const id = await send(central)
    const { first, second } = await twoDesks(central)
    await first.console.call('review.claim', { id })
    await claimed(first, id, 'mine')
    const { batchId } = await decideOn(first, 'approve', id)
    await first.console.call('review.release', { id })
    await claimed(second, id, 'Maddox')
    await first.console.call('review.undo', { batchId })
    await claimed(second, id, null)
  })

  it('of a colleague refuse what was decided offline, with who works on it', async () => {
    const central = await scene.central()
    const [taken, free] = [await send(central), await send(central, 'Blade two.')]
    const line = await scene.proxy(central)
    const { first, second } = await twoDesks(central, line.url)
    line.cut()
    await first.console.call('sync.now', {})
    await first.until((state) => state.connection === 'offline')
    await first.console.call('review.claim', { id: taken })
    await second.console.call('review.claim', { id: taken })
    await claimed(second, taken, 'mine')
    await decideOn(first, 'approve', taken)
    await decideOn(first, 'approve', free)
    line.mend()
    await first.console.call('sync.now', {})
    await first.until((state) => synced(state) && state.issues === 1)
    expect((await first.console.call('issues.list', {})).issues).toMatchObject([
      { target: taken, outcome: { what: 'refused', code: 'claimed', by: 'Lane' } },
    ])
    expect((await recorded(central, free)).decisions).toBe(1)
    expect((await recorded(central, taken)).decisions).toBe(0)
  })

  it('tell who is connected, and nobody while central is out of reach', async () => {
    const central = await scene.central()
    const line = await scene.proxy(central)
    const { first } = await twoDesks(central, line.url)
    const names = async () => (await first.console.call('claims.state', {})).present.map((each) => each.name).sort()
    await eventually(names, (now) => now.join() === 'Lane,Maddox')
    line.cut()
    await eventually(names, (now) => now.length === 0)
  })
})
