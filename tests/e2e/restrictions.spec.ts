import type { Page } from '@playwright/test'
import { v7 } from 'uuid'
import { command, sendCommand } from '../support/central.ts'
import { enter } from './pages.ts'
import { expect, test } from './world.ts'

const goToRestrictions = async (page: Page) => {
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await expect(page.getByRole('heading', { level: 1, name: 'Restrictions' })).toBeVisible()
}

/** The list of the open view. */
const listed = (page: Page, text: string | RegExp) =>
  page.getByRole('grid', { name: 'Restrictions in the list' }).getByRole('row').filter({ hasText: text })

async function pick(page: Page, field: string, text: string, option: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: field }).fill(text)
  await page.getByRole('option', { name: option }).click()
}

test('a restriction on a pair sends the scheduled message back to review; lifted, messaging works again', async ({
  page,
  world,
}) => {
  const { fixture } = world
  const member = await world.member()
  const ground = async () =>
    (await member.call('eligibility', { params: { contactId: fixture.contacts.approved } })).code
  const sent = await world.send(member, 'I will tell you later about the house.')
  const stateOf = async () =>
    (await world.database.query<{ state: string }>('SELECT state FROM messages WHERE id = $1', [sent.id]))[0]?.state
  expect(await stateOf()).toBe('scheduled')
  expect((await world.see(member, sent.id)).label).toBe('Pending Review')

  const station = await world.workstation()
  await enter(page, station.program.url, 'ode')
  await goToRestrictions(page)
  await expect(page.getByText('Nothing is restricted')).toBeVisible()
  await page.keyboard.press('n')
  const dialog = page.getByRole('dialog', { name: /New restriction/ })
  await pick(page, 'Member', 'june', /June Vance/)
  await pick(page, 'Individual', 'ira', /Ira Vance/)
  await dialog.getByRole('textbox', { name: /Reason, for staff/ }).fill('No-contact order, case 26-CR-1184')
  await dialog.getByRole('button', { name: 'See what it will stop' }).click()
  const figures = page.getByRole('region', { name: /What it will stop/ })
  await expect(figures).toContainText('1approved contacts')
  await expect(figures).toContainText('1scheduled, back to review')
  await page.getByRole('button', { name: 'Impose', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await expect(listed(page, 'June Vance and Ira Vance')).toContainText('in force')
  await expect.poll(ground, { timeout: 20_000 }).toBe('communication_restricted')
  await expect.poll(stateOf, { timeout: 20_000 }).toBe('pending_review')
  expect((await world.see(member, sent.id)).label).toBe('Pending Review')
  await expect(world.send(member, 'Are you there?')).rejects.toThrow('communication_restricted')

  // The restriction can be lifted once the workstation has heard that it is in force.
  await expect(page.getByRole('button', { name: /^Lift/ })).toBeEnabled({ timeout: 20_000 })
  await page.keyboard.press('l')
  const lift = page.getByRole('dialog', { name: 'Lift this restriction' })
  await lift.getByRole('textbox').fill('Order withdrawn')
  await lift.getByRole('button', { name: 'Lift', exact: true }).click()
  await expect.poll(ground, { timeout: 20_000 }).toBeNull()
  await expect(page.getByText('Nothing is restricted')).toBeVisible()
  await page.getByRole('button', { name: /^Past/ }).click()
  await expect(page.getByText('Order withdrawn')).toBeVisible({ timeout: 20_000 })
})

test('a restriction lapses at its time by itself: the list says so and messaging works again', async ({
  page,
  world,
}) => {
  const { fixture } = world
  const member = await world.member()
  const ground = async () =>
    (await member.call('eligibility', { params: { contactId: fixture.contacts.approved } })).code
  const station = await world.workstation()
  await enter(page, station.program.url, 'maddox')
  await goToRestrictions(page)
  const id = v7()
  const until = new Date(Date.now() + 9_000).toISOString()
  const result = await sendCommand(
    await world.staff('ode'),
    fixture.facilityId,
    command('restriction.impose', id, 0, {
      target: { scope: 'individual', individualId: fixture.individual.id },
      from: new Date(Date.now() - 1_000).toISOString(),
      until,
      reason: 'Until the search is over',
    }),
  )
  expect(result.outcome).toBe('applied')
  expect(await ground()).toBe('communication_restricted')
  await expect(listed(page, 'All of Ira Vance')).toContainText('in force')
  await expect(page.getByText('Nothing is restricted')).toBeVisible({ timeout: 40_000 })
  await page.getByRole('button', { name: /^Past/ }).click()
  await expect(listed(page, 'All of Ira Vance')).toContainText('ended')
  expect(await ground()).toBeNull()
  const again = await world.send(member, 'There you are again.')
  expect(again.label).toBe('Delivered')
})

test('an officer proposes, a supervisor confirms; a housing unit is locked down in two steps', async ({
  page,
  secondPage,
  world,
}) => {
  const { fixture } = world
  const member = await world.member()
  const ground = async (contactId: string) => (await member.call('eligibility', { params: { contactId } })).code
  const first = await world.workstation()
  await enter(page, first.program.url, 'maddox')
  await goToRestrictions(page)
  await page.keyboard.press('n')
  await page.getByRole('dialog').getByText('Individual', { exact: true }).first().click()
  await pick(page, 'Individual', 'B-1001', /Ira Vance/)
  await page.getByRole('textbox', { name: /Reason, for staff/ }).fill('Names of staff in two letters')
  await page.getByRole('button', { name: 'See what it will stop' }).click()
  await page.getByRole('button', { name: 'Propose', exact: true }).click()
  await page.getByRole('button', { name: /^Proposed/ }).click()
  await expect(listed(page, 'All of Ira Vance')).toContainText('proposed')

  const second = await world.workstation()
  await enter(secondPage, second.program.url, 'ode')
  await goToRestrictions(secondPage)
  await secondPage.getByRole('button', { name: /^Proposed/ }).click()
  await listed(secondPage, 'All of Ira Vance').click({ timeout: 20_000 })
  await secondPage.keyboard.press('c')
  const confirm = secondPage.getByRole('dialog', { name: 'Confirm this restriction' })
  await confirm.getByRole('button', { name: 'Confirm', exact: true }).click()
  await expect.poll(() => ground(fixture.contacts.approved), { timeout: 20_000 }).toBe('communication_restricted')

  expect(await ground(fixture.contacts.poor)).toBeNull()
  await secondPage.getByRole('button', { name: 'Lock down a unit' }).click()
  const dialog = secondPage.getByRole('dialog', { name: /Lock down a housing unit/ })
  await dialog.getByRole('combobox', { name: 'Housing unit' }).click()
  await secondPage.getByRole('option', { name: 'B', exact: true }).click()
  await dialog.getByRole('textbox', { name: /Reason, for staff/ }).fill('Count did not clear')
  await dialog.getByRole('button', { name: 'See what it will stop' }).click()
  await dialog.getByRole('textbox', { name: /Type “B”/ }).fill('B')
  await dialog.getByRole('button', { name: 'Lock down unit B' }).click()
  await expect.poll(() => ground(fixture.contacts.poor), { timeout: 20_000 }).toBe('communication_restricted')
})
