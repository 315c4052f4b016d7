import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { callsOf, renderAndCheckA11y } from '../support/console.tsx'

const open = async (name: string) => screen.findByRole('button', { name })

test('the console locks by its key, shows nothing of the facility, and opens with the password', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y()
  await user.keyboard('{Control>}{Shift>}L{/Shift}{/Control}')
  expect(await screen.findByRole('heading', { name: 'Locked' })).toBeDefined()
  expect(screen.queryByRole('row')).toBeNull()
  await checkA11y()
  await user.type(screen.getByLabelText('Password'), 'wrong')
  await user.click(await open('Unlock'))
  expect((await screen.findByRole('alert')).textContent).toBe('The name or the password is not right.')
  await user.type(screen.getByLabelText('Password'), 'right')
  await user.click(await open('Unlock'))
  expect(await screen.findByRole('navigation', { name: 'Rooms' })).toBeDefined()
  expect(callsOf(fake, 'session.lock')).toHaveLength(1)
})

test('from the lock somebody else can sign in, or go back', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y()
  await user.keyboard('{Control>}{Shift>}L{/Shift}{/Control}')
  await user.click(await open('Somebody else signs in'))
  expect(screen.getByText(/is signed out when you sign in/)).toBeDefined()
  await checkA11y()
  await user.click(await open('Back to Ofc. R. Maddox'))
  expect(await screen.findByRole('heading', { name: 'Locked' })).toBeDefined()
  await user.click(await open('Somebody else signs in'))
  await user.type(screen.getByLabelText('Name'), 'lane')
  await user.type(screen.getByLabelText('Password'), 'right')
  await user.click(await open('Sign in'))
  expect(await screen.findByRole('navigation', { name: 'Rooms' })).toBeDefined()
  expect(callsOf(fake, 'session.signIn')).toEqual([{ username: 'lane', password: 'right' }])
})

test('a workstation that is not enrolled is enrolled with a code', async () => {
  const { user, checkA11y } = await renderAndCheckA11y({ signedIn: false })
  expect(screen.getByText(/Not enrolled/)).toBeDefined()
  await user.click(await open('Enrol this workstation'))
  await checkA11y()
  await user.type(screen.getByLabelText('Enrolment code'), 'BAD0-BAD0-BAD0-BAD0')
  await user.click(await open('Enrol'))
  expect((await screen.findByRole('alert')).textContent).toContain('not valid')
  await user.clear(screen.getByLabelText('Enrolment code'))
  await user.type(screen.getByLabelText('Enrolment code'), 'GOOD-GOOD-GOOD-GOOD')
  await user.click(await open('Enrol'))
  expect(await screen.findByText(/Enrolled as Review desk 1/)).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Enrol this workstation' })).toBeNull()
})

const troubles = {
  workstation_revoked: 'This workstation was revoked by an administrator',
  cache_unreadable: 'The local files cannot be read',
  outbox_unreadable: 'The file of waiting decisions is damaged',
  cache_in_use: 'Another Sallyport uses these files',
  cache_read_only: 'Sallyport may not write into its folder',
  disk_full: 'The disk of this computer is full',
  keystore_unavailable: 'The keystore of this computer does not answer',
} as const

test.each(Object.entries(troubles))('the state %s has a screen that says what to do', async (trouble, title) => {
  const { user, fake, checkA11y } = await renderAndCheckA11y({ signedIn: false })
  fake.session = { ...fake.session, trouble: trouble as keyof typeof troubles }
  fake.emit('session', fake.session)
  expect(await screen.findByRole('alert', { name: title })).toBeDefined()
  await checkA11y()
  const aside = screen.queryByRole('button', { name: 'Put the files aside and begin anew' })
  expect(aside !== null).toBe(trouble === 'cache_unreadable' || trouble === 'outbox_unreadable')
  if (aside === null) return
  await user.click(aside)
  await user.click(await open('Yes, put them aside'))
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  expect(callsOf(fake, 'workstation.putAside')).toHaveLength(1)
})

test('signing out with decisions that were not sent says so, waits for them or keeps them', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y()
  const waiting = (count: number) => {
    fake.sync = { ...fake.sync, waiting: count }
    fake.emit('sync', fake.sync)
  }
  const leave = async () => {
    await user.click(screen.getByRole('button', { name: /Ofc. R. Maddox/ }))
    await user.click(await open('Sign out'))
  }
  waiting(2)
  await leave()
  expect(await screen.findByRole('dialog', { name: '2 decisions have not been sent yet' })).toBeDefined()
  await checkA11y()
  await user.click(await open('Cancel'))
  expect(callsOf(fake, 'session.signOut')).toHaveLength(0)
  await leave()
  await user.click(await open('Sign out when they have left'))
  expect(callsOf(fake, 'session.signOut')).toHaveLength(0)
  waiting(0)
  expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeDefined()
  expect(callsOf(fake, 'session.signOut')).toHaveLength(1)
})

test('offline, closing the page with decisions that were not sent is asked about', async () => {
  const { fake } = await renderAndCheckA11y()
  const asked = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
  expect(asked()).toBe(false)
  fake.sync = { ...fake.sync, connection: 'offline', offlineSince: new Date().toISOString(), waiting: 1 }
  fake.emit('sync', fake.sync)
  await waitFor(() => expect(asked()).toBe(true))
  fake.sync = { ...fake.sync, waiting: 0 }
  fake.emit('sync', fake.sync)
  await waitFor(() => expect(asked()).toBe(false))
})

test('a full disk and a copy that was made anew are told under the top bar', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y()
  fake.sync = { ...fake.sync, trouble: 'disk_full', setAside: 3 }
  fake.emit('sync', fake.sync)
  expect((await screen.findByRole('alert')).textContent).toContain('The disk of this computer is full')
  expect(screen.getByText('3 records could not be read. They are fetched again by themselves.')).toBeDefined()
  await checkA11y()
  fake.sync = { ...fake.sync, trouble: null, setAside: 0 }
  fake.emit('sync', fake.sync)
  fake.session = { ...fake.session, repairedAt: new Date().toISOString() }
  fake.emit('session', fake.session)
  expect(await screen.findByText(/has been made anew/)).toBeDefined()
  await user.click(await open('Dismiss'))
  expect(screen.queryByText(/has been made anew/)).toBeNull()
})
