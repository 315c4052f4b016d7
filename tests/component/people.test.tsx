import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { callsOf, type OpenedConsole, renderAndCheckA11y } from '../support/console.tsx'
import { fakeId } from '../support/fake-facility.ts'

/** Goes to the people room and opens the profile of Marcus Reed by a part of his name. */
async function openMarcus({ user }: Pick<OpenedConsole, 'user'>): Promise<void> {
  await user.keyboard('gp')
  await screen.findByRole('textbox', { name: 'Find a person' })
  await user.keyboard('/reed marc{Enter}')
  await screen.findByRole('heading', { level: 2, name: /Marcus Reed/ })
}

test('a person is found by a part of the name, and the profile shows everything around them', async () => {
  const { user, checkA11y } = await renderAndCheckA11y()
  await openMarcus({ user })
  const profile = screen.getByRole('region', { name: 'Profile' })
  expect(within(profile).getByText('1,250 credits')).toBeDefined()
  expect(within(profile).getByText('$7.40')).toBeDefined()
  expect(within(profile).getByText('$20.15')).toBeDefined()
  expect(within(profile).getByText('watched: Gang list (gang)')).toBeDefined()
  expect(within(profile).getAllByText(/No-contact order/).length).toBe(1)
  expect(await within(profile).findByText('Who writes to whom')).toBeDefined()
  await within(profile).findByText(/As a table/)
  await checkA11y()
})

test('the picture of who writes to whom is made of buttons that open profiles, with the same people in a table', async () => {
  const { user } = await renderAndCheckA11y()
  await openMarcus({ user })
  await user.click(await screen.findByText(/As a table/))
  const table = screen.getAllByRole('table').at(-1) as HTMLElement
  expect(within(table).getAllByText('Dana Whitfield').length).toBeGreaterThan(0)
  await user.click(await screen.findByRole('button', { name: /^Member Dana Whitfield/ }))
  expect(await screen.findByRole('heading', { level: 2, name: /Dana Whitfield/ })).toBeDefined()
})

test('a thread opens inside the profile and its message in the review room', async () => {
  const { user, fake } = await renderAndCheckA11y()
  await openMarcus({ user })
  await user.click(screen.getByRole('button', { name: 'Thread with Dana Whitfield' }))
  // Looking at a thread never counts as having read its messages.
  await waitFor(() => expect(callsOf(fake, 'review.item').at(-1)).toMatchObject({ ahead: true }))
  await user.click((await screen.findAllByTitle('Open in Review'))[0] as HTMLElement)
  expect(await screen.findByRole('heading', { level: 1, name: 'Review' })).toBeDefined()
})

test('a note is kept and shown at once', async () => {
  const { user, fake } = await renderAndCheckA11y()
  await openMarcus({ user })
  await user.keyboard('n')
  await user.keyboard('Asked about the kites.{Control>}{Enter}{/Control}')
  expect(await screen.findByText('Asked about the kites.')).toBeDefined()
  expect(callsOf(fake, 'people.note')).toEqual([
    { kind: 'individual', id: fakeId(1, 1), text: 'Asked about the kites.' },
  ])
})

test('without the line the balances say why they are missing, and the rest of the profile stands', async () => {
  const { user, fake } = await renderAndCheckA11y()
  fake.sync = { ...fake.sync, connection: 'offline', offlineSince: new Date().toISOString() }
  fake.emit('sync', fake.sync)
  await openMarcus({ user })
  expect(await screen.findByText(/Balances are kept by the central service alone/)).toBeDefined()
  expect(screen.getByRole('button', { name: 'Thread with Dana Whitfield' })).toBeDefined()
  fake.sync = { ...fake.sync, connection: 'synced' }
  fake.emit('sync', fake.sync)
  expect(await screen.findByText('1,250 credits')).toBeDefined()
})

test('a supervisor suspends messaging with a reason after seeing what it stops, and reactivates it with a reason', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y({ role: 'supervisor' })
  await openMarcus({ user })
  await user.keyboard('s')
  const dialog = await screen.findByRole('dialog', { name: 'Suspend messaging of Marcus Reed' })
  expect(await within(dialog).findByText('approved contacts')).toBeDefined()
  const suspend = within(dialog).getByRole('button', { name: 'Suspend messaging' })
  expect(suspend).toHaveProperty('disabled', true)
  await checkA11y()
  await user.type(within(dialog).getByRole('textbox', { name: /Reason/ }), 'Passed messages on')
  await user.click(suspend)
  expect(await screen.findByText(/messaging suspended since/)).toBeDefined()
  expect(callsOf(fake, 'restrictions.impose')).toMatchObject([
    { kind: 'suspension', target: { scope: 'individual', individualId: fakeId(1, 1) }, reason: 'Passed messages on' },
  ])
  await user.keyboard('s')
  const back = await screen.findByRole('dialog', { name: 'Reactivate messaging of Marcus Reed' })
  expect(back.textContent).toContain('Passed messages on')
  await user.type(within(back).getByRole('textbox'), 'Talked it over')
  await user.click(within(back).getByRole('button', { name: 'Reactivate messaging' }))
  await waitFor(() => expect(screen.queryByText(/messaging suspended since/)).toBeNull())
})

test('an officer can only propose a suspension', async () => {
  const { user, fake } = await renderAndCheckA11y()
  await openMarcus({ user })
  await user.keyboard('s')
  const dialog = await screen.findByRole('dialog', { name: /Suspend messaging/ })
  await user.type(within(dialog).getByRole('textbox', { name: /Reason/ }), 'Passed messages on')
  await user.click(within(dialog).getByRole('button', { name: 'Propose the suspension' }))
  await waitFor(() => expect(callsOf(fake, 'restrictions.propose')).toHaveLength(1))
  expect(callsOf(fake, 'restrictions.impose')).toEqual([])
})

test('who declares a relation finds the profile closed at once, with the relation that closes it', async () => {
  const { user, checkA11y } = await renderAndCheckA11y()
  await openMarcus({ user })
  await user.keyboard('c')
  const dialog = await screen.findByRole('dialog', { name: 'Declare a relation to this person' })
  await user.type(within(dialog).getByRole('textbox', { name: /Relation/ }), 'My cousin')
  await user.click(within(dialog).getByRole('button', { name: 'Declare a relation' }))
  expect(await screen.findByText('Closed to you')).toBeDefined()
  expect(await screen.findByText(/Declared: “My cousin”/)).toBeDefined()
  expect(screen.queryByText('1,250 credits')).toBeNull()
  await checkA11y()
})

test('a supervisor records the recusal of a colleague and withdraws it', async () => {
  const { user, fake } = await renderAndCheckA11y({ role: 'supervisor' })
  await openMarcus({ user })
  await user.keyboard('c')
  const dialog = await screen.findByRole('dialog', { name: 'Declare a relation to this person' })
  await user.click(within(dialog).getByRole('combobox', { name: 'Whose relation' }))
  await user.click(await screen.findByRole('option', { name: 'Ofc. J. Lane' }))
  await user.type(within(dialog).getByRole('textbox', { name: /Relation/ }), 'Neighbour')
  await user.click(within(dialog).getByRole('button', { name: 'Declare a relation' }))
  await user.click(await screen.findByRole('button', { name: 'Withdraw' }))
  const withdraw = await screen.findByRole('dialog', { name: 'Withdraw the recusal of Ofc. J. Lane' })
  await user.click(within(withdraw).getByRole('button', { name: 'Withdraw' }))
  await waitFor(() => expect(callsOf(fake, 'recusals.withdraw')).toHaveLength(1))
})

test('names that nobody has are answered with what to try next', async () => {
  const { user, checkA11y } = await renderAndCheckA11y()
  await user.keyboard('gp')
  await screen.findByRole('textbox', { name: 'Find a person' })
  await user.keyboard('/zzzz')
  expect(await screen.findByText('Nobody found')).toBeDefined()
  await checkA11y()
})

test('the next user of the workstation finds nothing that the one before had open', async () => {
  const { user, fake } = await renderAndCheckA11y()
  await openMarcus({ user })
  fake.session = { ...fake.session, status: 'signed_out', user: null }
  fake.emit('session', fake.session)
  await screen.findByRole('button', { name: 'Sign in' })
  fake.session = {
    ...fake.session,
    status: 'signed_in',
    user: { id: fakeId(9, 3), name: 'Ofc. J. Lane', role: 'officer', active: true },
  }
  fake.emit('session', fake.session)
  await screen.findByRole('heading', { level: 1, name: 'People' })
  expect(await screen.findByText('Nobody is chosen')).toBeDefined()
  expect(screen.queryByRole('heading', { level: 2, name: /Marcus Reed/ })).toBeNull()
})

test('the room takes no key for its find box on entering: a second room can be called at once, and / leads to the box', async () => {
  const { user } = await renderAndCheckA11y()
  await user.keyboard('gp')
  const find = await screen.findByRole('textbox', { name: 'Find a person' })
  expect(document.activeElement).not.toBe(find)
  await user.keyboard('gc')
  await screen.findByRole('heading', { level: 1, name: 'Contacts' })
  await user.keyboard('gp')
  await screen.findByRole('textbox', { name: 'Find a person' })
  await user.keyboard('/')
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Find a person' }))
})
