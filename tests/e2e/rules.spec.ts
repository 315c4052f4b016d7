import type { Page } from '@playwright/test'
import { chooseTheme, clean, themes } from './audit.ts'
import { enter } from './pages.ts'
import { expect, test } from './world.ts'

async function openRules(page: Page): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('u')
  await expect(page.getByRole('heading', { name: 'Delivery rules', level: 1 })).toBeVisible()
  // The keys of the room answer once its rules are here.
  await expect(page.getByText(/In force: version \d/)).toBeVisible()
}

async function propose(page: Page, comment: string): Promise<void> {
  await page.getByRole('button', { name: 'Propose for publishing' }).click()
  const dialog = page.getByRole('dialog', { name: 'Propose this draft' })
  await dialog.getByRole('textbox', { name: 'What changes, and why' }).fill(comment)
  await dialog.getByRole('button', { name: 'Propose for publishing' }).click()
  await expect(dialog).toHaveCount(0)
}

async function publish(page: Page, comment: string): Promise<void> {
  const proposals = page.getByRole('region', { name: 'Proposals' })
  await expect(proposals).toContainText(comment)
  await proposals.getByRole('button', { name: 'Look through and publish' }).click()
  const dialog = page.getByRole('dialog', { name: 'What this proposal changes' })
  await dialog.getByRole('button', { name: 'Publish' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByText(/In force: version \d/)).toBeVisible()
}

test('a supervisor proposes a term, another publishes it, and the next letter waits; a new contact rule and a delay too', async ({
  page,
  secondPage,
  world,
}) => {
  const member = await world.member()
  expect((await world.send(member, 'The walnut tree is down.')).label).toBe('Delivered')
  const first = await world.workstation()
  const second = await world.workstation()
  await enter(page, first.program.url, 'ode')
  await openRules(page)

  // A term joins a list that a rule in force sends to review.
  await page.getByRole('tab', { name: 'Watchlists' }).click()
  const lists = page.getByRole('navigation', { name: 'Watchlists' })
  await lists.getByRole('button', { name: /^Contraband/ }).click()
  const contraband = page.getByRole('region', { name: 'Contraband' })
  await contraband.getByRole('textbox', { name: 'Term', exact: true }).fill('walnut')
  await contraband.getByRole('button', { name: 'Add a term' }).click()
  await page.getByRole('textbox', { name: 'Sample text' }).fill('The w a l n u t tree')
  await expect(page.getByRole('complementary', { name: 'Live test' })).toContainText('1 match')
  await page.getByRole('tab', { name: 'Rules' }).click()
  await expect(page.getByRole('region', { name: 'Difference to the version in force' })).toContainText('“walnut” added')

  // A delay for what individuals write.
  await page.getByRole('button', { name: 'Add a rule' }).click()
  const form = page.getByRole('dialog', { name: 'Add a rule' })
  await form.getByRole('textbox', { name: 'Name' }).fill('Outbound waits')
  await form.getByRole('combobox', { name: 'Condition' }).click()
  await page.getByRole('option', { name: 'its direction is' }).click()
  await form.getByRole('combobox', { name: 'Direction' }).click()
  await page.getByRole('option', { name: 'Outbound' }).click()
  await form.getByRole('combobox', { name: 'Then' }).click()
  await page.getByRole('option', { name: 'delay it' }).click()
  await form.getByRole('textbox', { name: 'Delay in minutes' }).fill('90')
  await form.getByRole('button', { name: 'Keep in the draft' }).click()
  await expect(page.getByText('delay it by 90 minutes')).toBeVisible()
  await propose(page, 'Walnut, and a delay')
  const own = page.getByRole('region', { name: 'Proposals' })
  await expect(own).toContainText('another supervisor publishes it')
  await expect(own.getByRole('button', { name: /publish/i })).toHaveCount(0)
  expect((await world.send(member, 'The walnut tree is still down.')).label).toBe('Delivered')

  await enter(secondPage, second.program.url, 'farr')
  await openRules(secondPage)
  await publish(secondPage, 'Walnut, and a delay')
  await expect(secondPage.getByText('In force: version 2')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('In force: version 2')).toBeVisible({ timeout: 20_000 })

  expect((await world.send(member, 'They sawed up the walnut tree.')).label).toBe('Pending Review')
  const individual = await world.individual()
  const outbound = await world.send(individual, 'Thank you for the news of the tree.')
  expect(outbound.label).toBe('Pending Review')
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await expect(page.getByText('Here because')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Message text' })).toContainText('walnut')
  await page.getByRole('button', { name: /^Scheduled 1/ }).click()
  await expect(page.getByRole('region', { name: 'Message text' })).toContainText('Thank you for the news')
})

test('a rule for new contacts sends what they write to review', async ({ page, secondPage, world }) => {
  const member = await world.member()
  await world.database.query(`UPDATE contacts SET decided_at = now() - interval '2 days' WHERE id = $1`, [
    world.fixture.contacts.approved,
  ])
  const first = await world.workstation()
  await enter(page, first.program.url, 'ode')
  await openRules(page)
  await page.getByRole('button', { name: 'Add a rule' }).click()
  const form = page.getByRole('dialog', { name: 'Add a rule' })
  await form.getByRole('textbox', { name: 'Name' }).fill('New contact')
  await form.getByRole('combobox', { name: 'Condition' }).click()
  await page.getByRole('option', { name: 'the contact is new by days' }).click()
  await form.getByRole('textbox', { name: 'Approved less than (days ago)' }).fill('14')
  await form.getByRole('button', { name: 'Keep in the draft' }).click()
  await propose(page, 'New contacts are read')
  const second = await world.workstation()
  await enter(secondPage, second.program.url, 'farr')
  await openRules(secondPage)
  await publish(secondPage, 'New contacts are read')
  await expect(secondPage.getByText('In force: version 2')).toBeVisible({ timeout: 20_000 })
  expect((await world.send(member, 'It rained all day.')).label).toBe('Pending Review')
  await secondPage.keyboard.press('g')
  await secondPage.keyboard.press('r')
  await expect(secondPage.getByText('less than 14 days')).toBeVisible()
})

test('a rule is drafted, simulated, proposed, published by another, and rolled back', async ({
  page,
  secondPage,
  world,
}) => {
  const member = await world.member()
  const long = (what: string) => `A sentence about ${what} that goes on for rather more than sixty characters.`
  expect((await world.send(member, long('walnuts'))).label).toBe('Delivered')
  expect((await world.send(member, 'A short one.')).label).toBe('Delivered')
  const first = await world.workstation()
  const second = await world.workstation()
  await enter(page, first.program.url, 'ode')
  await openRules(page)
  await page.keyboard.press('n')
  const form = page.getByRole('dialog', { name: 'Add a rule' })
  await form.getByRole('textbox', { name: 'Name' }).fill('Long ones')
  await form.getByRole('combobox', { name: 'Condition' }).click()
  await page.getByRole('option', { name: 'it is long' }).click()
  await form.getByRole('textbox', { name: 'More than (characters)' }).fill('60')
  await form.getByRole('button', { name: 'Keep in the draft' }).click()

  // By key alone it comes to the head of the rules.
  const grip = page.getByRole('button', { name: 'Move the rule Long ones' })
  await grip.press('Space')
  for (const place of [4, 3, 2, 1]) {
    await page.keyboard.press('ArrowUp')
    await expect(page.getByText(`Long ones is over place ${place}.`)).toBeAttached()
  }
  await page.keyboard.press('Space')
  await expect(page.locator('.sp-rule').first()).toContainText('Long ones')

  await page.getByRole('tab', { name: 'Simulation' }).click()
  await page.getByRole('button', { name: 'Simulate', exact: true }).click()
  await page.getByRole('button', { name: /^1: would be held/ }).click()
  const behind = page.getByRole('complementary', { name: 'Messages behind a number' })
  await expect(behind.getByRole('listitem')).toHaveCount(1)
  await behind.getByRole('listitem').getByRole('button').click()
  await expect(page.getByRole('region', { name: 'Message text' })).toContainText('walnuts')

  // The draft is the user's own and waits for them at this workstation.
  await openRules(page)
  await propose(page, 'Long ones are read')
  await enter(secondPage, second.program.url, 'farr')
  await openRules(secondPage)
  await publish(secondPage, 'Long ones are read')
  await expect(secondPage.getByText('In force: version 2')).toBeVisible({ timeout: 20_000 })
  expect((await world.send(member, long('hazelnuts'))).label).toBe('Pending Review')
  await secondPage.keyboard.press('g')
  await secondPage.keyboard.press('r')
  await expect(secondPage.getByText('is longer than 60 characters')).toBeVisible()

  await expect(page.getByText('In force: version 2')).toBeVisible({ timeout: 20_000 })
  await page.getByRole('tab', { name: 'Versions' }).click()
  await page
    .getByRole('navigation', { name: 'Versions of the rules' })
    .getByRole('button', { name: /^Version 1/ })
    .click()
  await expect(page.getByRole('region', { name: 'Difference between two versions' })).toContainText(
    'Rule removed: Long ones',
  )
  await page.getByRole('button', { name: 'Roll back to this version' }).click()
  const back = page.getByRole('dialog', { name: 'Roll back to version 1' })
  await back.getByRole('button', { name: 'Propose for publishing' }).click()
  await expect(back).toHaveCount(0)
  expect((await world.send(member, long('chestnuts'))).label).toBe('Pending Review')
  await openRules(secondPage)
  await publish(secondPage, 'Back to version 1')
  await expect(secondPage.getByText('In force: version 3')).toBeVisible({ timeout: 20_000 })
  expect((await world.send(member, long('pecans'))).label).toBe('Delivered')
})

test('a self-harm match alerts every signed-in workstation within seconds', async ({ page, secondPage, world }) => {
  const first = await world.workstation()
  const second = await world.workstation()
  await enter(page, first.program.url, 'ode')
  await enter(secondPage, second.program.url, 'lane')
  const member = await world.member()
  const sent = await world.send(member, 'I keep looking at the r0pe in the shed.')
  expect(sent.label).toBe('Pending Review')
  for (const each of [page, secondPage]) {
    await expect(each.getByText('Urgent: possible self-harm')).toBeVisible({ timeout: 5_000 })
  }
})

test('every part of the rules room passes an automated audit in every theme', async ({ page, world }) => {
  // Some fifteen audits, each of a whole screen.
  test.slow()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await world.send(await world.member(), 'The blade of the mower is dull again.')
  const station = await world.workstation()
  await enter(page, station.program.url, 'ode')
  await openRules(page)
  await page.getByRole('tab', { name: 'Simulation' }).click()
  await page.getByRole('button', { name: 'Simulate', exact: true }).click()
  await page.getByRole('button', { name: /^1: would be held/ }).click()
  for (const theme of themes) {
    await chooseTheme(page, /Ode/, theme)
    await page.getByRole('tab', { name: 'Simulation' }).click()
    await expect(page.getByRole('list', { name: 'Totals' })).toBeVisible()
    await clean(page, `${theme}: simulation`)
    await page.getByRole('tab', { name: 'Watchlists' }).click()
    await page.getByRole('textbox', { name: 'Sample text' }).fill('A b l a d e of grass')
    await expect(page.getByText('1 match')).toBeVisible()
    await clean(page, `${theme}: watchlists`)
    await page.getByRole('tab', { name: 'Versions' }).click()
    await clean(page, `${theme}: versions`)
    await page.getByRole('tab', { name: 'Rules', exact: true }).click()
    await page.getByRole('button', { name: 'Add a rule' }).click()
    const form = page.getByRole('dialog', { name: 'Add a rule' })
    await form.getByRole('button', { name: 'Keep in the draft' }).click()
    await expect(form.getByText('A rule needs a name.')).toBeVisible()
    await clean(page, `${theme}: form`)
    await page.keyboard.press('Escape')
    await expect(form).toHaveCount(0)
    await clean(page, `${theme}: rules`)
  }
})
