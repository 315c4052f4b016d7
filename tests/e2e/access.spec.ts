import { command, sendCommands } from '../support/central-client.ts'
import { PASSWORD } from '../support/central-fixture.ts'
import { chooseTheme, clean, themes } from './audit.ts'
import { enter, openConsole, reads, signIn } from './pages.ts'
import { expect, test } from './world.ts'

test('every screen and dialog passes an automated audit in every theme', async ({ page, world }) => {
  // Some twenty audits, each of a whole screen.
  test.slow()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const closed = async () => {
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  const member = await world.member()
  await world.send(member, 'The blade of the mower is dull again, so I let the grass grow.')
  const station = await world.workstation()
  await openConsole(page, station.program.url)
  await clean(page, 'sign in')
  await signIn(page, 'ode')
  await reads(page, 'of the mower')
  for (const theme of themes) {
    await page.getByRole('button', { name: /Ode/ }).click()
    await page.getByRole('dialog').getByText(theme, { exact: true }).click()
    await clean(page, `${theme}: account`)
    await closed()
    await clean(page, `${theme}: review`)
    await page.getByRole('button', { name: /^Reject/ }).click()
    await expect(page.getByRole('dialog', { name: 'Reject this message' })).toBeVisible()
    await clean(page, `${theme}: reject`)
    await closed()
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await clean(page, `${theme}: shortcuts`)
    await closed()
    await page.getByRole('button', { name: /^Contacts/ }).click()
    await expect(page.getByRole('heading', { name: 'Contacts', level: 1 })).toBeVisible()
    await clean(page, `${theme}: contacts`)
    await page.getByRole('button', { name: /^Rules/ }).click()
    await expect(page.getByRole('heading', { name: 'Delivery rules', level: 1 })).toBeVisible()
    await clean(page, `${theme}: rules`)
    await page.getByRole('button', { name: /^Review/ }).click()
  }
})

test('an urgent alert, the sync issues and the lock pass an automated audit in every theme', async ({
  page,
  world,
}) => {
  // Nine audits, each of a whole screen.
  test.slow()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const member = await world.member()
  const sent = await world.send(member, 'The blade of the mower is dull again.')
  const station = await world.workstation()
  await enter(page, station.program.url, 'ode')
  await reads(page, 'of the mower')
  await page.keyboard.press('r')
  await page.keyboard.press('1')
  const [result] = await sendCommands(
    await world.staff('farr'),
    world.fixture.facilityId,
    command('message.approve', sent.id, 1),
  )
  expect(result?.outcome).toBe('applied')
  await world.send(member, 'I keep looking at the rope in the shed.')
  await expect(page.getByText('Urgent: possible self-harm')).toBeVisible()
  const issues = page.getByRole('button', { name: /1 sync issue/ })
  await expect(issues).toBeVisible({ timeout: 30_000 })
  for (const theme of themes) {
    await chooseTheme(page, /Ode/, theme)
    await clean(page, `${theme}: alert`)
    await issues.click()
    await expect(page.getByRole('dialog', { name: 'Sync issues' })).toContainText('Farr decided first')
    await clean(page, `${theme}: sync issues`)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.keyboard.press('Control+Shift+L')
    await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible()
    await clean(page, `${theme}: lock`)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Unlock' }).click()
    await expect(issues).toBeVisible()
  }
})

test('the interface is Spanish where the user wants it, and stays so', async ({ page, world }) => {
  const station = await world.workstation()
  await enter(page, station.program.url, 'maddox')
  await page.getByRole('button', { name: /Maddox/ }).click()
  await page.getByText('Español').click()
  await page.keyboard.press('Escape')
  await expect(
    page
      .getByRole('navigation', { name: 'Salas' })
      .or(page.getByRole('heading', { name: 'Revisión' }))
      .first(),
  ).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
})

test('an investigator reads and is offered no decision; an administrator has no queue', async ({
  page,
  secondPage,
  world,
}) => {
  const member = await world.member()
  await world.send(member, 'The blade of the mower is dull again, so I let the grass grow.')
  const first = await world.workstation()
  await enter(page, first.program.url, 'quill')
  await reads(page, 'of the mower')
  await expect(page.getByRole('button', { name: /^Reject/ })).toHaveCount(0)
  await page.keyboard.press('a')
  await expect(page.getByRole('region', { name: 'Undo' }).getByRole('button')).toHaveCount(0)
  const second = await world.workstation()
  await enter(secondPage, second.program.url, 'admin')
  await expect(secondPage.getByText('of the mower')).toHaveCount(0)
})
