import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { UrgentAlert } from '../../shared/console/alerts.ts'
import { callsOf, type OpenedConsole, renderAndCheckA11y } from '../support/console.tsx'

const lane = { id: '018f3f5e-0000-7000-8000-000000000002', name: 'Ofc. J. Lane', mine: false }

/** Tells the console of alerts about messages of the fake facility, by their places in it. */
function tell({ fake }: OpenedConsole, ...places: readonly (number | [number, UrgentAlert['takenBy']])[]) {
  const alerts = places.map((each): UrgentAlert => {
    const [place, takenBy] = typeof each === 'number' ? [each, null] : each
    const message = fake.facility.messages[place]
    if (message === undefined) throw new Error('no such message')
    const base = { messageId: message.id, from: `Sender ${place}`, to: 'Marcus Reed', housingUnit: 'B2' }
    return { ...base, at: message.sentAt, escalated: false, takenBy }
  })
  fake.alerts = alerts
  act(() => fake.emit('alerts', { alerts, total: alerts.length }))
}

test('an urgent message is shown and heard until somebody takes it, and put aside it stays in the top bar', async () => {
  const opened = await renderAndCheckA11y()
  const { user, desk, checkA11y } = opened
  tell(opened, 0, 1)
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('Sender 0 → Marcus Reed')
  expect(screen.getByRole('button', { name: '2 urgent' })).toBeDefined()
  expect(desk.asked.filter((each) => each === 'sound')).toHaveLength(1)
  await checkA11y()
  await user.click(within(alert).getByRole('button', { name: 'Put aside' }))
  expect(screen.queryByRole('alert')).toBeNull()
  await user.click(screen.getByRole('button', { name: '2 urgent' }))
  await screen.findByRole('alert')
  await user.click(screen.getByRole('button', { name: 'Put aside' }))
  // Another one is another alert.
  tell(opened, 0, 1, 2)
  expect((await screen.findByRole('alert')).textContent).toContain('Sender 2')
  expect(desk.asked.filter((each) => each === 'sound')).toHaveLength(2)
  tell(opened)
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  expect(screen.queryByRole('button', { name: /urgent/ })).toBeNull()
})

test('an urgent message that somebody has open is quiet, and sounds again when they leave it undecided', async () => {
  const opened = await renderAndCheckA11y()
  tell(opened, 0)
  await screen.findByRole('alert')
  await opened.user.click(screen.getByRole('button', { name: 'Put aside' }))
  tell(opened, [0, lane])
  await waitFor(() => expect(screen.getByRole('button', { name: '1 urgent' }).title).toBe('Ofc. J. Lane has it open'))
  expect(screen.queryByRole('alert')).toBeNull()
  tell(opened, 0)
  await screen.findByRole('alert')
  expect(opened.desk.asked.filter((each) => each === 'sound')).toHaveLength(2)
})

test('an urgent message is taken with one button and is then the one on screen', async () => {
  const opened = await renderAndCheckA11y()
  const { fake, user } = opened
  tell(opened, 0)
  await user.click(await screen.findByRole('button', { name: 'I take it' }))
  const id = fake.facility.messages[0]?.id
  await waitFor(() =>
    expect(callsOf(fake, 'review.assign')).toEqual([{ items: [{ id, version: 1 }], to: fake.session.user?.id }]),
  )
  await waitFor(() => expect(opened.stores.queue.getState().active).toBe(id))
})

test('a muted console shows urgent messages without a sound', async () => {
  const opened = await renderAndCheckA11y({ settings: { urgentSound: false } })
  tell(opened, 0)
  await screen.findByRole('alert')
  expect(opened.desk.asked).not.toContain('sound')
})
