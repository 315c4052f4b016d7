import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { randomOf } from '../../../central/demo/random.ts'
import { openDatabase } from '../../../electron/workstation/cache/database.ts'
import type { WorkerSettings } from '../../../electron/workstation/ports.ts'
import { startDesk } from '../../faults/desk.ts'
import { PASSWORD, type TestCentral } from '../../support/central.ts'
import { createScene, decideOn, eventually, multiply, recorded, synced } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

const PAGE = 4_096
const queue = { queue: 'needs_review', filter: {}, sort: 'oldest' } as const

async function send(central: TestCentral, text = 'Blade one.') {
  return (await central.send(await central.member(), central.fixture.contacts.approved, text)).id
}

function settingsOf(central: TestCentral, folder: string): WorkerSettings {
  return {
    folder,
    centralUrl: central.url,
    cacheKey: 'ab'.repeat(32),
    host: 'browser',
    keystore: 'file',
    simulationUrl: import.meta.resolve('../../../electron/workstation/simulation/worker.ts'),
  }
}

/** A workstation that was stopped offline with a decision in its outbox, and the line to central. */
async function stoppedWithDecision(more = 0) {
  const central = await scene.central()
  const id = await send(central)
  if (more > 0) await multiply(central, id, more)
  const line = await scene.proxy(central)
  const desk = await scene.workstation({ centralUrl: line.url })
  await desk.signIn(central, 'maddox')
  await desk.until(synced)
  line.cut()
  await desk.until((state) => state.connection === 'offline')
  await decideOn(desk, 'reject', id, central.fixture.reasons.threat)
  await desk.stop()
  const file = join(desk.folder, `${central.fixture.facilityId}.cache`)
  const start = () => scene.workstation({ centralUrl: line.url, folder: desk.folder, key: desk.key })
  return { central, id, line, desk, file, start }
}

/** Overwrites some pages of a file with noise. */
function spoil(file: string, pages: (total: number) => readonly number[], seed: number): void {
  const random = randomOf(seed, 'noise')
  const content = readFileSync(file)
  for (const page of pages(content.length / PAGE)) {
    for (let n = 0; n < PAGE; n++) content[page * PAGE + n] = random.int(0, 255)
  }
  writeFileSync(file, content)
}

describe('A damaged copy', () => {
  it.each([1, 2, 3, 4])('is made anew, and what waited leaves exactly once (noise %i)', async (seed) => {
    const { central, id, line, file, start } = await stoppedWithDecision(200)
    const random = randomOf(seed, 'pages')
    // The first page and with it the key check, or some others.
    spoil(file, (total) => (seed === 1 ? [0] : Array.from({ length: 6 }, () => random.int(0, total - 1))), seed)
    line.mend()
    const desk = await start()
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    // Damage that nothing has read yet is found by what reads it.
    await desk.console.call('search.messages', { text: 'blade' }).catch(() => undefined)
    for (const sort of ['oldest', 'newest', 'priority'] as const) {
      await desk.console.call('review.list', { ...queue, sort }).catch(() => undefined)
    }
    await desk.until(synced)
    await eventually(
      () => desk.console.call('review.counts', {}).catch(() => null),
      (now) => now?.counts.needs_review === 200,
    )
    expect((await recorded(central, id)).decisions).toBe(1)
    await desk.stop()
    const db = openDatabase(file, desk.key)
    const whole = db.pragma('integrity_check', { simple: true })
    db.close()
    // What was spoiled and never read stays until it is; what was read is whole.
    if (desk.faults.includes('copy_was_damaged')) expect(whole).toBe('ok')
  })

  it('is made anew under a signed-in user when it is found while one works', async () => {
    const { central, id, line, file, start } = await stoppedWithDecision(300)
    spoil(file, (total) => Array.from({ length: total - 12 }, (_, n) => n + 12), 7)
    line.mend()
    const desk = await start()
    await desk.signIn(central, 'maddox').catch(() => desk.signIn(central, 'maddox'))
    await desk.until(synced)
    await eventually(
      () => desk.console.call('review.counts', {}).catch(() => null),
      (now) => now?.counts.needs_review === 300,
    )
    expect(desk.faults).toContain('copy_was_damaged')
    const state = await desk.console.call('session.state', {})
    expect(state).toMatchObject({ status: 'signed_in', trouble: null, repairedAt: expect.any(String) })
    expect((await recorded(central, id)).decisions).toBe(1)
  })
})

describe('Files that cannot be read', () => {
  it('with another key are put aside, not thrown away, and the workstation begins anew', async () => {
    const { central, id, line, desk: first, file } = await stoppedWithDecision()
    line.mend()
    const desk = await scene.workstation({ centralUrl: line.url, folder: first.folder, key: 'cd'.repeat(32) })
    await expect(desk.signIn(central, 'maddox')).rejects.toMatchObject({ code: 'cache_unreadable' })
    expect(await desk.console.call('session.state', {})).toMatchObject({ trouble: 'cache_unreadable' })
    expect(await desk.console.call('workstation.putAside', {})).toMatchObject({ trouble: null })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    expect((await desk.console.call('review.list', queue)).ids).toEqual([id])
    const kept = (await readdir(first.folder)).filter((name) => name.includes('.unreadable-'))
    expect(kept.some((name) => name.includes('.own.unreadable-'))).toBe(true)
    // With the right key what waited can still be read there.
    await desk.stop()
    const own = kept.find((name) => /\.own\.unreadable-[^.]*$/.test(name)) ?? ''
    writeFileSync(join(first.folder, 'found.own'), readFileSync(join(first.folder, own)))
    const db = openDatabase(join(first.folder, 'found.cache'), first.key)
    expect(db.prepare('SELECT target FROM outbox').pluck().all()).toEqual([id])
    db.close()
    expect(file.endsWith('.cache')).toBe(true)
  })

  it('of the outbox are told as such and put aside alone', async () => {
    const { central, line, file, start } = await stoppedWithDecision()
    spoil(file.replace(/\.cache$/, '.own'), () => [0, 1, 2], 3)
    line.mend()
    const desk = await start()
    await expect(desk.signIn(central, 'maddox')).rejects.toMatchObject({ code: 'outbox_unreadable' })
    await desk.console.call('workstation.putAside', {})
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    expect(desk.faults).not.toContain('copy_was_damaged')
  })

  it('cannot be put aside while they can be read', async () => {
    const central = await scene.central()
    const desk = await scene.workstation({ centralUrl: central.url })
    const refused = { code: 'wrong_state' }
    await expect(desk.console.call('workstation.putAside', {})).rejects.toMatchObject(refused)
    await desk.signIn(central, 'maddox')
    await expect(desk.console.call('workstation.putAside', {})).rejects.toMatchObject(refused)
  })

  it('because the keystore does not answer are not opened, and nothing is stored', async () => {
    const central = await scene.central()
    const desk = await scene.workstation({ centralUrl: central.url, key: null })
    expect(await desk.console.call('session.state', {})).toMatchObject({ trouble: 'keystore_unavailable' })
    await expect(desk.signIn(central, 'maddox')).rejects.toMatchObject({ code: 'keystore_unavailable' })
    expect(await readdir(desk.folder)).toEqual([])
  })
})

describe('A second process on the same files', () => {
  it('is refused, and works when the first has gone', async () => {
    const central = await scene.central()
    const first = await scene.workstation({ centralUrl: central.url })
    await first.signIn(central, 'maddox')
    await first.until(synced)
    const { folder, key } = first
    const second = await startDesk({ ...settingsOf(central, folder), cacheKey: key })
    scene.after(() => second.kill())
    const body = { username: central.fixture.staff.lane.username, password: PASSWORD }
    await expect(second.call('session.signIn', body)).rejects.toMatchObject({ code: 'cache_in_use' })
    expect(await second.call('session.state', {})).toMatchObject({ trouble: 'cache_in_use' })
    await first.stop()
    expect(await second.call('session.signIn', body)).toMatchObject({ status: 'signed_in', trouble: null })
  })
})

describe('A folder that cannot be written', () => {
  it('is told, and nothing breaks', async () => {
    const central = await scene.central()
    const folder = await scene.folder()
    chmodSync(folder, 0o555)
    const settings = settingsOf(central, join(folder, 'caches'))
    // For root every folder can be written: somebody else tries.
    const root = process.getuid?.() === 0
    const script = new URL('../../faults/desk-process.ts', import.meta.url).pathname
    const child: ChildProcess = fork(script, [JSON.stringify(settings)], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      ...(root ? { uid: 65_534, gid: 65_534 } : {}),
    })
    scene.after(async () => void child.kill('SIGKILL'))
    await once(child, 'message')
    const call = async (method: string, input: object) => {
      child.send({ type: 'call', seq: 1, method, input })
      const [reply] = (await once(child, 'message')) as [{ error?: { code: string }; output?: unknown }]
      return reply
    }
    const body = { username: central.fixture.staff.maddox.username, password: PASSWORD }
    expect((await call('session.signIn', body)).error?.code).toBe('cache_read_only')
    expect((await call('session.state', {})).output).toMatchObject({
      status: 'signed_out',
      trouble: 'cache_read_only',
    })
  })
})

describe('A full disk', () => {
  const mounted = (folder: string) =>
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1500k', 'tmpfs', folder]).status === 0

  it('refuses what cannot be kept, loses nothing that was, and goes on when there is room', async (context) => {
    const central = await scene.central()
    const folder = await scene.folder()
    // Needs the right to mount a small disk; without it there is none to fill.
    if (!mounted(folder)) return context.skip()
    scene.after(async () => void spawnSync('umount', [folder]))
    const [kept, refused] = [await send(central, 'Blade one.'), await send(central, 'Blade two.')]
    const line = await scene.proxy(central)
    const desk = await scene.workstation({ centralUrl: line.url, folder })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    line.cut()
    await desk.until((state) => state.connection === 'offline')
    await decideOn(desk, 'reject', kept, central.fixture.reasons.threat)
    const ballast = join(folder, 'ballast')
    for (let size = 1_500_000; size >= 4_096; size = Math.floor(size / 2)) {
      try {
        writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' })
      } catch {
        // Full for this size; a smaller one may still fit.
      }
    }
    // A log that was written before has room in itself; at last there is none.
    await eventually(
      async () => {
        const decided = decideOn(desk, 'hold', refused, central.fixture.reasons.unclear)
        const done = await decided.then(({ batchId }) => batchId, String)
        if (typeof done === 'string' && !done.includes('full'))
          await desk.console.call('review.undo', { batchId: done }).catch(() => undefined)
        return done
      },
      (done) => done.includes('full'),
    )
    writeFileSync(ballast, '')
    line.mend()
    await desk.console.call('sync.now', {})
    await desk.until((state) => synced(state) && state.trouble === null)
    expect((await recorded(central, kept)).decisions).toBe(1)
    expect((await desk.console.call('review.rows', { ids: [refused] })).rows[0]).toMatchObject({
      state: 'pending_review',
    })
  })
})
