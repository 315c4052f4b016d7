import type { Page } from '@playwright/test'
import { enter, item, reads } from './pages.ts'
import { expect, test } from './world.ts'

/** Goes to the people room and opens the best that is found. */
async function openPerson(page: Page, text: string, name: string): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await page.getByRole('textbox', { name: 'Find a person' }).fill(text)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 2, name })).toBeVisible()
}

test('a misspelt name finds the person, and the profile shows balances, threads and what happened', async ({
  page,
  world,
}) => {
  const member = await world.member()
  await world.send(member, 'The blade of the mower is dull again.')
  const station = await world.workstation()
  await enter(page, station.program.url, 'maddox')
  await reads(page, 'of the mower')
  await openPerson(page, 'vanse june', 'June Vance')
  const profile = page.getByRole('region', { name: 'Profile' })
  await expect(profile.getByText('950 credits')).toBeVisible()
  await expect(profile.getByText('$7.00')).toBeVisible()
  await expect(page.getByText('Inbound, in review')).toBeVisible()
  await expect(profile.getByRole('button', { name: /^Individual Ira Vance/ })).toBeVisible()

  await page.keyboard.press('n')
  await page.keyboard.type('Called on Monday about the mower.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Called on Monday about the mower.').first()).toBeVisible()

  await profile.getByRole('button', { name: 'Thread with Ira Vance' }).click()
  await profile.getByTitle('Open in Review').first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Review' })).toBeVisible()
  await reads(page, 'of the mower')
})

test('the picture of who writes to whom is walked by keyboard from one profile to the next', async ({
  page,
  world,
}) => {
  const station = await world.workstation()
  await enter(page, station.program.url, 'maddox')
  await openPerson(page, 'June Vance', 'June Vance')
  await page.getByRole('button', { name: /^Individual Ira Vance/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 2, name: 'Ira Vance' })).toBeVisible()
  await page.getByText(/^As a table/).click()
  await expect(page.getByRole('cell', { name: /Noel Pike/ }).first()).toBeVisible()
})

test('who declares a relation can neither open the profile nor read the message, and a colleague decides it', async ({
  page,
  secondPage,
  world,
}) => {
  const member = await world.member()
  const sent = await world.send(member, 'The blade of the mower is dull again.')
  const station = await world.workstation()
  await enter(page, station.program.url, 'maddox')
  await reads(page, 'of the mower')
  await openPerson(page, 'June Vance', 'June Vance')
  await page.keyboard.press('c')
  const dialog = page.getByRole('dialog', { name: 'Declare a relation to this person' })
  await dialog.getByRole('textbox', { name: /Relation/ }).fill('My cousin')
  await dialog.getByRole('button', { name: 'Declare a relation' }).click()
  await expect(page.getByText('Closed to you')).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await expect(item(page, 'June Vance')).toHaveCount(0)
  await expect(page.getByText('of the mower')).toHaveCount(0)
  // The relation is with central: it holds at every workstation, and nothing of the message reaches this one again.
  await expect
    .poll(async () => (await world.database.query('SELECT id FROM recusals WHERE withdrawn_at IS NULL')).length, {
      timeout: 20_000,
    })
    .toBe(1)

  const other = await world.workstation()
  await enter(secondPage, other.program.url, 'lane')
  await reads(secondPage, 'of the mower')
  await secondPage.keyboard.press('a')
  await expect.poll(async () => (await world.see(member, sent.id)).label, { timeout: 20_000 }).toBe('Delivered')
})

test('suspended messaging stops the member, and reactivating it lets them write again', async ({ page, world }) => {
  const member = await world.member()
  const eligible = async () =>
    (await member.call('eligibility', { params: { contactId: world.fixture.contacts.approved } })).code
  expect(await eligible()).toBeNull()
  const station = await world.workstation()
  await enter(page, station.program.url, 'ode')
  await openPerson(page, 'June Vance', 'June Vance')
  await page.keyboard.press('s')
  const dialog = page.getByRole('dialog', { name: 'Suspend messaging of June Vance' })
  await expect(dialog.getByText('approved contacts')).toBeVisible()
  await dialog.getByRole('textbox', { name: /Reason/ }).fill('Passed messages on')
  await dialog.getByRole('button', { name: 'Suspend messaging' }).click()
  await expect(page.getByText(/messaging suspended since/)).toBeVisible()
  await expect.poll(eligible, { timeout: 20_000 }).toBe('communication_restricted')
  // Reactivating needs what central made of it.
  await expect(page.getByText('Messaging suspended', { exact: false }).last()).toBeVisible()
  await page.keyboard.press('s')
  const back = page.getByRole('dialog', { name: 'Reactivate messaging of June Vance' })
  await back.getByRole('textbox').fill('Talked it over')
  await back.getByRole('button', { name: 'Reactivate messaging' }).click()
  await expect.poll(eligible, { timeout: 20_000 }).toBeNull()
  await expect(page.getByText(/messaging suspended since/)).toHaveCount(0)
})
