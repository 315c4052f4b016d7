import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { callsOf, renderAndCheckA11y } from '../support/console.tsx'
import { fakeId } from '../support/fake-facility.ts'

test('a pending contact is denied with a reason by key, and the denial can be taken back', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y()
  await user.keyboard('gc')
  await screen.findByRole('heading', { level: 2, name: /Teresa Holt wants to write to/ })
  await checkA11y()
  await user.keyboard('d')
  const dialog = await screen.findByRole('dialog', { name: 'Deny this contact' })
  expect(dialog.textContent).toContain('The relationship could not be verified')
  await user.keyboard('1')
  expect((await screen.findByTestId('undo-toast')).textContent).toContain('Contact denied “Relationship not verified”')
  expect(callsOf(fake, 'contacts.decide')).toMatchObject([{ kind: 'deny', reasonId: fakeId(5, 6) }])
  await user.keyboard('u')
  await waitFor(() => expect(callsOf(fake, 'contacts.undo')).toHaveLength(1))
})

test('a supervisor adds a rule to a draft, sees the difference, and proposes it', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gu')
  await screen.findByText(/In force: version 12/)
  await checkA11y()
  await user.keyboard('n')
  const form = await screen.findByRole('dialog', { name: 'Add a rule' })
  await user.type(within(form).getByRole('textbox', { name: 'Name' }), 'Young contacts wait')
  await user.click(within(form).getByRole('combobox', { name: 'When' }))
  await user.click(await screen.findByRole('option', { name: 'the contact is new' }))
  await user.click(within(form).getByRole('combobox', { name: 'Then' }))
  await user.click(await screen.findByRole('option', { name: 'delay it' }))
  await user.click(within(form).getByRole('button', { name: 'Keep in the draft' }))
  expect((await screen.findAllByText(/Rule added: Young contacts wait/)).length).toBe(1)
  expect(screen.getByText('draft, 1 change')).toBeDefined()

  await user.click(screen.getByRole('button', { name: 'Propose for publishing' }))
  const dialog = await screen.findByRole('dialog', { name: 'Propose this draft' })
  await user.type(within(dialog).getByRole('textbox'), 'Three weeks of experience')
  await user.click(within(dialog).getByRole('button', { name: 'Propose for publishing' }))
  await waitFor(() => expect(callsOf(fake, 'rules.propose')).toHaveLength(1))
  expect(callsOf(fake, 'rules.propose')).toMatchObject([
    { basedOn: 12, content: { rules: { 5: { name: 'Young contacts wait', action: { kind: 'delay', minutes: 60 } } } } },
  ])
  expect(await screen.findByText('You proposed this; another supervisor publishes it.')).toBeDefined()
})

test('the live test marks the terms of a sample as screening would', async () => {
  const { user } = await renderAndCheckA11y()
  await user.keyboard('gu')
  await user.type(await screen.findByRole('textbox', { name: 'Sample text' }), 'ask about the k i t e s')
  expect(await screen.findByText('1 match')).toBeDefined()
  expect(document.querySelector('mark')?.textContent).toContain('k i t e s')
})

test('officers read the rules and are offered no change', async () => {
  const { user, checkA11y } = await renderAndCheckA11y()
  await user.keyboard('gu')
  await screen.findByText('You can read the rules; supervisors change them.')
  expect(screen.queryByRole('switch')).toBeNull()
  expect(screen.queryByRole('button', { name: /Publish|Propose|Add a rule/ })).toBeNull()
  await checkA11y()
})

test('a sync issue says what was wanted, what happened instead and by whom, and leaves when dismissed', async () => {
  const { user, checkA11y } = await renderAndCheckA11y({
    issues: [
      {
        commandId: fakeId(30, 1),
        kind: 'message.reject',
        target: fakeId(4, 1),
        subject: 'Dana Whitfield → Marcus Reed',
        reasonId: fakeId(5, 1),
        at: '2026-11-23T10:00:00.000Z',
        outcome: {
          what: 'conflict',
          winner: {
            by: 'Ofc. J. Lane',
            at: '2026-11-23T09:59:00.000Z',
            what: 'approve',
            state: 'delivered',
            version: 2,
          },
        },
      },
    ],
  })
  await user.click(screen.getByRole('button', { name: '1 sync issue' }))
  const drawer = await screen.findByRole('dialog', { name: 'Sync issues' })
  expect(drawer.textContent).toContain('Reject · Contraband')
  expect(drawer.textContent).toContain('Ofc. J. Lane decided first: approved')
  await checkA11y()
  await user.click(within(drawer).getByRole('button', { name: 'Dismiss' }))
  expect(await within(drawer).findByText('Everything you decided was applied.')).toBeDefined()
})

test('the top bar tells that the line is down and how many decisions wait', async () => {
  const { fake } = await renderAndCheckA11y()
  fake.sync = {
    ...fake.sync,
    connection: 'offline',
    offlineSince: new Date(Date.now() - 120_000).toISOString(),
    waiting: 3,
  }
  fake.emit('sync', fake.sync)
  const line = screen.getByTestId('connection')
  await waitFor(() => expect(line.textContent).toBe('Offline for 2 m · 3 decisions waiting'))
  expect(screen.getByText(/You are working offline/)).toBeDefined()
})

test('an administrator is shown only the rooms that are open to them', async () => {
  const { user, fake } = await renderAndCheckA11y({ role: 'administrator', rows: false })
  expect(await screen.findByRole('heading', { level: 1, name: 'Delivery rules' })).toBeDefined()
  const rail = screen.getByRole('navigation', { name: 'Rooms' })
  expect(
    within(rail)
      .getAllByRole('button')
      .map((button) => button.textContent),
  ).toEqual(['Rules'])
  await user.keyboard('gr')
  expect(screen.getByRole('heading', { level: 1, name: 'Delivery rules' })).toBeDefined()
  expect(callsOf(fake, 'review.list')).toEqual([])
})
