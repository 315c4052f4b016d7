import { afterEach, describe, expect, it } from 'vitest'
import { randomOf } from '../../../central/demo/random.ts'
import { openDatabase } from '../../../electron/workstation/cache/database.ts'
import type { WorkerSettings } from '../../../electron/workstation/ports.ts'
import { startDesk } from '../../faults/desk.ts'
import { command, PASSWORD, type TestCentral } from '../../support/central.ts'
import { createScene, eventually, multiply, synced } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

const KEY = 'ab'.repeat(32)

async function manyMessages(count: number): Promise<{ central: TestCentral; first: string }> {
  const central = await scene.central()
  const { id } = await central.send(await central.member(), central.fixture.contacts.approved, 'Blade one.')
  await multiply(central, id, count)
  return { central, first: id }
}

/** What the copy holds, with what central would send. */
function held(folder: string, central: TestCentral) {
  const db = openDatabase(`${folder}/${central.fixture.facilityId}.cache`, KEY)
  const count = (sql: string) => db.prepare<[], number>(sql).pluck().get()
  const answer = {
    messages: count('SELECT COUNT(*) FROM message'),
    indexed: count(`SELECT COUNT(*) FROM message_text WHERE message_text MATCH 'blade'`),
    state: db.prepare<[], string>('SELECT state FROM sync_position').pluck().get(),
    done: count('SELECT fill_done FROM sync_position') ?? 0,
    whole: db.pragma('main.integrity_check', { simple: true }),
  }
  db.close()
  return answer
}

describe('A first fill', () => {
  it('goes on where the line broke, wherever that was, and fetches little twice', async () => {
    const COUNT = 4_000
    const { central } = await manyMessages(COUNT)
    const line = await scene.proxy(central)
    const random = randomOf(3, 'breaks')
    let breaks = 0
    line.interference = {
      breakAfter(path) {
        if (!path.includes('/snapshot') || breaks >= 5) return null
        breaks++
        return random.int(20_000, 900_000)
      },
    }
    const folder = await scene.folder()
    const desk = await scene.workstation({ centralUrl: line.url, folder, key: KEY })
    await desk.signIn(central, 'maddox')
    for (let n = 0; n < 8; n++) await desk.console.call('sync.now', {})
    await desk.until(synced)
    expect((await desk.console.call('review.counts', {})).counts.needs_review).toBe(COUNT + 1)
    const asked = line.seen.filter((path) => path.includes('/snapshot'))
    expect(asked).toHaveLength(6)
    expect(asked.filter((path) => path.includes('after=')).length).toBeGreaterThanOrEqual(3)
    await desk.stop()
    expect(held(folder, central)).toMatchObject({
      messages: COUNT + 1,
      indexed: COUNT + 1,
      state: 'complete',
      whole: 'ok',
    })
  })

  it('is usable while it runs, tells how far it is, and takes in what changed meanwhile', async () => {
    const { central, first } = await manyMessages(3_000)
    const line = await scene.proxy(central)
    let broken = 0
    line.interference = { breakAfter: (path) => (path.includes('/snapshot') && broken++ === 0 ? 1_500_000 : null) }
    const folder = await scene.folder()
    const desk = await scene.workstation({ centralUrl: line.url, folder, key: KEY })
    await desk.signIn(central, 'maddox')
    await desk.until((state) => state.connection === 'offline')
    const { ids } = await desk.console.call('review.list', { queue: 'needs_review', filter: {}, sort: 'oldest' })
    expect(ids.length).toBeGreaterThan(1_000)
    expect(ids.length).toBeLessThan(3_001)
    const told = desk.events.flatMap((event) => {
      const { filling } = event.data as { filling?: { done: number; total: number } | null }
      return event.name === 'sync' && filling ? [filling] : []
    })
    expect(told.at(-1)?.total).toBeGreaterThan(3_000)
    // Decided and added at central between the two attempts: the one lies before the mark, the other after it.
    const [early] = ids
    const officer = await central.staff('lane')
    const { facilityId } = central.fixture
    const decision = { reasonId: central.fixture.reasons.threat }
    for (const id of [early ?? '', first]) {
      const body = { commands: [command('message.reject', id, 1, decision)] }
      await officer.call('commands', { params: { facilityId }, body })
    }
    const late = await central.send(await central.member(), central.fixture.contacts.approved, 'Blade, late.')
    await desk.console.call('sync.now', {})
    await desk.until(synced)
    expect((await desk.console.call('review.counts', {})).counts.needs_review).toBe(3_000)
    const { rows } = await desk.console.call('review.rows', { ids: [early ?? '', first, late.id] })
    expect(rows.map((row) => row.state)).toEqual(['rejected', 'rejected', 'pending_review'])
  })

  it.each([1, 2])('goes on after its process was killed in the midst of it (seed %i)', async (seed) => {
    const COUNT = 8_000
    const { central } = await manyMessages(COUNT)
    const line = await scene.proxy(central)
    const random = randomOf(seed, 'kills')
    const folder = await scene.folder()
    const settings: WorkerSettings = {
      folder,
      centralUrl: line.url,
      cacheKey: KEY,
      host: 'browser',
      keystore: 'file',
      simulationUrl: import.meta.resolve('../../../electron/workstation/simulation/worker.ts'),
    }
    const body = { username: central.fixture.staff.maddox.username, password: PASSWORD }
    let done = 0
    for (let kills = 0; kills < 3; kills++) {
      const desk = await startDesk(settings)
      scene.after(() => desk.kill())
      await desk.call('session.signIn', body)
      const until = done + random.int(1, 3_000)
      await eventually(
        () => desk.call('sync.state', {}),
        (state) => state.connection === 'synced' || (state.filling?.done ?? 0) >= until,
      )
      await desk.kill()
      const now = held(folder, central)
      expect(now.whole).toBe('ok')
      expect(now.done).toBeGreaterThanOrEqual(done)
      done = now.done
    }
    const desk = await startDesk(settings)
    scene.after(() => desk.kill())
    await desk.call('session.signIn', body)
    await eventually(() => desk.call('sync.state', {}), synced)
    await desk.close()
    expect(held(folder, central)).toMatchObject({
      messages: COUNT + 1,
      indexed: COUNT + 1,
      state: 'complete',
      whole: 'ok',
    })
    const asked = line.seen.filter((path) => path.includes('/snapshot'))
    expect(asked.some((path) => path.includes('after='))).toBe(true)
  })
})
