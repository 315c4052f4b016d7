import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { callsOf, type OpenedConsole, renderAndCheckA11y } from '../support/console.tsx'

const heading = () => screen.getByRole('heading', { level: 2 }).textContent
const rowOf = (name: string) =>
  within(screen.getByRole('grid', { name: 'Messages in the queue' }))
    .getAllByRole('row')
    .find((row) => row.textContent?.includes(name))

async function opened(options: Parameters<typeof renderAndCheckA11y>[0] = {}): Promise<OpenedConsole> {
  const console = await renderAndCheckA11y(options)
  await waitFor(() => expect(heading()).toContain('Teresa Holt'))
  return console
}

test('a hold says until when and for whom before its reason decides, and what that will do', async () => {
  const { user, fake, checkA11y } = await opened()
  await user.keyboard('h')
  const dialog = await screen.findByRole('dialog', { name: 'Hold this message' })
  await user.click(within(dialog).getByRole('combobox', { name: 'Until' }))
  await user.click(await screen.findByRole('option', { name: '4 hours' }))
  await user.click(within(dialog).getByRole('combobox', { name: 'For' }))
  await user.click(await screen.findByRole('option', { name: 'Ofc. J. Lane' }))
  const happens = within(dialog).getByText('What will happen').parentElement?.textContent
  expect(happens).toMatch(/not delivered before .*, then back in the queue/)
  expect(happens).toContain('stands under “Assigned to me” of Ofc. J. Lane')
  await checkA11y()
  await user.click(
    within(dialog)
      .getAllByRole('button', { name: /./ })
      .find((each) => each.className === 'sp-reason') as HTMLElement,
  )
  await waitFor(() => expect(callsOf(fake, 'review.decide')).toHaveLength(1))
  const [input] = callsOf(fake, 'review.decide') as { until: string; assignTo: string }[]
  expect(Date.parse(input?.until ?? '') - Date.now()).toBeGreaterThan(3.9 * 3_600_000)
  expect(input?.assignTo).toMatch(/2$/)
})

test('T takes a message, which its row and heading then say, and T gives it back', async () => {
  const { user, fake } = await opened()
  await user.keyboard('t')
  await waitFor(() => expect(rowOf('Teresa Holt')?.textContent).toContain('for Ofc. R. Maddox'))
  expect((await screen.findByTestId('undo-toast')).textContent).toContain('Yours now')
  await user.keyboard('t')
  await waitFor(() => expect(callsOf(fake, 'review.assign')).toMatchObject([{}, { to: null }]))
  await waitFor(() => expect(rowOf('Teresa Holt')?.textContent).not.toContain('for Ofc. R. Maddox'))
})

test('a supervisor assigns what is selected to somebody by one key', async () => {
  const { user, fake, checkA11y } = await opened({ role: 'supervisor' })
  await user.keyboard('x{Shift>}{ArrowDown}{/Shift}{Shift>}t{/Shift}')
  const dialog = await screen.findByRole('dialog', { name: 'Assign 2 messages' })
  await within(dialog).findByRole('button', { name: /Ofc\. J\. Lane/ })
  await checkA11y()
  await user.keyboard('3')
  await waitFor(() => expect(callsOf(fake, 'review.assign')).toMatchObject([{ items: [{}, {}] }]))
  await waitFor(() => expect(rowOf('Teresa Holt')?.textContent).toContain('for Ofc. J. Lane'))
})

test('an officer is offered nobody else’s message', async () => {
  const { user, fake } = await opened()
  const [first] = fake.facility.messages
  if (!first) throw new Error('The facility is too small.')
  first.assignedTo = '00000009-0000-7000-8000-000000000002'
  fake.emit('changed', { changes: [{ topic: 'messages', ids: [first.id], everything: false }] })
  await waitFor(() => expect(rowOf('Teresa Holt')?.textContent).toContain('for Ofc. J. Lane'))
  await user.keyboard('t{Shift>}t{/Shift}')
  expect(callsOf(fake, 'review.assign')).toEqual([])
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('a view is saved under a name, chosen, renamed and deleted', async () => {
  const { user, stores, checkA11y } = await opened({ role: 'supervisor' })
  stores.review.getState().setFilter({ direction: 'inbound' })
  const menu = async () => {
    await user.click(screen.getByRole('button', { name: /^Saved views/ }))
    return screen.findByRole('menu')
  }
  await user.click(within(await menu()).getByRole('menuitem', { name: 'Save this view…' }))
  const save = await screen.findByRole('dialog', { name: 'Save this view…' })
  await user.type(within(save).getByRole('textbox', { name: 'Name of the view' }), 'Incoming')
  await user.click(within(save).getByText('The facility’s'))
  await checkA11y()
  await user.click(within(save).getByRole('button', { name: 'Save' }))
  await screen.findByRole('button', { name: 'Saved views: Incoming' })

  stores.review.getState().setFilter({})
  await screen.findByRole('button', { name: 'Saved views' })
  await user.click(within(await menu()).getByRole('menuitem', { name: 'Incoming' }))
  expect(stores.review.getState().filter).toEqual({ direction: 'inbound' })
  await user.click(within(await menu()).getByRole('menuitem', { name: 'Change the view “Incoming”' }))
  const edit = await screen.findByRole('dialog', { name: 'Change the view “Incoming”' })
  await user.clear(within(edit).getByRole('textbox', { name: 'Name of the view' }))
  await user.type(within(edit).getByRole('textbox', { name: 'Name of the view' }), 'From outside{Enter}')
  await screen.findByRole('button', { name: 'Saved views: From outside' })
  await user.click(within(await menu()).getByRole('menuitem', { name: 'Change the view “From outside”' }))
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete' }))
  await screen.findByRole('button', { name: 'Saved views' })
})

test('rows show what is chosen, and each queue tells its count and its oldest', async () => {
  const { user, desk, checkA11y } = await opened()
  const tabs = screen.getByRole('navigation', { name: 'Queue' })
  expect(within(tabs).getByRole('button', { name: /^Needs review/ }).textContent).toMatch(/\d+ · oldest \d+ (m|h|d)/)
  expect(desk.asked.some((each) => /^badge [1-9]/.test(each))).toBe(true)
  expect(rowOf('Dana Whitfield')?.textContent).toMatch(/contraband/i)
  await user.click(screen.getByRole('button', { name: 'Saved views' }))
  const flags = await screen.findByRole('menuitemcheckbox', { name: 'Watchlist matches' })
  await checkA11y()
  await user.click(flags)
  await waitFor(() => expect(rowOf('Dana Whitfield')?.textContent).not.toMatch(/Contraband/))
})
