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

test('a sync issue leads to its message, where that stands now', async () => {
  const { user, stores } = await renderAndCheckA11y({
    issues: [
      {
        commandId: fakeId(30, 1),
        kind: 'message.reject',
        target: fakeId(4, 1),
        subject: 'Dana Whitfield → Marcus Reed',
        reasonId: null,
        at: '2026-11-23T10:00:00.000Z',
        outcome: { what: 'refused', code: 'claimed', sentence: '', by: 'Ofc. J. Lane' },
      },
    ],
  })
  await user.click(screen.getByRole('button', { name: '1 sync issue' }))
  const drawer = await screen.findByRole('dialog', { name: 'Sync issues' })
  await user.click(within(drawer).getByRole('button', { name: 'Open it' }))
  await waitFor(() => expect(stores.queue.getState().active).toBe(fakeId(4, 1)))
  expect(stores.rooms.getState().room).toBe('review')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
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
