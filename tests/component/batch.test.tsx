import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { callsOf, type OpenedConsole, renderAndCheckA11y } from '../support/console.tsx'

const heading = () => screen.getByRole('heading', { level: 2 }).textContent
const counts = { waiting: 0, applied: 0, conflict: 0, refused: 0, refused_here: 0, undone: 0 }

async function rejectTwo({ user }: Pick<OpenedConsole, 'user'>) {
  await waitFor(() => expect(heading()).toContain('Teresa Holt'))
  await user.keyboard('x{Shift>}{ArrowDown}{/Shift}{Shift>}r{/Shift}')
  const dialog = await screen.findByRole('dialog', { name: 'Reject 2 messages' })
  await within(dialog).findByText('Credits to refund')
  await user.keyboard('1{Enter}')
  await screen.findByTestId('undo-toast')
}

test('what a batch did is shown message by message, and one of them leads to where it stands', async () => {
  const opened = await renderAndCheckA11y()
  const { user, checkA11y, stores } = opened
  await rejectTwo(opened)
  await user.keyboard('{Shift>}b{/Shift}')
  const page = await screen.findByRole('region', { name: 'Batches' })
  await within(page).findByRole('heading', { name: '2 rejected' })
  const rows = within(within(page).getByRole('grid', { name: 'Messages of the batch' })).getAllByRole('row')
  expect(rows).toHaveLength(2)
  await waitFor(() => expect(rows[0]?.textContent).toContain('doneTeresa Holt → Andre Holt'))
  await checkA11y()
  await user.keyboard('{ArrowDown}{Enter}')
  await waitFor(() => expect(heading()).toContain('Dana Whitfield'))
  expect(stores.review.getState().queue).toBe('decided')
})

test('without a batch the page says what will stand there, and leads back to the queue', async () => {
  const { user, checkA11y } = await renderAndCheckA11y()
  await user.keyboard('{Shift>}b{/Shift}')
  const page = await screen.findByRole('region', { name: 'Batches' })
  await within(page).findByText('Messages that you decide together are listed here, each with its result.')
  await checkA11y()
  await user.click(within(page).getByRole('button', { name: 'Back to the queue' }))
  expect(await screen.findByRole('grid', { name: 'Messages in the queue' })).toBeDefined()
})

test('what central refuses of a batch comes back where it stood, selected, and the strip counts it', async () => {
  const opened = await renderAndCheckA11y()
  const { fake, stores, user } = opened
  await rejectTwo(opened)
  const [decided] = callsOf(fake, 'review.decideBatch') as { batchId: string }[]
  const batchId = decided?.batchId ?? ''
  const [first, second] = fake.facility.messages
  if (!first || !second) throw new Error('The facility is too small.')
  const tell = (more: Partial<typeof counts>, failed: string[]) =>
    act(() =>
      fake.emit('batch', {
        batchId,
        kind: 'reject',
        done: 2,
        total: 2,
        counts: { ...counts, ...more },
        failed: failed.map((id) => ({ id, outcome: 'refused', code: 'claimed', by: 'Ofc. J. Lane' })),
      }),
    )
  tell({ waiting: 2 }, [])
  const strip = await screen.findByTestId('batch-strip')
  expect(strip.textContent).toContain('0 of 2 answered')
  tell({ applied: 1, refused: 1 }, [second.id])
  await waitFor(() => expect(strip.textContent).toContain('all answered · 1 did not go through'))
  expect([...stores.queue.getState().selected]).toEqual([second.id])
  expect(stores.queue.getState().ids.indexOf(second.id)).toBe(1)
  await user.click(within(strip).getByRole('button', { name: 'Dismiss' }))
  await waitFor(() => expect(screen.queryByTestId('batch-strip')).toBeNull())
})

test('several are held together until a time and for a person, and the dialog says what that will do', async () => {
  const { fake, user, checkA11y } = await renderAndCheckA11y()
  await waitFor(() => expect(heading()).toContain('Teresa Holt'))
  await user.keyboard('x{Shift>}{ArrowDown}{/Shift}{Shift>}h{/Shift}')
  const dialog = await screen.findByRole('dialog', { name: 'Hold 2 messages' })
  await user.click(await within(dialog).findByRole('combobox', { name: 'Until' }))
  await user.click(await screen.findByRole('option', { name: '4 hours' }))
  await user.click(within(dialog).getByRole('combobox', { name: 'For' }))
  await user.click(await screen.findByRole('option', { name: 'Ofc. J. Lane' }))
  expect(dialog.textContent).toContain('not delivered before')
  expect(dialog.textContent).toContain('stands under “Assigned to me” of Ofc. J. Lane')
  await checkA11y()
  const before = Date.now()
  await user.click(within(dialog).getByRole('button', { name: /Contraband/ }))
  await user.click(within(dialog).getByRole('button', { name: 'Hold 2 messages' }))
  await screen.findByTestId('undo-toast')
  const [held] = callsOf(fake, 'review.decideBatch') as { until: string; assignTo: string }[]
  const length = Date.parse(held?.until ?? '') - before
  expect(length).toBeGreaterThan(4 * 3_600_000 - 60_000)
  expect(length).toBeLessThanOrEqual(4 * 3_600_000)
  const messages = fake.facility.messages.filter((each) => each.state === 'held' && each.assignedTo === held?.assignTo)
  expect(messages).toHaveLength(2)
})
