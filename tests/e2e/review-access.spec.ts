import { joined, sendableStrings } from '../support/naughty.ts'
import { clean, themes } from './audit.ts'
import { enter, item, reading, reads } from './pages.ts'
import { reviewEverything, sendAll, waiting } from './shift-world.ts'
import { expect, test } from './world.ts'

test('every dialog and page of the review room and the settings passes an audit in every theme', async ({
  page,
  world,
}) => {
  // Some thirty audits, each of a whole screen.
  test.setTimeout(300_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await sendAll(
    world,
    ['oak', 'elm', 'ash'].map((word) => `The blade of light in the ${word} is gone by noon.`),
  )
  const station = await world.workstation()
  await enter(page, station.program.url, 'ode')
  await waiting(page, 3)
  await clean(page, 'first steps')
  await page.getByRole('button', { name: 'Got it' }).click()
  const dialog = page.getByRole('dialog')
  const closed = async () => {
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  }
  for (const theme of themes) {
    await page.keyboard.press('Control+,')
    await dialog.getByText(theme, { exact: true }).click()
    for (const section of ['Appearance', 'Reading', 'Keyboard', 'Alerts and breaks']) {
      await dialog.getByRole('tab', { name: section }).click()
      await clean(page, `${theme}: settings, ${section}`)
    }
    await closed()
    await page.keyboard.press('h')
    await expect(dialog).toContainText('What will happen')
    await clean(page, `${theme}: hold`)
    await closed()
    await page.keyboard.press('Shift+T')
    await expect(dialog.getByRole('button', { name: /Maddox/ })).toBeVisible()
    await clean(page, `${theme}: assign`)
    await closed()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Shift+R')
    await expect(dialog).toContainText('Credits to refund')
    await clean(page, `${theme}: batch`)
    await closed()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Saved views/ }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    await clean(page, `${theme}: views`)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+B')
    await expect(page.getByRole('region', { name: 'Batches' })).toContainText('No batch yet')
    await clean(page, `${theme}: batches`)
    await page.getByRole('button', { name: 'Back to the queue' }).click()
    await reads(page, 'of light in the oak')
  }
})

test('letters that try to run something are read as text and run nothing', async ({ page, world }) => {
  test.slow()
  const problems: string[] = []
  page.on('dialog', async (opened) => {
    problems.push(opened.message())
    await opened.dismiss()
  })
  page.on('request', (request) => {
    if (!request.url().startsWith('http://127.0.0.1') && !request.url().startsWith('data:'))
      problems.push(request.url())
  })
  await reviewEverything(world)
  const texts = joined(sendableStrings(), 9_000).map((each) => each.trim())
  await sendAll(world, texts)
  const station = await world.workstation()
  await enter(page, station.program.url, 'maddox')
  await waiting(page, texts.length)
  const letter = reading(page).getByRole('region', { name: 'Message text' }).locator('.sp-text')
  for (const text of texts) {
    await expect.poll(() => letter.evaluate((element) => element.textContent)).toBe(text)
    expect(await letter.locator('script, img, iframe, svg, a, form, input').count()).toBe(0)
    await page.keyboard.press('j')
  }
  expect(problems).toEqual([])
  expect(await page.evaluate(() => document.querySelectorAll('body script:not([src])').length)).toBe(0)
  await expect(item(page, 'undefined').first()).toBeVisible()
})

test('a message is printed with who printed it above it, and nothing else of the page', async ({ page, world }) => {
  await sendAll(world, ['The blade of the plow is older than the barn.'])
  const station = await world.workstation()
  await enter(page, station.program.url, 'maddox')
  await reads(page, 'of the plow is older')
  await page.evaluate(() => {
    window.print = () => undefined
  })
  await page.keyboard.press('p')
  const sheet = page.locator('.sp-print')
  await expect(sheet).toHaveCount(1)
  await expect(sheet).toBeHidden()
  await page.emulateMedia({ media: 'print' })
  await expect(sheet).toBeVisible()
  await expect(sheet).toContainText('Printed by Maddox')
  await expect(sheet).toContainText('The blade of the plow is older than the barn.')
  await expect(page.getByRole('navigation', { name: 'Rooms' })).toBeHidden()
  await expect
    .poll(async () => {
      const rows = await world.database.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM audit_entries WHERE action = 'message.print'`,
      )
      return rows[0]?.n
    })
    .toBe(1)
})
