import { clean, themes } from './audit.ts'
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
