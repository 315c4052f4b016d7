import { chooseTheme, clean, themes } from './audit.ts'
import { enter } from './pages.ts'
import { expect, test } from './world.ts'

test('profiles, restrictions, contacts and their dialogs pass an automated audit in every theme', async ({
  page,
  world,
}) => {
  // Some thirty audits, each of a whole screen.
  test.slow()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await world.send(await world.member(), 'The blade of the mower is dull again.')
  const station = await world.workstation()
  await enter(page, station.program.url, 'ode')
  const go = async (key: string, heading: string) => {
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
  }
  /** Opens a dialog by its key, audits it and closes it. */
  const audited = async (key: string, name: RegExp, where: string) => {
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog', { name })).toBeVisible()
    await clean(page, where)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  for (const theme of themes) {
    await chooseTheme(page, /Ode/, theme)
    await go('p', 'People')
    await page.getByRole('textbox', { name: 'Find a person' }).fill('ira vance')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 2, name: 'Ira Vance' })).toBeVisible()
    await page.getByText(/^As a table/).click()
    await page.getByRole('button', { name: 'Thread with June Vance' }).click()
    await expect(page.getByTitle('Open in Review').first()).toBeVisible()
    await clean(page, `${theme}: profile`)
    await audited('s', /Suspend messaging/, `${theme}: suspend`)
    await audited('c', /Declare a relation/, `${theme}: recuse`)
    await page.getByRole('button', { name: 'Recusals' }).click()
    await clean(page, `${theme}: recusals`)
    await page.getByRole('button', { name: 'Individuals' }).click()

    await go('t', 'Restrictions')
    await clean(page, `${theme}: restrictions`)
    await audited('n', /New restriction/, `${theme}: new restriction`)
    await page.keyboard.press('Shift+L')
    const lockdown = page.getByRole('dialog', { name: /Lock down a housing unit/ })
    await lockdown.getByRole('combobox', { name: 'Housing unit' }).click()
    await page.getByRole('option', { name: 'A', exact: true }).click()
    await lockdown.getByRole('textbox', { name: /Reason, for staff/ }).fill('Count did not clear')
    await lockdown.getByRole('button', { name: 'See what it will stop' }).click()
    await expect(page.getByRole('region', { name: /What it will stop/ })).toBeVisible()
    await clean(page, `${theme}: lockdown, second step`)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)

    await go('c', 'Contacts')
    await page.getByRole('button', { name: /^Approved/ }).click()
    await expect(page.getByRole('button', { name: /^Mark privileged/ })).toBeVisible()
    await clean(page, `${theme}: approved contact`)
    await audited('p', /Mark this contact as privileged/, `${theme}: privilege`)
    await audited('i', /Import a list/, `${theme}: import`)
  }
})
