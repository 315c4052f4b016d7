import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { callsOf, renderAndCheckA11y } from '../support/console.tsx'
import { fakeId } from '../support/fake-facility.ts'

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
  await user.click(await screen.findByRole('tab', { name: 'Watchlists' }))
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

test('a supervisor looks through the difference of a proposal before publishing it', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gu')
  const proposals = await screen.findByRole('region', { name: 'Proposals' })
  await within(proposals).findByText(/Rule changed: New contact/)
  expect(within(proposals).queryByRole('button', { name: 'Publish' })).toBeNull()
  await user.click(within(proposals).getByRole('button', { name: 'Look through and publish' }))
  const dialog = await screen.findByRole('dialog', { name: 'What this proposal changes' })
  expect(dialog.textContent).toContain('less than 14 days ago')
  expect(dialog.textContent).toContain('less than 30 days ago')
  await checkA11y()
  await user.click(within(dialog).getByRole('button', { name: 'Publish' }))
  await waitFor(() => expect(callsOf(fake, 'rules.publish')).toMatchObject([{ id: fakeId(10, 13), version: 1 }]))
  await screen.findByText(/In force: version 13/)
})

test('any two versions are compared, and an earlier one is proposed again', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gu')
  await user.click(await screen.findByRole('tab', { name: 'Versions' }))
  const pane = await screen.findByRole('region', { name: 'Difference between two versions' })
  // The version in force beside the one before it.
  await within(pane).findByText(/Rule added/)
  const list = screen.getByRole('navigation', { name: 'Versions of the rules' })
  await user.click(within(list).getByRole('button', { name: /^Version 11/ }))
  await within(pane).findByText(/Rule removed/)
  await checkA11y()
  await user.click(within(pane).getByRole('combobox', { name: 'Compared with' }))
  await user.click(await screen.findByRole('option', { name: 'Version 10' }))
  await waitFor(() => expect(within(pane).getByText(/Rule removed/)).toBeDefined())
  await user.click(within(pane).getByRole('button', { name: 'Roll back to this version' }))
  const dialog = await screen.findByRole('dialog', { name: 'Roll back to version 11' })
  expect(within(dialog).getByRole<HTMLTextAreaElement>('textbox').value).toBe('Back to version 11')
  await checkA11y()
  await user.click(within(dialog).getByRole('button', { name: 'Propose for publishing' }))
  await waitFor(() =>
    expect(callsOf(fake, 'rules.restore')).toEqual([
      { id: fakeId(10, 11), basedOn: 12, comment: 'Back to version 11' },
    ]),
  )
  await within(list).findByText('Back to version 11')
})
