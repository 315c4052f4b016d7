import type { PublicMessage } from '../../shared/central/operations.correspondents.ts'
import { enter, item, queue, reads } from './pages.ts'
import { expect, test, traces } from './world.ts'

test('several letters are selected and decided together, and taken back together', async ({ page, world }) => {
  const member = await world.member()
  const before = await world.credits(member)
  const sent: PublicMessage[] = []
  for (const word of ['oak', 'elm', 'ash', 'fir'])
    sent.push(await world.send(member, `A blade of light in the ${word}.`))
  const station = await world.workstation()
  await enter(page, station.program.url, 'maddox')
  await reads(page, 'of light in the oak')
  const rows = queue(page).getByRole('row')
  await expect(rows).toHaveCount(4)

  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByText('3 selected')).toBeVisible()
  await page.keyboard.press('Shift+R')
  const dialog = page.getByRole('dialog', { name: 'Reject 3 messages' })
  await expect(dialog).toContainText('Credits to refund')
  await expect(dialog).toContainText('150')
  await dialog.getByRole('button', { name: 'Staff: threat' }).click()
  await dialog.getByRole('button', { name: 'Reject 3 messages' }).click()
  await expect(rows).toHaveCount(1)
  await expect(page.getByRole('region', { name: 'Undo' })).toContainText('3 rejected')
  await page.keyboard.press('u')
  await expect(rows).toHaveCount(4)
  for (const message of sent) expect((await traces(world, message.id))?.decisions).toBe(0)

  await page.keyboard.press('Control+a')
  await expect(page.getByText('4 selected')).toBeVisible()
  await page.keyboard.press('Shift+R')
  const all = page.getByRole('dialog', { name: 'Reject 4 messages' })
  await all.getByRole('button', { name: 'Staff: threat' }).click()
  await all.getByRole('button', { name: 'Reject 4 messages' }).click()
  await expect(page.getByText('Nothing waits here')).toBeVisible()
  await expect.poll(async () => await world.credits(member), { timeout: 20_000 }).toBe(before)
  for (const message of sent) {
    expect(await traces(world, message.id)).toEqual({ decisions: 1, refunds: 1, notifications: 1 })
  }
  const batches = await world.database.query('SELECT DISTINCT batch_id FROM decisions')
  expect(batches).toHaveLength(1)
})

test('flagged letters that were not opened are not approved together by an officer', async ({ page, world }) => {
  const member = await world.member()
  for (const word of ['oak', 'elm', 'ash']) await world.send(member, `A blade of light in the ${word}.`)
  const station = await world.workstation()
  await enter(page, station.program.url, 'maddox')
  await reads(page, 'of light in the oak')
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Shift+A')
  const dialog = page.getByRole('dialog', { name: 'Approve 3 messages' })
  await expect(dialog).toContainText('2 flagged messages were not opened')
  await dialog.getByRole('button', { name: 'Approve 1 message' }).click()
  await expect(queue(page).getByRole('row')).toHaveCount(2)
  await expect(item(page, 'oak')).toHaveCount(0)
})
