import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { PASSWORD, type TestCentral } from '../../support/central.ts'
import { createScene, decideOn, eventually, recorded, synced } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

const once50 = { decisions: 1, refunds: 1, balance: 1_000 }

async function flagged(central: TestCentral) {
  return central.send(await central.member(), central.fixture.contacts.approved, 'Bring the blade, please.')
}

describe('A workstation whose line to central fails', () => {
  it('says offline, goes on deciding, and delivers exactly once when the line returns', async () => {
    const central = await scene.central()
    const sent = await flagged(central)
    const line = await scene.proxy(central)
    const desk = await scene.workstation({ centralUrl: line.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)

    line.cut()
    const offline = await desk.until((state) => state.connection === 'offline')
    expect(offline.offlineSince).not.toBeNull()
    await decideOn(desk, 'reject', sent.id, central.fixture.reasons.threat)
    expect(await desk.console.call('sync.state', {})).toMatchObject({ connection: 'offline', waiting: 1 })
    expect((await desk.console.call('review.counts', {})).counts.needs_review).toBe(0)

    line.mend()
    await desk.until(synced)
    expect(await recorded(central, sent.id)).toEqual(once50)
  })

  it('repeats a command whose answer was lost, without a second effect', async () => {
    const central = await scene.central()
    const sent = await flagged(central)
    const line = await scene.proxy(central)
    const desk = await scene.workstation({ centralUrl: line.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    let lost = 0
    line.interference = { loseAnswer: (path) => path.endsWith('/commands') && ++lost <= 2 }
    await decideOn(desk, 'reject', sent.id, central.fixture.reasons.threat)
    await eventually(
      () => lost,
      (n) => n >= 3,
    )
    await desk.until(synced)
    expect(await recorded(central, sent.id)).toEqual(once50)
    expect((await desk.console.call('issues.list', {})).issues).toEqual([])
  })

  it('survives the end of central between decision and push', async () => {
    const central = await scene.central()
    const sent = await flagged(central)
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await central.pause()
    await decideOn(desk, 'reject', sent.id, central.fixture.reasons.threat)
    await desk.until((state) => state.connection === 'offline' && state.waiting === 1)
    await central.restart()
    await desk.console.call('sync.now', {})
    await desk.until(synced)
    expect(await recorded(central, sent.id)).toEqual(once50)
  })
})

describe('A workstation that is killed', () => {
  async function decideInOwnProcess(central: TestCentral, url: string, messageId: string) {
    const folder = await scene.folder()
    const order = {
      folder,
      centralUrl: url,
      cacheKey: '7f'.repeat(32),
      username: central.fixture.staff.maddox.username,
      password: PASSWORD,
      messageId,
      reasonId: central.fixture.reasons.threat,
    }
    const script = fileURLToPath(new URL('./desk.ts', import.meta.url))
    const child = spawn(process.execPath, [script, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'] })
    scene.after(async () => void child.kill('SIGKILL'))
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    expect(line.toString()).toBe('decided\n')
    const kill = async () => {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    }
    return { folder, key: order.cacheKey, kill }
  }

  it('sends what was decided before it was killed, exactly once, after the next sign-in', async () => {
    const central = await scene.central(6)
    const sent = await flagged(central)
    const killed = await decideInOwnProcess(central, central.url, sent.id)
    await killed.kill()
    expect(await recorded(central, sent.id)).toEqual({ decisions: 0, refunds: 0, balance: 950 })
    const desk = await scene.workstation({ centralUrl: central.url, folder: killed.folder, key: killed.key })
    await desk.signIn(central, 'maddox')
    const [row] = (await desk.console.call('review.rows', { ids: [sent.id] })).rows
    expect(row).toMatchObject({ state: 'rejected', overlay: { kind: 'reject' } })
    await desk.until(synced)
    expect(await recorded(central, sent.id)).toEqual(once50)
  })

  it('sends a command again whose answer was lost with the process, without a second effect', async () => {
    const central = await scene.central()
    const sent = await flagged(central)
    const line = await scene.proxy(central)
    line.interference = { loseAnswer: (path) => path.endsWith('/commands') }
    const killed = await decideInOwnProcess(central, line.url, sent.id)
    await eventually(
      () => recorded(central, sent.id),
      (now) => now.decisions === 1,
    )
    await killed.kill()
    line.interference = {}
    const desk = await scene.workstation({ centralUrl: line.url, folder: killed.folder, key: killed.key })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    expect(await recorded(central, sent.id)).toEqual(once50)
    expect((await desk.console.call('issues.list', {})).issues).toEqual([])
  })
})
