import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { PASSWORD } from '../support/central-fixture.ts'
import { enter, item, line, openConsole, queue, signIn } from './pages.ts'
import { expect, test, traces } from './world.ts'

const LETTER = 'He says the blade on the old plow came from your great-grandfather.'
const locked = (page: Page) => page.getByRole('heading', { name: 'Locked' })

async function unlock(page: Page, password = PASSWORD): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Unlock' }).click()
}

test('the console locks by its key, stays locked over a reload, and opens for its user alone', async ({
  page,
  world,
}) => {
  await world.send(await world.member(), LETTER)
  const { program } = await world.workstation()
  await enter(page, program.url, 'maddox')
  await expect(item(page, 'old plow')).toBeVisible()
  await page.keyboard.press('Control+Shift+L')
  await expect(locked(page)).toBeVisible()
  await expect(page.getByText('old plow')).toHaveCount(0)
  await page.reload()
  await expect(locked(page)).toBeVisible()
  await unlock(page, 'not the password')
  await expect(page.getByRole('alert')).toContainText('not right')
  await unlock(page)
  await expect(item(page, 'old plow')).toBeVisible()
  await page.keyboard.press('Control+Shift+L')
  await page.getByRole('button', { name: 'Somebody else signs in' }).click()
  await signIn(page, 'lane')
  await expect(page.getByRole('button', { name: /Lane/ })).toBeVisible()
})

test('the console locks when nobody used it for ten minutes', async ({ page, world }) => {
  await page.clock.install()
  const { program } = await world.workstation()
  await enter(page, program.url, 'maddox')
  await page.clock.fastForward('09:00')
  await page.mouse.move(200, 200)
  await page.clock.fastForward('09:00')
  await expect(page.getByRole('navigation', { name: 'Rooms' })).toBeVisible()
  await page.clock.fastForward('11:00')
  await expect(locked(page)).toBeVisible()
  await expect(page.getByText('Nobody used this workstation for a while.')).toBeVisible()
})

test('a damaged copy is made anew while what was decided offline is kept and sent once', async ({ page, world }) => {
  const sent = await world.send(await world.member(), LETTER)
  const station = await world.workstation()
  await enter(page, station.program.url, 'maddox')
  await expect(item(page, 'old plow')).toBeVisible()
  await world.central.kill()
  await expect(line(page)).toContainText('Offline', { timeout: 30_000 })
  await item(page, 'old plow').click()
  await page.keyboard.press('r')
  await page.keyboard.press('1')
  await expect(line(page)).toContainText('1 decision waiting')
  await station.program.stop()
  const caches = join(station.folder, 'caches')
  for (const name of readdirSync(caches)) {
    if (name.endsWith('.cache')) writeFileSync(join(caches, name), Buffer.alloc(40_960, 7))
    else if (/\.cache-/.test(name)) rmSync(join(caches, name))
  }
  await world.restartCentral()
  const again = await station.restart()
  await openConsole(page, again.url)
  await signIn(page, 'maddox')
  await expect(page.getByText('has been made anew')).toBeVisible()
  await expect.poll(async () => (await traces(world, sent.id))?.decisions, { timeout: 30_000 }).toBe(1)
  await expect(queue(page).or(page.getByText('Nothing waits here'))).toBeVisible()
})

test('without its key the console opens, says so, and stores nothing', async ({ page, world }) => {
  const station = await world.workstation()
  await station.program.stop()
  writeFileSync(join(station.folder, 'cache.key'), 'spoiled')
  const again = await station.restart()
  await openConsole(page, again.url)
  await expect(page.getByRole('alert', { name: 'The keystore of this computer does not answer' })).toBeVisible()
})

test('a workstation is enrolled with a code, and says when it was revoked', async ({ page, world }) => {
  const admin = await world.staff('admin')
  const params = { facilityId: world.fixture.facilityId }
  const { code } = await admin.call('createEnrolmentCode', { params, body: { name: 'Desk 7', validMinutes: 10 } })
  const { program } = await world.workstation()
  await openConsole(page, program.url)
  await page.getByRole('button', { name: 'Enrol this workstation' }).click()
  await page.getByLabel('Enrolment code').fill(code)
  await page.getByRole('button', { name: 'Enrol', exact: true }).click()
  await expect(page.getByText('Enrolled as Desk 7')).toBeVisible()
  await signIn(page, 'maddox')
  const [enrolled] = (await admin.call('listWorkstations', { params })).workstations
  const workstationId = enrolled?.id ?? ''
  await admin.call('revokeWorkstation', { params: { ...params, workstationId } })
  await expect(page.getByRole('alert', { name: 'This workstation was revoked by an administrator' })).toBeVisible()
})
