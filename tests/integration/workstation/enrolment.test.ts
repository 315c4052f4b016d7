import { existsSync, readFileSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openCacheKey } from '../../../electron/browser/keyfile.ts'
import { createFileVault } from '../../../electron/browser/vault.ts'
import type { TestCentral } from '../../support/central.ts'
import { createScene, decideOn, eventually, synced } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

/** A workstation as the browser host keeps it: key and credential in files of one folder, the caches in another. */
async function place() {
  const secrets = await scene.folder()
  const folder = await scene.folder()
  return { secrets, folder, key: openCacheKey(secrets).key, vault: createFileVault(secrets) }
}

async function newCode(central: TestCentral, name = 'Review desk 1'): Promise<string> {
  const admin = await central.staff('admin')
  const { facilityId } = central.fixture
  return (await admin.call('createEnrolmentCode', { params: { facilityId }, body: { name, validMinutes: 10 } })).code
}

async function enrolled(central: TestCentral) {
  const admin = await central.staff('admin')
  const { facilityId } = central.fixture
  return (await admin.call('listWorkstations', { params: { facilityId } })).workstations
}

async function revoke(central: TestCentral): Promise<void> {
  const admin = await central.staff('admin')
  const { facilityId } = central.fixture
  for (const { id } of await enrolled(central)) {
    await admin.call('revokeWorkstation', { params: { facilityId, workstationId: id } })
  }
}

async function requireWorkstations(central: TestCentral): Promise<void> {
  const admin = await central.staff('admin')
  const params = { facilityId: central.fixture.facilityId }
  const { version } = await admin.call('facilitySettings', { params })
  await admin.call('changeFacility', { params, body: { basedOn: version, change: { workstationRequired: true } } })
}

describe('Enrolling a workstation', () => {
  it('lets staff sign in where the facility wants enrolled workstations, once and for every start', async () => {
    const central = await scene.central()
    await requireWorkstations(central)
    const at = await place()
    const desk = await scene.workstation({ centralUrl: central.url, ...at })
    await expect(desk.signIn(central, 'maddox')).rejects.toMatchObject({ code: 'workstation_required' })
    const wrong = desk.console.call('workstation.enrol', { code: '2222-2222-2222-2222' })
    await expect(wrong).rejects.toMatchObject({ code: 'enrolment_code_invalid' })
    const state = await desk.console.call('workstation.enrol', { code: await newCode(central) })
    expect(state.workstation).toBe('Review desk 1')
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    expect(await enrolled(central)).toMatchObject([{ name: 'Review desk 1', lastSignInAt: expect.any(String) }])
    await desk.stop()
    const next = await scene.workstation({ centralUrl: central.url, ...at })
    expect(await next.console.call('session.state', {})).toMatchObject({ workstation: 'Review desk 1' })
    await next.signIn(central, 'lane')
    await next.until(synced)
    expect(await enrolled(central)).toHaveLength(1)
  })

  it('happens by itself with a code that comes with the start, and only once', async () => {
    const central = await scene.central()
    const at = await place()
    const first = await scene.workstation({ centralUrl: central.url, ...at, enrolmentCode: await newCode(central) })
    await first.signIn(central, 'maddox')
    await first.stop()
    const code = await newCode(central, 'Never used')
    const second = await scene.workstation({ centralUrl: central.url, ...at, enrolmentCode: code })
    await second.signIn(central, 'maddox')
    expect(await enrolled(central)).toMatchObject([{ name: 'Review desk 1' }])
  })

  it('keeps no credential in the clear anywhere but in the vault', async () => {
    const central = await scene.central()
    const at = await place()
    const desk = await scene.workstation({ centralUrl: central.url, ...at })
    await desk.console.call('workstation.enrol', { code: await newCode(central) })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    const credential = (await at.vault.credential()) ?? ''
    expect(credential.length).toBeGreaterThan(20)
    for (const file of await readdir(at.folder)) {
      expect(readFileSync(join(at.folder, file), 'latin1').includes(credential), file).toBe(false)
    }
  })
})

describe('A workstation that is revoked', () => {
  it('deletes key, credential and everything that it keeps, at once, says so, and can be enrolled again', async () => {
    const central = await scene.central(20)
    const sent = await central.send(await central.member(), central.fixture.contacts.approved, 'Blade one.')
    const at = await place()
    const desk = await scene.workstation({ centralUrl: central.url, ...at })
    await desk.console.call('workstation.enrol', { code: await newCode(central) })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await decideOn(desk, 'reject', sent.id, central.fixture.reasons.threat)
    await revoke(central)
    const state = await eventually(
      () => desk.console.call('session.state', {}),
      ({ trouble }) => trouble === 'workstation_revoked',
    )
    expect(state).toMatchObject({ status: 'signed_out', workstation: null, lastUsername: null, facility: null })
    await eventually(
      () => readdir(at.folder),
      (names) => names.join() === 'workstation.json',
    )
    expect(await at.vault.credential()).toBeNull()
    expect(openCacheKey(at.secrets).key).not.toBe(at.key)
    await desk.stop()
    const next = await scene.workstation({ centralUrl: central.url, ...at, key: openCacheKey(at.secrets).key })
    expect(await next.console.call('session.state', {})).toMatchObject({ trouble: 'workstation_revoked' })
    const again = await next.console.call('workstation.enrol', { code: await newCode(central, 'Desk 1, again') })
    expect(again).toMatchObject({ trouble: null, workstation: 'Desk 1, again' })
    await next.signIn(central, 'maddox')
    await next.until(synced)
    expect((await next.console.call('review.counts', {})).counts.needs_review).toBe(1)
  })

  it('learns of it at the next sign-in when it was not running', async () => {
    const central = await scene.central()
    const at = await place()
    const desk = await scene.workstation({ centralUrl: central.url, ...at })
    await desk.console.call('workstation.enrol', { code: await newCode(central) })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await desk.console.call('session.signOut', {})
    await revoke(central)
    await expect(desk.signIn(central, 'maddox')).rejects.toMatchObject({ code: 'workstation_revoked' })
    expect(await readdir(at.folder)).toEqual(['workstation.json'])
    expect(await desk.console.call('session.state', {})).toMatchObject({ trouble: 'workstation_revoked' })
  })

  it('goes on deleting at the next start when a power cut came in between', async () => {
    const central = await scene.central()
    const at = await place()
    const desk = await scene.workstation({ centralUrl: central.url, ...at })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await desk.stop()
    const file = join(at.folder, 'workstation.json')
    await writeFile(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), wiped: 'revoked' }))
    const next = await scene.workstation({ centralUrl: central.url, ...at })
    await eventually(
      () => readdir(at.folder),
      (names) => names.length === 1,
    )
    expect(openCacheKey(at.secrets).key).not.toBe(at.key)
    expect(await next.console.call('session.state', {})).toMatchObject({ trouble: 'workstation_revoked' })
  })

  it('is erased by an administrator in front of it, and by nobody else', async () => {
    const central = await scene.central()
    const at = await place()
    const desk = await scene.workstation({ centralUrl: central.url, ...at })
    await desk.console.call('workstation.enrol', { code: await newCode(central) })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await expect(desk.console.call('workstation.erase', {})).rejects.toMatchObject({ code: 'forbidden' })
    await desk.signIn(central, 'admin')
    const state = await desk.console.call('workstation.erase', {})
    expect(state).toMatchObject({ status: 'signed_out', trouble: null, workstation: null })
    expect(await readdir(at.folder)).toEqual(['workstation.json'])
    expect(existsSync(join(at.secrets, 'workstation.credential'))).toBe(false)
  })
})
