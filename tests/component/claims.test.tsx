import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { ClaimState } from '../../shared/console/claims.ts'
import { callsOf, type OpenedConsole, renderAndCheckA11y } from '../support/console.tsx'

const heading = () => screen.getByRole('heading', { level: 2 }).textContent
const lane = { id: '00000009-0000-7000-8000-000000000002', name: 'Ofc. J. Lane' }
const me = { id: '00000009-0000-7000-8000-000000000001', name: 'Ofc. R. Maddox' }

async function opened(options: Parameters<typeof renderAndCheckA11y>[0] = {}) {
  const console = await renderAndCheckA11y(options)
  await waitFor(() => expect(heading()).toContain('Teresa Holt'))
  const { active } = console.stores.queue.getState()
  if (active === null) throw new Error('nothing is open')
  return { ...console, active }
}
const tell = ({ fake }: Pick<OpenedConsole, 'fake'>, ...claims: ClaimState[]) =>
  fake.emit('claims', { claims, present: [me, lane] })
const claimOf = (messageId: string, mine: boolean, milliseconds = 92_000): ClaimState => ({
  messageId,
  by: mine ? me : lane,
  mine,
  milliseconds,
})
const bar = () => screen.getByRole('toolbar', { name: 'Decide' })
const approve = () => within(bar()).getByRole('button', { name: /^Approve/ })

test('the message on screen is claimed, and given back when the next one is opened', async () => {
  const { user, fake, active } = await opened()
  await waitFor(() => expect(callsOf(fake, 'review.claim')).toEqual([{ id: active }]))
  tell({ fake }, claimOf(active, true))
  await waitFor(() => expect(bar().textContent).toMatch(/Claimed by you · 1:3\d/))
  await user.keyboard('j')
  await waitFor(() => expect(callsOf(fake, 'review.release')).toEqual([{ id: active }]))
})

test('what a colleague works on says so on its row and cannot be decided by an officer', async () => {
  const { user, fake, active, checkA11y } = await opened()
  tell({ fake }, claimOf(active, false))
  await waitFor(() => expect(bar().textContent).toMatch(/Ofc\. J\. Lane is reviewing this · 1:3\d left/))
  const row = screen.getAllByRole('row').find((each) => each.textContent?.includes('Teresa Holt'))
  expect(row?.textContent).toMatch(/Ofc\. J\. Lane reviewing · 1:3\d/)
  expect(within(bar()).getByRole('status').textContent).toBe('Ofc. J. Lane is reviewing this')
  expect(approve().getAttribute('aria-disabled')).toBe('true')
  await user.keyboard('a')
  await user.click(approve())
  expect(callsOf(fake, 'review.decide')).toEqual([])
  await checkA11y()

  tell({ fake })
  await waitFor(() => expect(approve().getAttribute('aria-disabled')).toBe('false'))
  await user.keyboard('a')
  await waitFor(() => expect(callsOf(fake, 'review.decide')).toHaveLength(1))
})

test('a supervisor is told the same and may decide', async () => {
  const { user, fake, active } = await opened({ role: 'supervisor' })
  tell({ fake }, claimOf(active, false))
  await waitFor(() => expect(bar().textContent).toContain('You may decide it nevertheless'))
  await user.keyboard('a')
  await waitFor(() => expect(callsOf(fake, 'review.decide')).toHaveLength(1))
})

test('a claim that lapses, or that a colleague has now, is told in place', async () => {
  const { fake, active } = await opened()
  const status = () => within(bar()).getByRole('status').textContent
  tell({ fake }, claimOf(active, true))
  await waitFor(() => expect(bar().textContent).toContain('Claimed by you'))
  expect(status()).toBe('')
  tell({ fake })
  await waitFor(() => expect(status()).toBe('Your claim has lapsed: others can take this message'))
  expect(approve().getAttribute('aria-disabled')).toBe('false')
  tell({ fake }, claimOf(active, false))
  await waitFor(() => expect(status()).toBe('Your claim has ended: Ofc. J. Lane is reviewing this'))
  tell({ fake }, claimOf(active, true))
  await waitFor(() => expect(status()).toBe(''))
})

test('an investigator claims nothing', async () => {
  const { user, fake } = await opened({ role: 'investigator' })
  await user.keyboard('jk')
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(callsOf(fake, 'review.claim')).toEqual([])
})

test('the account menu names who else is on line', async () => {
  const { user, fake, checkA11y } = await opened()
  tell({ fake })
  await user.click(screen.getByRole('button', { name: /Ofc\. R\. Maddox/ }))
  const menu = await screen.findByRole('dialog')
  expect(menu.textContent).toContain('On line nowOfc. J. Lane')
  await checkA11y()
})
