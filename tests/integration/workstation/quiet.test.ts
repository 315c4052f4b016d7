import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createScene, eventually, synced, type TestWorkstation } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

/** Every file of a workstation with what is in it, its log included. */
async function files(desk: TestWorkstation): Promise<Record<string, string>> {
  const names = (await readdir(desk.folder)).filter((name) => !name.endsWith('-shm'))
  const sums = names.map(async (name) => {
    const content = await readFile(join(desk.folder, name))
    return [name, `${content.length} ${createHash('sha256').update(content).digest('hex')}`]
  })
  return Object.fromEntries(await Promise.all(sums))
}

describe('A sync that finds nothing new', () => {
  it('costs one conditional request each time, and writes nothing', async () => {
    const central = await scene.central()
    await central.send(await central.member(), central.fixture.contacts.approved, 'Blade one.')
    const line = await scene.proxy(central)
    const desk = await scene.workstation({ centralUrl: line.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    // The live line opens after the first sync and nudges once more.
    await eventually(
      () => line.exchanges.filter((each) => each.path.includes('/live')).length,
      (many) => many === 1,
    )
    await desk.console.call('sync.now', {})
    await eventually(
      () => line.exchanges.at(-1)?.status,
      (status) => status === 304,
    )
    const before = await files(desk)
    const from = line.exchanges.length
    const { syncedAt } = await desk.console.call('sync.state', {})
    for (let n = 0; n < 5; n++) await desk.console.call('sync.now', {})
    const made = line.exchanges.slice(from)
    expect(made.map((each) => each.status)).toEqual([304, 304, 304, 304, 304])
    for (const each of made) expect([each.path.includes('/changes'), each.tag !== null]).toEqual([true, true])
    expect(await files(desk)).toEqual(before)
    const after = await desk.console.call('sync.state', {})
    expect(Date.parse(after.syncedAt ?? '')).toBeGreaterThan(Date.parse(syncedAt ?? ''))
    expect(after.connection).toBe('synced')
  })

  it('is remembered when the workstation stops, so that the age of what is shown is true after a start', async () => {
    const central = await scene.central()
    const line = await scene.proxy(central)
    const desk = await scene.workstation({ centralUrl: line.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await desk.console.call('sync.now', {})
    const { syncedAt } = await desk.console.call('sync.state', {})
    await desk.stop()
    line.cut()
    const again = await scene.workstation({ centralUrl: line.url, folder: desk.folder, key: desk.key })
    await again.signIn(central, 'maddox')
    const offline = await again.until((state) => state.connection === 'offline')
    expect(Date.parse(offline.syncedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(syncedAt ?? ''))
    expect(Date.parse(offline.syncedAt ?? '')).toBeLessThan(Date.now())
  })
})
