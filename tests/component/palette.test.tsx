import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { SearchHit } from '../../shared/console/search.ts'
import { callsOf, type OpenedConsole, renderAndCheckA11y } from '../support/console.tsx'

async function openPalette({ user }: OpenedConsole) {
  await user.keyboard('{Control>}k{/Control}')
  const palette = await screen.findByRole('dialog', { name: 'Search or command' })
  return { palette, box: within(palette).getByRole('textbox') }
}

/** A message that only the archive has. */
const archived: SearchHit = {
  id: '018f3f5e-0000-7000-8000-0000000000aa',
  direction: 'inbound',
  state: 'rejected',
  escalated: false,
  from: { id: '018f3f5e-0000-7000-8000-0000000000ab', name: 'Old Sender', number: 'M-1' },
  to: { id: '018f3f5e-0000-7000-8000-0000000000ac', name: 'Old Recipient', number: 'B-1' },
  housingUnit: 'A1',
  sentAt: '2020-01-02T03:04:05.000Z',
  snippet: { text: 'about a whitfield long ago', marks: [{ start: 8, end: 17 }] },
}

test('the palette finds people and messages below the commands and opens a message in the review room', async () => {
  const opened = await renderAndCheckA11y()
  const { user, fake, checkA11y } = opened
  const { palette, box } = await openPalette(opened)
  await user.type(box, 'whitfield')
  const [hit] = await within(palette).findAllByRole('button', { name: /Whitfield.* → |→ .*Whitfield/ })
  await within(palette).findByRole('button', { name: 'Dana Whitfield' })
  await checkA11y()
  expect(callsOf(fake, 'search.messages')).toContainEqual({ text: 'whitfield' })
  await user.click(hit as HTMLElement)
  await waitFor(() => expect(screen.getAllByRole('heading', { level: 2 })[0]?.textContent).toContain('Whitfield'))
})

test('a person opens in the people room, or with all of their messages', async () => {
  const opened = await renderAndCheckA11y()
  const { user, fake, stores } = opened
  const first = await openPalette(opened)
  await user.type(first.box, 'dana whitfield')
  await user.click(await within(first.palette).findByRole('button', { name: 'Messages of Dana Whitfield' }))
  const person = fake.facility.members.find((each) => each.name === 'Dana Whitfield')
  await waitFor(() =>
    expect(callsOf(fake, 'search.messages')).toContainEqual({
      text: '',
      filter: { person: { kind: 'member', id: person?.id } },
    }),
  )
  await within(first.palette).findByRole('button', { name: 'Remove the filter Dana Whitfield' })
  await user.type(first.box, 'whitfield')
  await user.click(await within(first.palette).findByRole('button', { name: 'Dana Whitfield' }))
  await waitFor(() => expect(stores.rooms.getState()).toMatchObject({ room: 'people', profile: { id: person?.id } }))
})

test('the palette says so when nothing is found, and how to begin', async () => {
  const opened = await renderAndCheckA11y()
  const { palette, box } = await openPalette(opened)
  expect(within(palette).getByRole('status').textContent).toBe('Two letters find people and messages.')
  await opened.user.type(box, 'qqqzzz')
  await within(palette).findByText('No command, nobody and no message found.')
})

test('filters confine the search, and pages follow one another', async () => {
  const opened = await renderAndCheckA11y()
  const { user, fake, checkA11y } = opened
  const { palette, box } = await openPalette(opened)
  await user.type(box, 'the')
  await within(palette).findByRole('button', { name: 'Show more messages' })
  const hits = () => within(palette).getAllByRole('button', { name: /→/ }).length
  expect(hits()).toBe(10)
  await user.click(within(palette).getByRole('button', { name: 'Show more messages' }))
  await waitFor(() => expect(hits()).toBe(20))
  await user.selectOptions(within(palette).getByRole('combobox', { name: 'Direction' }), 'inbound')
  await user.selectOptions(within(palette).getByRole('combobox', { name: 'Queue or state' }), 'escalated')
  await user.selectOptions(within(palette).getByRole('combobox', { name: 'Watchlist' }), 'gang')
  fireEvent.change(within(palette).getByLabelText('from'), { target: { value: '2026-03-01' } })
  fireEvent.change(within(palette).getByLabelText('to'), { target: { value: '2026-03-31' } })
  await waitFor(() =>
    expect(callsOf(fake, 'search.messages').at(-1)).toEqual({
      text: 'the',
      filter: {
        queue: 'escalated',
        direction: 'inbound',
        categories: ['gang'],
        // By the clocks of the facility, which are set forward in between.
        sentFrom: '2026-03-01T07:00:00.000Z',
        sentUntil: '2026-04-01T06:00:00.000Z',
      },
    }),
  )
  await checkA11y()
  await user.click(within(palette).getByRole('button', { name: 'Clear' }))
  await waitFor(() => expect(callsOf(fake, 'search.messages').at(-1)).toEqual({ text: 'the' }))
})

test('who may search everything goes on to the archive, and is told when it cannot be reached', async () => {
  const opened = await renderAndCheckA11y({ role: 'supervisor' })
  const { user, fake } = opened
  fake.archive = [archived]
  fake.sync = { ...fake.sync, connection: 'offline' }
  const { palette, box } = await openPalette(opened)
  await user.type(box, 'qqqzzz')
  const ask = () => within(palette).findByRole('button', { name: /Search the archive too/ })
  await user.click(await ask())
  await within(palette).findByText(/so the archive cannot be searched/)
  fake.sync = { ...fake.sync, connection: 'synced' }
  await user.click(await ask())
  const hit = await within(palette).findByRole('button', { name: 'Old Sender → Old Recipient' })
  expect(hit.querySelector('mark')?.textContent).toBe('whitfield')
  expect(within(palette).queryByRole('button', { name: /archive/ })).toBeNull()
})

test('an officer is not offered the archive', async () => {
  const opened = await renderAndCheckA11y()
  const { palette, box } = await openPalette(opened)
  await opened.user.type(box, 'whitfield')
  await within(palette).findAllByRole('button', { name: /→/ })
  expect(within(palette).queryByRole('button', { name: /archive/ })).toBeNull()
})
