import { afterEach, describe, expect, it } from 'vitest'
import type { TestCentral } from '../../support/central.ts'
import { createScene, decideOn, eventually, synced } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

const queue = { queue: 'needs_review', filter: {}, sort: 'oldest' } as const

async function send(central: TestCentral, text: string) {
  return (await central.send(await central.member(), central.fixture.contacts.approved, text)).id
}

describe('What comes over the line garbled', () => {
  it('sets a malformed line of the snapshot aside and keeps the rest', async () => {
    const central = await scene.central()
    const spoiled = await send(central, 'Blade one.')
    const whole = await send(central, 'Blade two.')
    const line = await scene.proxy(central)
    line.interference = {
      rewrite: (path, body) => (path.includes('/snapshot') ? body.replace(/^.*Blade one.*$/m, '{"type":"rec') : null),
    }
    const desk = await scene.workstation({ centralUrl: line.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    const { ids } = await desk.console.call('review.list', queue)
    expect(ids).toEqual([whole])
    expect(desk.faults).toContain('snapshot_line_set_aside')
    expect(await desk.console.call('sync.state', {})).toMatchObject({ setAside: 1 })
    // Once the line carries it well, that part is fetched again by itself.
    line.interference = {}
    await desk.until((state) => state.setAside === 0)
    expect((await desk.console.call('review.list', queue)).ids).toEqual([spoiled, whole])
    expect(line.seen.filter((path) => path.includes('/snapshot'))).toHaveLength(2)
  })

  it('does not take a snapshot for complete that breaks off, and fills again', async () => {
    const central = await scene.central()
    const id = await send(central, 'Blade one.')
    const line = await scene.proxy(central)
    let fills = 0
    line.interference = {
      rewrite(path, body) {
        if (!path.includes('/snapshot')) return null
        fills++
        const lines = body.trimEnd().split('\n')
        // First without its end, then with a record missing before the end, then whole.
        if (fills === 1) return `${lines.slice(0, -1).join('\n')}\n`
        return fills === 2 ? `${[...lines.slice(0, -2), ...lines.slice(-1)].join('\n')}\n` : null
      },
    }
    const desk = await scene.workstation({ centralUrl: line.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    expect(fills).toBe(3)
    expect((await desk.console.call('review.list', queue)).ids).toEqual([id])
  })

  it('begins a fill anew that the end of the process cut short', async () => {
    const central = await scene.central()
    const ids = [await send(central, 'Blade one.'), await send(central, 'Blade two.')]
    const line = await scene.proxy(central)
    line.interference = {
      rewrite: (path, body) =>
        path.includes('/snapshot') ? body.slice(0, body.indexOf('\n', body.indexOf('Blade one.')) + 1) : null,
    }
    const first = await scene.workstation({ centralUrl: line.url })
    await first.signIn(central, 'maddox')
    await first.until((state) => state.connection === 'offline')
    await first.stop()
    line.interference = {}
    const second = await scene.workstation({ centralUrl: line.url, folder: first.folder, key: first.key })
    await second.signIn(central, 'maddox')
    await second.until(synced)
    expect((await second.console.call('review.list', queue)).ids).toEqual(ids)
    expect((await second.console.call('review.counts', {})).counts.needs_review).toBe(2)
  })

  it('sets a record of the feed aside that it cannot understand, and goes on with the next', async () => {
    const central = await scene.central()
    const line = await scene.proxy(central)
    const desk = await scene.workstation({ centralUrl: line.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    line.interference = {
      rewrite: (path, body) =>
        path.includes('/changes') ? body.replaceAll('"direction":"inbound"', '"direction":"sideways"') : null,
    }
    const spoiled = await send(central, 'Blade one.')
    await eventually(
      () => desk.faults,
      (faults) => faults.includes('feed_record_set_aside'),
    )
    const { ids } = await desk.console.call('review.list', queue)
    expect(ids).toEqual([])
    expect(await desk.console.call('sync.state', {})).toMatchObject({ setAside: 1 })
    line.interference = {}
    const whole = await send(central, 'Blade two.')
    await eventually(
      () => desk.console.call('review.list', queue),
      (now) => now.ids.includes(whole),
    )
    // The spoiled one is fetched again by itself, alone.
    await desk.until((state) => state.setAside === 0)
    expect((await desk.console.call('review.list', queue)).ids).toEqual([spoiled, whole])
    expect(line.seen.filter((path) => path.includes('/snapshot'))).toHaveLength(1)
    expect(line.seen.some((path) => path.includes('limit=1'))).toBe(true)
  })

  it('sets an entity aside that it does not know, and goes on', async () => {
    const central = await scene.central()
    const line = await scene.proxy(central)
    const desk = await scene.workstation({ centralUrl: line.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    line.interference = {
      rewrite: (path, body) =>
        path.includes('/changes') ? body.replaceAll('"entity":"message"', '"entity":"parcel"') : null,
    }
    await send(central, 'Blade one.')
    await desk.until((state) => state.setAside === 1)
    expect(await desk.console.call('sync.state', {})).toMatchObject({ connection: 'synced' })
  })

  it('fetches again what is missing in the feed', async () => {
    const central = await scene.central()
    const line = await scene.proxy(central)
    const desk = await scene.workstation({ centralUrl: line.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    let spoiled = 0
    line.interference = {
      rewrite(path, body) {
        if (!path.includes('/changes')) return null
        const page = JSON.parse(body) as { records: unknown[] }
        if (page.records.length < 2 || spoiled > 0) return null
        spoiled++
        return JSON.stringify({ ...page, records: page.records.slice(1) })
      },
    }
    const first = await send(central, 'Blade one.')
    const second = await send(central, 'Blade two.')
    await eventually(
      () => desk.console.call('review.list', queue),
      ({ ids }) => ids.length === 2,
    )
    expect((await desk.console.call('review.list', queue)).ids).toEqual([first, second])
  })

  it('takes a page that is no answer of central for a lost line, not for its word', async () => {
    const central = await scene.central()
    const id = await send(central, 'Blade one.')
    const line = await scene.proxy(central)
    const desk = await scene.workstation({ centralUrl: line.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    line.interference = {
      rewrite: (path) => (path.endsWith('/commands') ? '<html>Sign in to the network</html>' : null),
    }
    await decideOn(desk, 'reject', id, central.fixture.reasons.threat)
    await desk.until((state) => state.connection === 'offline' && state.waiting === 1)
    line.interference = {}
    await desk.until(synced)
    expect((await desk.console.call('issues.list', {})).issues).toEqual([])
  })
})
