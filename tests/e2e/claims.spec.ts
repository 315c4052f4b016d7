import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { enter, item, reading, reads, still } from './pages.ts'
import { expect, test, traces } from './world.ts'

const bar = (page: Page) => page.getByRole('toolbar', { name: 'Decide' })
const approve = (page: Page) => bar(page).getByRole('button', { name: 'Approve' })

async function signOut(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
}

test('what one officer works on is shown to the other, who decides it once the first has left', async ({
  page,
  secondPage,
  world,
}) => {
  const member = await world.member()
  const sent = await world.send(member, 'The blade of the plow is older than the barn.')
  const [first, second] = [await world.workstation(), await world.workstation()]
  await enter(page, first.program.url, 'maddox')
  await reads(page, 'of the plow is older')
  await expect(bar(page)).toContainText(/Claimed by you · [12]:\d\d/)

  await enter(secondPage, second.program.url, 'lane')
  await reads(secondPage, 'of the plow is older')
  await expect(bar(secondPage)).toContainText(/Maddox is reviewing this · [12]:\d\d left/)
  await expect(item(secondPage, 'of the plow')).toContainText(/Maddox reviewing · [12]:\d\d/)
  await expect(approve(secondPage)).toBeDisabled()
  await secondPage.keyboard.press('a')
  await expect(item(secondPage, 'of the plow')).toHaveCount(1)
  for (const scheme of ['light', 'dark'] as const) {
    await secondPage.emulateMedia({ colorScheme: scheme })
    await still(secondPage)
    const { violations } = await new AxeBuilder({ page: secondPage }).analyze()
    expect(violations.map((violation) => violation.id)).toEqual([])
  }

  await signOut(page, 'Maddox')
  await expect(bar(secondPage)).toContainText(/Claimed by you · [12]:\d\d/)
  await secondPage.keyboard.press('a')
  await expect.poll(async () => (await world.see(member, sent.id)).label, { timeout: 20_000 }).toBe('Delivered')
  expect((await traces(world, sent.id))?.decisions).toBe(1)
})

test('a letter stays claimed while its decision waits, and greys out for the other with who decided', async ({
  page,
  secondPage,
  world,
}) => {
  const member = await world.member()
  const sent = await world.send(member, 'The blade of the plow is older than the barn.')
  const [first, second] = [await world.workstation(), await world.workstation()]
  await enter(page, first.program.url, 'maddox')
  await reads(page, 'of the plow is older')
  await expect(bar(page)).toContainText('Claimed by you')
  await enter(secondPage, second.program.url, 'lane')
  await reads(secondPage, 'of the plow is older')
  await expect(bar(secondPage)).toContainText('Maddox is reviewing this')

  await page.keyboard.press('r')
  await page.keyboard.press('1')
  await expect(page.getByRole('region', { name: 'Undo' })).toContainText('Rejected')
  await expect(page.getByText('Nothing waits here')).toBeVisible()
  await expect(bar(secondPage)).toContainText('Maddox is reviewing this')
  await expect(approve(secondPage)).toBeDisabled()
  await expect(reading(secondPage)).toContainText('The message was decided elsewhere', { timeout: 20_000 })
  await expect(reading(secondPage)).toContainText('Maddox: rejected')
  await expect(bar(secondPage)).not.toContainText('is reviewing this')
  expect(await traces(world, sent.id)).toEqual({ decisions: 1, refunds: 1, notifications: 1 })
})
