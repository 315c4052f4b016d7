import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { callsOf, renderAndCheckA11y } from '../support/console.tsx'

test('the palette finds messages below the commands and opens one in the review room', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y()
  await user.keyboard('{Control>}k{/Control}')
  const palette = await screen.findByRole('dialog', { name: 'Search or command' })
  await user.type(within(palette).getByRole('textbox'), 'whitfield')
  const [hit] = await within(palette).findAllByRole('button', { name: /Whitfield/ })
  await checkA11y()
  expect(callsOf(fake, 'search.messages')).toContainEqual({ text: 'whitfield' })
  await user.click(hit as HTMLElement)
  await waitFor(() => expect(screen.getAllByRole('heading', { level: 2 })[0]?.textContent).toContain('Whitfield'))
})

test('the palette says so when neither a command nor a message is found', async () => {
  const { user } = await renderAndCheckA11y()
  await user.keyboard('{Control>}k{/Control}')
  const palette = await screen.findByRole('dialog', { name: 'Search or command' })
  await user.type(within(palette).getByRole('textbox'), 'qqqzzz')
  await within(palette).findByText('No command and no message found.')
})
