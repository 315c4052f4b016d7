import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderAndCheckA11y } from '../support/console.tsx'

test('a wrong password is refused with a sentence, and the right one opens the queue', async () => {
  const { user } = await renderAndCheckA11y({ signedIn: false })
  await user.type(screen.getByLabelText('Name'), 'maddox')
  await user.type(screen.getByLabelText('Password'), 'wrong')
  await user.click(screen.getByRole('button', { name: 'Sign in' }))
  expect((await screen.findByRole('alert')).textContent).toBe('The name or the password is not right.')

  await user.type(screen.getByLabelText('Password'), 'right')
  await user.click(screen.getByRole('button', { name: 'Sign in' }))
  expect(await screen.findByRole('navigation', { name: 'Rooms' })).toBeDefined()
})

test('the sign-in screen speaks Spanish when asked', async () => {
  const { user } = await renderAndCheckA11y({ signedIn: false })
  await user.click(screen.getByText('Español'))
  expect(await screen.findByRole('button', { name: 'Iniciar sesión' })).toBeDefined()
  expect(document.documentElement.lang).toBe('es')
})
