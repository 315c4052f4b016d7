import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { callsOf, renderAndCheckA11y } from '../support/console.tsx'

const heading = () => screen.getByRole('heading', { level: 2 }).textContent
const rowOf = (name: string) =>
  within(screen.getByRole('grid', { name: 'Messages in the queue' }))
    .getAllByRole('row')
    .find((row) => row.textContent?.includes(name))

test('one key approves and the next message is on screen at once; U takes it back', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y()
  await waitFor(() => expect(heading()).toContain('Teresa Holt'))
  await user.keyboard('a')
  await waitFor(() => expect(heading()).toContain('Dana Whitfield'))
  expect(await screen.findByTestId('undo-toast')).toBeDefined()
  expect(rowOf('Teresa Holt → Andre Holt')).toBeUndefined()
  await checkA11y()

  await user.keyboard('u')
  await waitFor(() => expect(heading()).toContain('Teresa Holt'))
  expect(callsOf(fake, 'review.undo')).toHaveLength(1)
})

test('rejecting asks for a reason, says what will happen, and one more key decides', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y()
  await waitFor(() => expect(heading()).toContain('Teresa Holt'))
  await user.keyboard('jr')
  const dialog = await screen.findByRole('dialog', { name: 'Reject this message' })
  expect(dialog.textContent).toContain('not delivered · 50 credits back to Dana Whitfield')
  expect(dialog.textContent).toContain('Dana Whitfield is told: “Contraband”')
  await checkA11y()

  await user.keyboard('1')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const toast = await screen.findByTestId('undo-toast')
  expect(toast.textContent).toContain('Rejected “Contraband” · 50 credits back to Dana Whitfield')
  expect(callsOf(fake, 'review.decide')).toMatchObject([{ kind: 'reject', items: [{ version: 1 }] }])
})

test('no shortcut fires while somebody types, or when single keys are switched off', async () => {
  const { user, fake } = await renderAndCheckA11y({ settings: { singleKeyShortcuts: false } })
  await user.keyboard('a')
  await user.type(screen.getByRole('textbox', { name: 'Name or number' }), 'area')
  expect(callsOf(fake, 'review.decide')).toEqual([])
})

test('a refused decision comes back with an explanation', async () => {
  const { user, fake } = await renderAndCheckA11y()
  await waitFor(() => expect(heading()).toContain('Teresa Holt'))
  const [first] = fake.facility.messages
  if (first) first.state = 'delivered'
  await user.keyboard('a')
  const notice = await screen.findByTestId('notice')
  expect(notice.textContent).toContain('Teresa Holt → Andre Holt: The message is not in a state')
  await waitFor(() => expect(rowOf('Teresa Holt → Andre Holt')).toBeDefined())
})

test('new messages wait behind a chip, and an item decided elsewhere greys out where it is', async () => {
  const { user, fake } = await renderAndCheckA11y()
  await waitFor(() => expect(rowOf('Dana Whitfield → Marcus Reed')).toBeDefined())
  const [, second, ...rest] = fake.facility.messages
  const held = rest.find((message) => message.state === 'held')
  if (!second || !held) throw new Error('The facility is too small.')
  second.state = 'delivered'
  held.state = 'pending_review'
  fake.emit('changed', { changes: [{ topic: 'messages', ids: [second.id, held.id], everything: false }] })
  await waitFor(() => expect(rowOf('Dana Whitfield → Marcus Reed')?.textContent).toContain('approved by Ofc. J. Lane'))
  expect(await screen.findByRole('button', { name: 'Show 1 new' })).toBeDefined()
  await user.keyboard('.')
  await waitFor(() => expect(rowOf('Dana Whitfield → Marcus Reed')).toBeUndefined())
})

test('a batch is confirmed with how it divides, and is taken back as one', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y()
  await waitFor(() => expect(heading()).toContain('Teresa Holt'))
  await user.keyboard('x{Shift>}{ArrowDown}{/Shift}')
  expect(screen.getByText('2 selected')).toBeDefined()
  await user.keyboard('{Shift>}r{/Shift}')
  const dialog = await screen.findByRole('dialog', { name: 'Reject 2 messages' })
  await within(dialog).findByText('Credits to refund')
  expect(within(dialog).getByText('100')).toBeDefined()
  await checkA11y()

  await user.keyboard('1')
  expect(within(dialog).getByRole('button', { name: 'Contraband' }).getAttribute('aria-pressed')).toBe('true')
  await user.keyboard('{Enter}')
  const toast = await screen.findByTestId('undo-toast')
  expect(toast.textContent).toContain('2 rejected')
  await user.keyboard('u')
  await waitFor(() => expect(rowOf('Teresa Holt → Andre Holt')).toBeDefined())
  expect(callsOf(fake, 'review.decideBatch')).toHaveLength(1)
})

test('flagged messages that nobody opened are left out of a batch approval by an officer', async () => {
  const { user, fake } = await renderAndCheckA11y()
  await waitFor(() => expect(heading()).toContain('Teresa Holt'))
  await user.keyboard('{Control>}a{/Control}{Shift>}a{/Shift}')
  const dialog = await screen.findByRole('dialog')
  expect((await within(dialog).findByText(/flagged messages were not opened/)).textContent).toContain(
    'They stay in the queue; the others are approved.',
  )
  const button = within(dialog).getByRole('button', { name: /^Approve \d+ messages$/ })
  await user.click(button)
  await screen.findByTestId('undo-toast')
  const [decided] = callsOf(fake, 'review.decideBatch') as { items: { id: string }[] }[]
  const flagged = fake.facility.messages.filter((message) => message.screening.matches.length > 0)
  const [opened, ...unopened] = flagged
  expect(decided?.items.map((item) => item.id)).toContain(opened?.id)
  expect(decided?.items.filter((item) => unopened.some((message) => message.id === item.id))).toEqual([])
})

test('a message of a privileged contact shows no content', async () => {
  const { user } = await renderAndCheckA11y()
  const row = await waitFor(() => {
    const found = rowOf('Nora Quill → Ben Quill')
    if (!found) throw new Error('not yet')
    return found
  })
  await user.click(row)
  expect((await screen.findAllByText('Content withheld')).length).toBeGreaterThan(0)
})

test('an investigator reads and notes but is offered no decision', async () => {
  const { user, fake } = await renderAndCheckA11y({ role: 'investigator' })
  expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull()
  await user.keyboard('a')
  expect(callsOf(fake, 'review.decide')).toEqual([])
  expect(screen.getByRole('button', { name: /^Note/ })).toBeDefined()
})

test('the focus is back on the queue after every dialog, decided or left', async () => {
  const { user } = await renderAndCheckA11y()
  const queue = screen.getByRole('grid', { name: 'Messages in the queue' })
  await waitFor(() => expect(document.activeElement).toBe(queue))
  for (const keys of ['r{Escape}', 'n{Escape}', 'x{Shift>}r{/Shift}{Escape}', 'h1']) {
    await user.keyboard(keys)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await waitFor(() => expect(document.activeElement).toBe(queue))
  }
})

test('the focus stays in the queue when its last message is decided, and when it is taken back', async () => {
  const { user } = await renderAndCheckA11y({
    prepare: ({ facility }) => {
      for (const message of facility.messages.slice(1)) message.state = 'delivered'
    },
  })
  await user.keyboard('a')
  await screen.findByText('Nothing waits here')
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Queue' })))
  await user.keyboard('u')
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('grid', { name: 'Messages in the queue' })))
})
