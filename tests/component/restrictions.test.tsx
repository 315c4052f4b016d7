import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { callsOf, renderAndCheckA11y } from '../support/console.tsx'
import { fakeId } from '../support/fake-facility.ts'

const rowNames = () => screen.getAllByRole('row').map((row) => row.textContent ?? '')

test('restrictions stand in three lists with their state, span, reason, wording and log', async () => {
  const { user, checkA11y } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gt')
  await screen.findByRole('heading', { level: 2, name: 'Dana Whitfield and Marcus Reed' })
  expect(rowNames()).toHaveLength(4)
  expect(screen.getByText('A court order forbids this contact.')).toBeDefined()
  expect(screen.getByText('Imposed')).toBeDefined()
  await checkA11y()
  await user.click(screen.getByRole('button', { name: 'Proposed 1' }))
  await screen.findByRole('heading', { level: 2, name: 'All of Joel Sutter' })
  await user.click(screen.getByRole('button', { name: 'Past 1' }))
  await screen.findByRole('heading', { level: 2, name: 'The whole facility' })
})

test('a restriction of two people is counted before it is imposed', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gt')
  await screen.findByRole('heading', { level: 2, name: /Dana Whitfield/ })
  await user.keyboard('n')
  const dialog = await screen.findByRole('dialog', { name: /New restriction/ })
  await user.type(within(dialog).getByRole('combobox', { name: 'Member' }), 'teresa')
  await user.click(await screen.findByRole('option', { name: /Teresa Holt/ }))
  await user.type(within(dialog).getByRole('combobox', { name: 'Individual' }), 'andre h')
  await user.click((await screen.findAllByRole('option', { name: /Andre Holt/ }))[0] as HTMLElement)
  await user.type(within(dialog).getByRole('textbox', { name: /Reason, for staff/ }), 'Court order')
  await checkA11y()
  await user.click(within(dialog).getByRole('button', { name: 'See what it will stop' }))
  const figures = await screen.findByRole('region', { name: /What it will stop/ })
  expect(figures.textContent).toContain('1approved contacts')
  expect(figures.textContent).toContain('1scheduled, back to review')
  expect(callsOf(fake, 'restrictions.impose')).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Impose' }))
  await waitFor(() =>
    expect(callsOf(fake, 'restrictions.impose')).toMatchObject([
      {
        kind: 'restriction',
        target: { scope: 'pair', individualId: fakeId(1, 0), memberId: fakeId(2, 0) },
        from: null,
        until: null,
        reason: 'Court order',
      },
    ]),
  )
  expect(await screen.findByRole('row', { name: /Teresa Holt and Andre Holt/ })).toBeDefined()
})

test('a lockdown takes two steps and the name of the unit', async () => {
  const { user, fake } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gt')
  await screen.findByRole('heading', { level: 2, name: /Dana Whitfield/ })
  await user.click(screen.getByRole('button', { name: 'Lock down a unit' }))
  const dialog = await screen.findByRole('dialog', { name: 'Lock down a housing unit · Step 1 of 2' })
  await user.click(within(dialog).getByRole('combobox', { name: 'Housing unit' }))
  await user.click(await screen.findByRole('option', { name: 'B2' }))
  await user.type(within(dialog).getByRole('textbox', { name: /Reason, for staff/ }), 'Count did not clear')
  await user.click(within(dialog).getByRole('button', { name: 'See what it will stop' }))
  const lock = await screen.findByRole('button', { name: 'Lock down unit B2' })
  expect(lock).toHaveProperty('disabled', true)
  await user.type(screen.getByRole('textbox', { name: /Type “B2”/ }), 'b2')
  await user.click(lock)
  await waitFor(() =>
    expect(callsOf(fake, 'restrictions.impose')).toMatchObject([
      { target: { scope: 'housing_unit', housingUnit: 'B2' }, token: 'counted' },
    ]),
  )
})

test('an end that is over already cannot be chosen', async () => {
  const { user } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gt')
  await screen.findByRole('heading', { level: 2, name: /Dana Whitfield/ })
  await user.keyboard('n')
  const dialog = await screen.findByRole('dialog', { name: /New restriction/ })
  await user.click(within(dialog).getByText('Facility'))
  await user.type(within(dialog).getByRole('textbox', { name: /Reason, for staff/ }), 'Power cut')
  const next = within(dialog).getByRole('button', { name: 'See what it will stop' })
  expect(next).toHaveProperty('disabled', false)
  await user.type(within(dialog).getByLabelText(/^Until/), '2020-01-01T08:00')
  expect(await within(dialog).findByText('This moment is over already.')).toBeDefined()
  expect(next).toHaveProperty('disabled', true)
})

test('a supervisor confirms a proposal having seen what it stops, and lifts a restriction with a reason for the log', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gt')
  await user.click(await screen.findByRole('button', { name: 'Proposed 1' }))
  await screen.findByRole('heading', { level: 2, name: 'All of Joel Sutter' })
  await user.keyboard('c')
  const confirm = await screen.findByRole('dialog', { name: 'Confirm this restriction' })
  await within(confirm).findByText('approved contacts')
  await checkA11y()
  await user.click(within(confirm).getByRole('button', { name: 'Confirm' }))
  expect(await screen.findByText('No proposals wait')).toBeDefined()
  expect(callsOf(fake, 'restrictions.confirm')).toEqual([{ id: fakeId(12, 5), version: 1 }])

  await user.click(screen.getByRole('button', { name: /^Current/ }))
  await screen.findByRole('heading', { level: 2, name: 'Dana Whitfield and Marcus Reed' })
  await user.keyboard('l')
  const lift = await screen.findByRole('dialog', { name: 'Lift this restriction' })
  await user.type(within(lift).getByRole('textbox'), 'Order withdrawn')
  await user.click(within(lift).getByRole('button', { name: 'Lift' }))
  await waitFor(() =>
    expect(callsOf(fake, 'restrictions.lift')).toEqual([{ id: fakeId(12, 1), version: 1, note: 'Order withdrawn' }]),
  )
})

test('an officer proposes and is offered neither lifting nor a lockdown', async () => {
  const { user, fake } = await renderAndCheckA11y()
  await user.keyboard('gt')
  await screen.findByRole('heading', { level: 2, name: /Dana Whitfield/ })
  expect(screen.queryByRole('button', { name: 'Lock down a unit' })).toBeNull()
  expect(screen.getByRole('button', { name: 'Lift' }).getAttribute('aria-disabled')).toBe('true')
  await user.keyboard('n')
  const dialog = await screen.findByRole('dialog', { name: /New restriction/ })
  await user.click(within(dialog).getByText('Facility'))
  await user.type(within(dialog).getByRole('textbox', { name: /Reason, for staff/ }), 'Power cut')
  await user.click(within(dialog).getByRole('button', { name: 'See what it will stop' }))
  await user.type(await screen.findByRole('textbox', { name: /Type the name/ }), 'Pine Hollow Detention Center')
  await user.click(screen.getByRole('button', { name: 'Propose' }))
  await waitFor(() => expect(callsOf(fake, 'restrictions.propose')).toHaveLength(1))
})

test('a profile hands its person over to a new restriction', async () => {
  const { user } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gp')
  await screen.findByRole('textbox', { name: 'Find a person' })
  await user.keyboard('/paul amadi{Enter}')
  await screen.findByRole('heading', { level: 2, name: /Paul Amadi/ })
  await user.keyboard('t')
  const dialog = await screen.findByRole('dialog', { name: /New restriction/ })
  expect(within(dialog).getByRole('combobox', { name: 'Individual' })).toHaveProperty(
    'value',
    'Paul Amadi · 2026-08102',
  )
})
