import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { callsOf, type OpenedConsole, renderAndCheckA11y } from '../support/console.tsx'

const heading = () => screen.getByRole('heading', { level: 2 }).textContent
const dialog = () => screen.findByRole('dialog', { name: 'Settings' })

async function section({ user }: Pick<OpenedConsole, 'user'>, name: string) {
  await user.keyboard('{Control>},{/Control}')
  const open = await dialog()
  await user.click(within(open).getByRole('tab', { name }))
  return open
}

test('a shortcut gets another key, which its button, the sheet and the key itself then have', async () => {
  const opened = await renderAndCheckA11y()
  const { user, fake, checkA11y } = opened
  await waitFor(() => expect(heading()).toContain('Teresa Holt'))
  const keys = await section(opened, 'Keyboard')
  await user.click(within(keys).getByRole('button', { name: 'Change the key of “Approve”, now A' }))
  await user.keyboard('y')
  await within(keys).findByRole('button', { name: 'Change the key of “Approve”, now Y' })
  expect(callsOf(fake, 'settings.set')).toContainEqual({ shortcuts: { approve: ['y'] } })
  await checkA11y()
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

  const approve = within(screen.getByRole('toolbar', { name: 'Decide' })).getByRole('button', { name: /^Approve/ })
  expect(approve.getAttribute('aria-keyshortcuts')).toBe('Y')
  await user.keyboard('a')
  expect(callsOf(fake, 'review.decide')).toEqual([])
  await user.keyboard('y')
  await waitFor(() => expect(callsOf(fake, 'review.decide')).toHaveLength(1))
  await user.keyboard('?')
  const sheet = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })
  expect(within(sheet).getByText('Approve').nextElementSibling?.textContent).toContain('Y')
})

test('a key that is taken is told with its owner, and can be taken over; a reserved one cannot', async () => {
  const opened = await renderAndCheckA11y()
  const { user, fake } = opened
  const keys = await section(opened, 'Keyboard')
  const change = (name: string) =>
    within(keys).getByRole('button', { name: new RegExp(`^Change the key of “${name}”`) })
  await user.click(change('Escalate to the supervisors'))
  await user.keyboard('h')
  const told = await within(keys).findByRole('alert')
  expect(told.textContent).toContain('H already belongs to “Hold, with a reason”.')
  await user.click(within(told).getByRole('button', { name: 'Use it here instead' }))
  await waitFor(() => expect(fake.settings.shortcuts).toEqual({ escalate: ['h'], hold: [] }))
  expect(change('Hold, with a reason').textContent).toBe('off')

  await user.click(change('Print the message'))
  await user.keyboard('{Control>}w{/Control}')
  expect((await within(keys).findByRole('alert')).textContent).toContain('Ctrl W belongs to the browser')
  await user.click(within(keys).getByRole('button', { name: 'All as they were' }))
  await waitFor(() => expect(fake.settings.shortcuts).toEqual({}))
  expect(change('Hold, with a reason').textContent).toBe('H')
})

test('while a key is asked for, Escape leaves it as it is and Delete switches the shortcut off', async () => {
  const opened = await renderAndCheckA11y()
  const { user, fake } = opened
  const keys = await section(opened, 'Keyboard')
  await user.click(within(keys).getByRole('button', { name: 'Change the key of “Approve”, now A' }))
  await user.keyboard('{Escape}')
  expect(await dialog()).toBe(keys)
  await user.click(within(keys).getByRole('button', { name: 'Change the key of “Approve”, now A' }))
  await user.keyboard('{Delete}')
  await waitFor(() => expect(fake.settings.shortcuts).toEqual({ approve: [] }))
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await user.keyboard('a')
  expect(callsOf(fake, 'review.decide')).toEqual([])
})

test('with single keys off no button shows one, and combinations go on working', async () => {
  const { user } = await renderAndCheckA11y({ settings: { singleKeyShortcuts: false } })
  const bar = screen.getByRole('toolbar', { name: 'Decide' })
  expect(within(bar).getByRole('button', { name: /^Approve/ }).textContent).toBe('Approve')
  await user.keyboard('{Control>}k{/Control}')
  expect(await screen.findByRole('dialog', { name: 'Search or command' })).toBeDefined()
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

test('nothing that changes how letters look is on by default', async () => {
  const { fake } = await renderAndCheckA11y()
  const { blurCategories, readingRuler, readingFont, readingSize, breakMinutes } = fake.settings
  expect({ blurCategories, readingRuler, readingFont, readingSize, breakMinutes }).toEqual({
    blurCategories: [],
    readingRuler: false,
    readingFont: 'standard',
    readingSize: 'normal',
    breakMinutes: 0,
  })
})

test('a letter of a blurred category is neither seen nor read out until its reader asks, in the queue neither', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y({ settings: { blurCategories: ['contraband'] } })
  await waitFor(() => expect(heading()).toContain('Teresa Holt'))
  await user.keyboard('j')
  await waitFor(() => expect(heading()).toContain('Dana Whitfield'))
  const text = fake.facility.messages[1]?.text?.slice(0, 7) ?? '?'
  const letter = screen.getByRole('region', { name: 'Message text' })
  expect(within(letter).getByText(/^Blurred: contraband/i)).toBeDefined()
  expect(letter.querySelector('[inert]')?.textContent).toContain(text.slice(0, 12))
  const row = screen.getAllByRole('row').find((each) => each.textContent?.includes('Dana Whitfield'))
  expect(row?.textContent).toMatch(/blurred: contraband/i)
  await checkA11y()
  await user.keyboard('v')
  await waitFor(() => expect(letter.querySelector('[inert]')).toBeNull())
  expect(letter.textContent).toContain(text)
})

test('the ruler stands over the letter only where it is wanted, and two keys move it', async () => {
  const opened = await renderAndCheckA11y()
  const { user } = opened
  await waitFor(() => expect(heading()).toContain('Teresa Holt'))
  expect(screen.queryByTestId('ruler')).toBeNull()
  const reading = await section(opened, 'Reading')
  await user.click(within(reading).getByRole('switch', { name: /^Reading ruler/ }))
  await user.click(within(reading).getByText('OpenDyslexic'))
  await user.keyboard('{Escape}')
  const ruler = await screen.findByTestId('ruler')
  expect(document.documentElement.dataset.readingFont).toBe('dyslexic')
  await user.keyboard(']')
  await waitFor(() => expect(ruler.style.transform).toMatch(/translateY\(\d/))
})

test('system notifications are switched on only with leave, and the sound can be tried', async () => {
  const opened = await renderAndCheckA11y()
  const { user, desk, fake } = opened
  const alerts = await section(opened, 'Alerts and breaks')
  await user.click(within(alerts).getByRole('button', { name: 'Try it' }))
  expect(desk.asked).toContain('sound')
  await user.click(within(alerts).getByRole('switch', { name: /^Notifications of the system/ }))
  await waitFor(() => expect(fake.settings.notifications).toBe(true))
  desk.mayTell = async () => false
  await user.click(within(alerts).getByRole('switch', { name: /^Notifications of the system/ }))
  await user.click(within(alerts).getByRole('switch', { name: /^Notifications of the system/ }))
  await within(alerts).findByText('The system or the browser does not allow it.')
  expect(fake.settings.notifications).toBe(false)
})

test('the first steps are shown once', async () => {
  const { user, fake } = await renderAndCheckA11y({ settings: { welcomed: false } })
  const steps = screen.getByRole('complementary', { name: 'First time here?' })
  expect(steps.textContent).toContain('A approve, H hold, R reject')
  await user.click(within(steps).getByRole('button', { name: 'Got it' }))
  await waitFor(() => expect(screen.queryByRole('complementary', { name: 'First time here?' })).toBeNull())
  expect(fake.settings.welcomed).toBe(true)
})
