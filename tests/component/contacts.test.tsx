import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { callsOf, renderAndCheckA11y } from '../support/console.tsx'
import { fakeId } from '../support/fake-facility.ts'

test('selected requests are denied together with a reason by key', async () => {
  const { user, fake } = await renderAndCheckA11y()
  await user.keyboard('gc')
  await screen.findByRole('heading', { level: 2, name: /Teresa Holt wants to write to/ })
  await user.keyboard('x{Shift>}{ArrowDown}{ArrowDown}{/Shift}d')
  await screen.findByRole('dialog', { name: 'Deny 3 contacts' })
  await user.keyboard('2')
  await waitFor(() => expect(callsOf(fake, 'contacts.decide')).toHaveLength(1))
  const [call] = callsOf(fake, 'contacts.decide') as { kind: string; items: unknown[]; reasonId: string }[]
  expect(call).toMatchObject({ kind: 'deny', reasonId: fakeId(5, 7) })
  expect(call?.items).toHaveLength(3)
})

test('a denied contact is reopened and stands among the requests again', async () => {
  const { user, fake } = await renderAndCheckA11y()
  await user.keyboard('gc')
  await user.click(await screen.findByRole('button', { name: /^Denied/ }))
  await screen.findByRole('button', { name: /^Reopen/ })
  await screen.findByRole('heading', { level: 2, name: /Teresa Holt/ })
  await user.keyboard('o')
  await waitFor(() => expect(callsOf(fake, 'contacts.decide')).toMatchObject([{ kind: 'reopen' }]))
})

test('a supervisor marks a contact as privileged with its evidence; it then stands in the list that is reviewed', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gc')
  await user.click(await screen.findByRole('button', { name: /^Approved/ }))
  await screen.findByRole('button', { name: 'Revoke' })
  await screen.findByRole('button', { name: /^Mark privileged/ })
  await user.keyboard('p')
  const dialog = await screen.findByRole('dialog', { name: 'Mark this contact as privileged' })
  const mark = within(dialog).getByRole('button', { name: 'Mark privileged' })
  expect(mark).toHaveProperty('disabled', true)
  await user.type(within(dialog).getByRole('textbox', { name: /^Number/ }), '48.213')
  await user.type(within(dialog).getByRole('textbox', { name: /^Office/ }), 'Calder & Lund')
  await checkA11y()
  await user.click(mark)
  expect(await screen.findByText('48.213')).toBeDefined()
  expect(screen.getByText(/privileged: content withheld/)).toBeDefined()
  expect(callsOf(fake, 'contacts.markPrivileged')).toMatchObject([
    { evidence: { kind: 'attorney', number: '48.213', office: 'Calder & Lund' } },
  ])
  await user.click(screen.getByRole('button', { name: 'Privileged' }))
  expect(await screen.findByText('review due')).toBeDefined()
  await checkA11y()
})

test('an officer is not offered to mark a contact as privileged', async () => {
  const { user } = await renderAndCheckA11y()
  await user.keyboard('gc')
  await user.click(await screen.findByRole('button', { name: /^Approved/ }))
  await screen.findByRole('button', { name: 'Revoke' })
  expect(screen.queryByRole('button', { name: /Mark privileged/ })).toBeNull()
})

const list = (bad: readonly number[]) =>
  new File(
    [
      'member_number,booking_number,relationship\n',
      ...Array.from({ length: 20 }, (_, n) => `${bad.includes(n + 2) ? 'M-0' : `M-${n + 1}`},2026-08000,Aunt\n`),
    ],
    'approved.csv',
    { type: 'text/csv' },
  )

test('a list with bad lines shows each by its number and cannot be applied; without them it can', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y()
  await user.keyboard('gc')
  await screen.findByRole('heading', { level: 2, name: /Teresa Holt/ })
  await user.keyboard('i')
  const dialog = await screen.findByRole('dialog', { name: /Import a list/ })
  const field = () => dialog.querySelector('input[type="file"]') as HTMLInputElement
  await user.upload(field(), list([4, 17]))
  const bad = await within(dialog).findByRole('list', { name: 'Lines that cannot be taken' })
  expect(
    within(bad)
      .getAllByRole('listitem')
      .map((line) => line.textContent),
  ).toEqual(['4no member has this number', '17no member has this number'])
  expect(within(dialog).getByRole('button', { name: /^Apply/ })).toHaveProperty('disabled', true)
  await checkA11y()
  await user.upload(field(), list([]))
  const apply = await within(dialog).findByRole('button', { name: 'Apply 19 changes' })
  await waitFor(() => expect(apply).toHaveProperty('disabled', false))
  expect(callsOf(fake, 'contacts.import')).toHaveLength(2)
  await user.click(apply)
  expect(await within(dialog).findByText('19 changes applied.')).toBeDefined()
  expect(callsOf(fake, 'contacts.import').at(-1)).toMatchObject({ digest: 'looked-at' })
})

test('without the line a list is refused with the reason', async () => {
  const { user, fake } = await renderAndCheckA11y()
  fake.sync = { ...fake.sync, connection: 'offline', offlineSince: new Date().toISOString() }
  await user.keyboard('gc')
  await screen.findByRole('heading', { level: 2, name: /Teresa Holt/ })
  await user.keyboard('i')
  const dialog = await screen.findByRole('dialog', { name: /Import a list/ })
  await user.upload(dialog.querySelector('input[type="file"]') as HTMLInputElement, list([]))
  expect((await within(dialog).findByRole('alert')).textContent).toMatch(/cannot be reached/)
})
