import { act, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { callsOf, renderAndCheckA11y } from '../support/console.tsx'

const heading = () => screen.getByRole('heading', { level: 2 }).textContent
const sheet = () => document.querySelector('.sp-print')

test('a message is printed by key with who printed it and when above it, and the page is as before afterwards', async () => {
  const { user, fake, desk, checkA11y } = await renderAndCheckA11y()
  await waitFor(() => expect(heading()).toContain('Teresa Holt'))
  await user.keyboard('p')
  await waitFor(() => expect(desk.asked).toContain('print'))
  const text = fake.facility.messages[0]?.text ?? '?'
  expect(sheet()?.querySelector('header')?.textContent).toContain('Printed by Ofc. R. Maddox')
  expect(sheet()?.querySelector('.sp-print-text')?.textContent).toBe(text)
  expect(callsOf(fake, 'review.print')).toMatchObject([{ scope: 'message' }])
  await checkA11y()
  act(() => void window.dispatchEvent(new Event('afterprint')))
  expect(sheet()).toBeNull()
})

test('a thread is printed from the menu, which says what is not on the paper', async () => {
  const { user, desk } = await renderAndCheckA11y()
  await waitFor(() => expect(heading()).toContain('Teresa Holt'))
  await user.click(screen.getByRole('button', { name: 'More' }))
  await user.click(await screen.findByRole('menuitem', { name: /^Thread/ }))
  await waitFor(() => expect(desk.asked).toContain('print'))
  expect(sheet()?.textContent).toContain('3 earlier messages are not on this paper.')
})

test('O goes to the profile of the sender, and both names lead to theirs', async () => {
  const { user, stores } = await renderAndCheckA11y()
  await waitFor(() => expect(heading()).toContain('Teresa Holt'))
  await user.keyboard('o')
  const { room, profile } = stores.rooms.getState()
  expect([room, profile?.kind]).toEqual(['people', 'member'])
  act(() => stores.rooms.getState().go('review'))
  await user.click(await screen.findByRole('button', { name: 'Open the profile of Andre Holt' }))
  expect(stores.rooms.getState().profile?.kind).toBe('individual')
})
