import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { PASSWORD, type TestCentral } from '../../support/central.ts'
import { createScene, decideOn, eventually, recorded, synced } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

async function send(central: TestCentral, text: string) {
  return (await central.send(await central.member(), central.fixture.contacts.approved, text)).id
}

describe('The users of a workstation', () => {
  it('have outboxes of their own: a decision leaves only while its user is signed in', async () => {
    const central = await scene.central(1)
    const id = await send(central, 'Blade one.')
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await decideOn(desk, 'reject', id, central.fixture.reasons.threat)
    await desk.console.call('session.signOut', {})
    await desk.signIn(central, 'lane')
    await desk.until(synced)
    await desk.console.call('sync.now', {})
    const [row] = (await desk.console.call('review.rows', { ids: [id] })).rows
    expect(row).toMatchObject({ state: 'pending_review', overlay: null })
    expect((await recorded(central, id)).decisions).toBe(0)
    await desk.signIn(central, 'maddox')
    await eventually(
      () => recorded(central, id),
      (now) => now.decisions === 1,
    )
    await desk.until(synced)
    const [after] = (await desk.console.call('review.rows', { ids: [id] })).rows
    expect(after?.decided?.by).toBe('Maddox')
  })

  it('sign in without the line if they signed in here before, and what they decide leaves when it returns', async () => {
    const central = await scene.central()
    const id = await send(central, 'Blade one.')
    const line = await scene.proxy(central)
    const desk = await scene.workstation({ centralUrl: line.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await desk.console.call('session.signOut', {})
    line.cut()
    const { username } = central.fixture.staff.maddox
    await expect(desk.console.call('session.signIn', { username, password: 'guess' })).rejects.toMatchObject({
      code: 'wrong_credentials',
    })
    await expect(
      desk.console.call('session.signIn', { username: central.fixture.staff.lane.username, password: PASSWORD }),
    ).rejects.toMatchObject({ code: 'unavailable' })
    const state = await desk.console.call('session.signIn', { username, password: PASSWORD })
    expect(state).toMatchObject({ status: 'signed_in', offline: true, user: { name: 'Maddox' } })
    expect(await desk.console.call('sync.state', {})).toMatchObject({ connection: 'offline' })
    await decideOn(desk, 'reject', id, central.fixture.reasons.threat)
    line.mend()
    await desk.console.call('sync.now', {})
    await desk.until(synced)
    expect(await recorded(central, id)).toEqual({ decisions: 1, refunds: 1, balance: 1_000 })
    expect(await desk.console.call('session.state', {})).toMatchObject({ status: 'signed_in', offline: false })
  })

  it('are asked to go to central after five wrong passwords offline', async () => {
    const central = await scene.central()
    const line = await scene.proxy(central)
    const desk = await scene.workstation({ centralUrl: line.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await desk.console.call('session.signOut', {})
    line.cut()
    const { username } = central.fixture.staff.maddox
    for (let n = 0; n < 5; n++) {
      await expect(desk.console.call('session.signIn', { username, password: `guess ${n}` })).rejects.toMatchObject({
        code: 'wrong_credentials',
      })
    }
    await expect(desk.console.call('session.signIn', { username, password: PASSWORD })).rejects.toMatchObject({
      code: 'unavailable',
    })
  })

  it('are signed out when central ends their session, and keep their outbox', async () => {
    const central = await scene.central(20)
    const id = await send(central, 'Blade one.')
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await decideOn(desk, 'reject', id, central.fixture.reasons.threat)
    await central.central.database.query('DELETE FROM sessions')
    await desk.console.call('sync.now', {})
    await eventually(
      () => desk.console.call('session.state', {}),
      (state) => state.status === 'signed_out',
    )
    expect(desk.events.filter((event) => event.name === 'session').at(-1)?.data).toMatchObject({ status: 'signed_out' })
    await desk.signIn(central, 'maddox')
    expect(await desk.console.call('sync.state', {})).toMatchObject({ waiting: 1 })
  })

  it('stay signed in when the access token has expired, as long as it can be refreshed', async () => {
    const central = await scene.central()
    const id = await send(central, 'Blade one.')
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    for (let n = 0; n < 2; n++) {
      await central.central.database.query(`UPDATE sessions SET access_expires_at = now() - interval '1 minute'`)
      await desk.console.call('sync.now', {})
      expect(await desk.console.call('session.state', {})).toMatchObject({ status: 'signed_in' })
    }
    await decideOn(desk, 'reject', id, central.fixture.reasons.threat)
    await desk.until(synced)
    expect((await recorded(central, id)).decisions).toBe(1)
  })

  it('of a role that follows no queue are signed in and told no lie about the line', async () => {
    const central = await scene.central()
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'admin')
    await desk.until(synced)
    await expect(desk.console.call('review.counts', {})).rejects.toMatchObject({ code: 'forbidden' })
    await central.pause()
    await desk.console.call('sync.now', {})
    await desk.until((state) => state.connection === 'offline')
  })

  it('have settings of their own', async () => {
    const central = await scene.central()
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.console.call('settings.set', { language: 'es' })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    expect(await desk.console.call('settings.set', { theme: 'dark' })).toMatchObject({ theme: 'dark', language: 'es' })
    await desk.signIn(central, 'lane')
    await desk.until(synced)
    expect(await desk.console.call('settings.get', {})).toMatchObject({ theme: 'auto', language: 'es' })
    expect(await desk.console.call('session.state', {})).toMatchObject({
      lastUsername: central.fixture.staff.lane.username,
    })
  })
})

describe('The cache of a workstation', () => {
  it('holds no text, name or password in the clear', async () => {
    const central = await scene.central(30)
    const id = await send(central, 'Blade under the peppermint mattress.')
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await decideOn(desk, 'reject', id, central.fixture.reasons.threat)
    const files = await readdir(desk.folder)
    expect(files.some((file) => file.endsWith('-wal'))).toBe(true)
    for (const file of files) {
      const content = await readFile(join(desk.folder, file), 'latin1')
      for (const secret of ['peppermint', 'June Vance', PASSWORD, 'SQLite format', 'threat']) {
        expect(content.includes(secret), `${secret} in ${file}`).toBe(false)
      }
    }
  })

  it('is refused with a code when the key is another or another process has it open', async () => {
    const central = await scene.central()
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    const second = await scene.workstation({ centralUrl: central.url, folder: desk.folder, key: desk.key })
    await expect(second.signIn(central, 'lane')).rejects.toMatchObject({ code: 'cache_in_use' })
    await desk.stop()
    const stranger = await scene.workstation({ centralUrl: central.url, folder: desk.folder })
    await expect(stranger.signIn(central, 'lane')).rejects.toMatchObject({ code: 'cache_unreadable' })
    await second.signIn(central, 'lane')
    await second.until(synced)
  })
})
