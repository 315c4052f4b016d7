import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { RuleSetContent, Watchlist } from '../../shared/screening/rules.ts'
import { callsOf, renderAndCheckA11y } from '../support/console.tsx'
import { fakeId } from '../support/fake-facility.ts'
import type { FakeWorkstation } from '../support/fake-workstation.ts'

test('a supervisor adds a rule to a draft, sees the difference, and proposes it', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gu')
  await screen.findByText(/In force: version 12/)
  await checkA11y()
  await user.keyboard('n')
  const form = await screen.findByRole('dialog', { name: 'Add a rule' })
  await user.type(within(form).getByRole('textbox', { name: 'Name' }), 'Young contacts wait')
  await user.click(within(form).getByRole('combobox', { name: 'Condition' }))
  await user.click(await screen.findByRole('option', { name: 'the contact is new by days' }))
  await user.click(within(form).getByRole('combobox', { name: 'Then' }))
  await user.click(await screen.findByRole('option', { name: 'delay it' }))
  await user.click(within(form).getByRole('button', { name: 'Keep in the draft' }))
  expect((await screen.findAllByText(/Rule added: Young contacts wait/)).length).toBe(1)
  expect(screen.getByText('draft, 1 change')).toBeDefined()

  await user.click(screen.getByRole('button', { name: 'Propose for publishing' }))
  const dialog = await screen.findByRole('dialog', { name: 'Propose this draft' })
  await user.type(within(dialog).getByRole('textbox'), 'Three weeks of experience')
  await user.click(within(dialog).getByRole('button', { name: 'Propose for publishing' }))
  await waitFor(() => expect(callsOf(fake, 'rules.propose')).toHaveLength(1))
  expect(callsOf(fake, 'rules.propose')).toMatchObject([
    { basedOn: 12, content: { rules: { 5: { name: 'Young contacts wait', action: { kind: 'delay', minutes: 60 } } } } },
  ])
  expect(await screen.findByText('You proposed this; another supervisor publishes it.')).toBeDefined()
})

test('the live test marks the terms of a sample as screening would', async () => {
  const { user } = await renderAndCheckA11y()
  await user.keyboard('gu')
  await user.click(await screen.findByRole('tab', { name: 'Watchlists' }))
  await user.type(await screen.findByRole('textbox', { name: 'Sample text' }), 'ask about the k i t e s')
  expect(await screen.findByText('1 match')).toBeDefined()
  expect(document.querySelector('mark')?.textContent).toContain('k i t e s')
})

test('officers read the rules and are offered no change', async () => {
  const { user, checkA11y } = await renderAndCheckA11y()
  await user.keyboard('gu')
  await screen.findByText('You can read the rules; supervisors change them.')
  expect(screen.queryByRole('switch')).toBeNull()
  expect(screen.queryByRole('button', { name: /Publish|Propose|Add a rule/ })).toBeNull()
  await checkA11y()
})

test('a supervisor looks through the difference of a proposal before publishing it', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gu')
  const proposals = await screen.findByRole('region', { name: 'Proposals' })
  await within(proposals).findByText(/Rule changed: New contact/)
  expect(within(proposals).queryByRole('button', { name: 'Publish' })).toBeNull()
  await user.click(within(proposals).getByRole('button', { name: 'Look through and publish' }))
  const dialog = await screen.findByRole('dialog', { name: 'What this proposal changes' })
  expect(dialog.textContent).toContain('less than 14 days ago')
  expect(dialog.textContent).toContain('less than 30 days ago')
  await checkA11y()
  await user.click(within(dialog).getByRole('button', { name: 'Publish' }))
  await waitFor(() => expect(callsOf(fake, 'rules.publish')).toMatchObject([{ id: fakeId(10, 13), version: 1 }]))
  await screen.findByText(/In force: version 13/)
})

test('any two versions are compared, and an earlier one is proposed again', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gu')
  await user.click(await screen.findByRole('tab', { name: 'Versions' }))
  const pane = await screen.findByRole('region', { name: 'Difference between two versions' })
  // The version in force beside the one before it.
  await within(pane).findByText(/Rule added/)
  const list = screen.getByRole('navigation', { name: 'Versions of the rules' })
  await user.click(within(list).getByRole('button', { name: /^Version 11/ }))
  await within(pane).findByText(/Rule removed/)
  await checkA11y()
  await user.click(within(pane).getByRole('combobox', { name: 'Compared with' }))
  await user.click(await screen.findByRole('option', { name: 'Version 10' }))
  await waitFor(() => expect(within(pane).getByText(/Rule removed/)).toBeDefined())
  await user.click(within(pane).getByRole('button', { name: 'Roll back to this version' }))
  const dialog = await screen.findByRole('dialog', { name: 'Roll back to version 11' })
  expect(within(dialog).getByRole<HTMLTextAreaElement>('textbox').value).toBe('Back to version 11')
  await checkA11y()
  await user.click(within(dialog).getByRole('button', { name: 'Propose for publishing' }))
  await waitFor(() =>
    expect(callsOf(fake, 'rules.restore')).toEqual([
      { id: fakeId(10, 11), basedOn: 12, comment: 'Back to version 11' },
    ]),
  )
  await within(list).findByText('Back to version 11')
})

test('a rule takes conditions of every kind, any of them, and says at the field what is missing', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gu')
  await screen.findByText(/In force: version 12/)
  await user.keyboard('n')
  const form = await screen.findByRole('dialog', { name: 'Add a rule' })
  await user.click(within(form).getByRole('button', { name: 'Keep in the draft' }))
  expect(await within(form).findByText('A rule needs a name.')).toBeDefined()
  expect(within(form).getByText('Choose at least one.')).toBeDefined()
  await checkA11y()
  await user.type(within(form).getByRole('textbox', { name: 'Name' }), 'Long or at night')
  const condition = (number: number) => within(form).getByRole('group', { name: `Condition ${number}` })
  const choose = async (number: number, kind: string) => {
    await user.click(within(condition(number)).getByRole('combobox', { name: 'Condition' }))
    await user.click(await screen.findByRole('option', { name: kind }))
  }
  await choose(1, 'it is long')
  const characters = within(condition(1)).getByRole('textbox', { name: 'More than (characters)' })
  await user.clear(characters)
  await user.type(characters, '40000')
  expect(within(form).getByText('A whole number from 1 to 30000.')).toBeDefined()
  await user.clear(characters)
  await user.type(characters, '9000')
  await user.click(within(form).getByRole('button', { name: 'Add a condition' }))
  await choose(2, 'it is sent at certain times')
  await user.click(within(form).getByText('any of these'))
  await user.click(within(form).getByRole('combobox', { name: 'Then' }))
  await user.click(await screen.findByRole('option', { name: 'reject it' }))
  await user.click(within(form).getByRole('button', { name: 'Keep in the draft' }))
  await user.click(within(form).getByRole('combobox', { name: 'Reason' }))
  await user.click(await screen.findByRole('option', { name: 'Contraband' }))
  expect(form.textContent).toContain('is longer than 9000 characters or is sent between 22:00 and 06:00, reject it')
  await user.click(within(form).getByRole('button', { name: 'Keep in the draft' }))
  await waitFor(() =>
    expect(callsOf(fake, 'rules.saveDraft').at(-1)).toMatchObject({
      draft: {
        content: {
          rules: {
            5: {
              match: 'any',
              conditions: [
                { kind: 'length', moreThan: 9000 },
                { kind: 'time_of_day', from: 1320, to: 360 },
              ],
              action: { kind: 'reject', reasonId: fakeId(5, 1) },
            },
          },
        },
      },
    }),
  )
})

test('each rule tells what it did, and says when central cannot be asked', async () => {
  const { user, fake } = await renderAndCheckA11y()
  await user.keyboard('gu')
  expect(await screen.findByText('200 held')).toBeDefined()
  expect(screen.getAllByText('61 % approved unchanged').length).toBeGreaterThan(1)
  expect(screen.getAllByText('median wait 21 m').length).toBeGreaterThan(1)
  fake.sync = { ...fake.sync, connection: 'offline' }
  await user.selectOptions(screen.getByRole('combobox', { name: /Effect over/ }), '90 days')
  expect((await screen.findByRole('alert')).textContent).toContain('cannot be reached')
  fake.sync = { ...fake.sync, connection: 'synced' }
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  expect(callsOf(fake, 'rules.effect')).toEqual([{ days: 30 }, { days: 90 }, { days: 90 }])
})

test('rules are moved by key, and the draft keeps their order', async () => {
  const { user, fake } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gu')
  await screen.findByText(/In force: version 12/)
  const [first, second] = fake.facility.content.rules
  await user.click(screen.getByRole('button', { name: `Move down: ${first?.name}` }))
  await waitFor(() =>
    expect(callsOf(fake, 'rules.saveDraft').at(-1)).toMatchObject({
      draft: { content: { rules: { 0: { id: second?.id }, 1: { id: first?.id } } } },
    }),
  )
  expect(screen.getByText('Order of the rules changed')).toBeDefined()
})

test('a draft is simulated, compared with the rules in force, and every number shows its messages', async () => {
  const { user, fake, stores, checkA11y } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gu')
  await user.click(await screen.findByRole('tab', { name: 'Simulation' }))
  await screen.findByText('See what a draft does before it does it')
  await checkA11y()
  const days = screen.getByRole('textbox', { name: 'Days back' })
  await user.clear(days)
  await user.type(days, '7')
  await user.click(screen.getByRole('button', { name: 'Simulate' }))
  const totals = await screen.findByRole('list', { name: 'Totals' })
  expect(callsOf(fake, 'simulation.start')).toMatchObject([{ days: 7 }])
  expect(totals.textContent).toContain('40would be held +40')
  const moves = screen.getByRole('region', { name: /What changes/ })
  expect(within(moves).getByRole('row', { name: /delivered → held for review/ })).toBeDefined()
  await checkA11y()

  await user.click(screen.getByText('Table'))
  await user.click(screen.getByRole('button', { name: /held for review, by time, 09, draft/ }))
  await waitFor(() =>
    expect(callsOf(fake, 'simulation.messages').at(-1)).toMatchObject({
      filter: { hour: 9, draft: 'review' },
      offset: 0,
    }),
  )
  const behind = screen.getByRole('complementary', { name: 'Messages behind a number' })
  const messages = await within(behind).findAllByRole('button')
  expect(messages).toHaveLength(40)
  await checkA11y()
  await user.click(within(moves).getByRole('button', { name: /held for review, approved/ }))
  await waitFor(() =>
    expect(callsOf(fake, 'simulation.messages').at(-1)).toMatchObject({
      filter: { inForce: 'deliver', draft: 'review', ending: 'approved' },
    }),
  )
  await user.click((await within(behind).findAllByRole('button'))[0] ?? behind)
  await screen.findByRole('heading', { level: 1, name: 'Review' })
  // What was found is still there on coming back.
  stores.rooms.getState().go('rules')
  expect(await screen.findByRole('list', { name: 'Totals' })).toBeDefined()
})

test('a simulation tells how far it is, ends when told to, and says why it failed or found nothing', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gu')
  await user.click(await screen.findByRole('tab', { name: 'Simulation' }))
  await screen.findByText('See what a draft does before it does it')
  const state = { run: fakeId(40, 1), phase: 'screening', done: 300, total: 1200, code: null } as const
  fake.emit('simulation', state)
  expect(await screen.findByText('300 of 1,200 messages')).toBeDefined()
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25')
  await checkA11y()
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(callsOf(fake, 'simulation.cancel')).toEqual([{ run: fakeId(40, 1) }]))
  fake.emit('simulation', { ...state, phase: 'cancelled' })
  expect(await screen.findByText('Cancelled')).toBeDefined()
  fake.emit('simulation', { ...state, phase: 'failed', code: 'simulation_failed' })
  expect((await screen.findByRole('alert')).textContent).toContain('came to an end before it was done')
  fake.facility.messages.splice(0)
  await user.click(screen.getByRole('button', { name: 'Simulate' }))
  expect(await screen.findByText('No messages of these days are kept here')).toBeDefined()
})

/** The list of contraband as the draft was kept last. */
function contrabandOf(fake: FakeWorkstation): Watchlist | undefined {
  const kept = callsOf(fake, 'rules.saveDraft').at(-1) as { draft: { content: RuleSetContent } } | undefined
  return kept?.draft.content.watchlists.find((each) => each.name === 'contraband')
}

test('a watchlist takes terms of every kind, and refuses what cannot be used', async () => {
  const { user, fake, desk, checkA11y } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gu')
  await user.click(await screen.findByRole('tab', { name: 'Watchlists' }))
  const lists = screen.getByRole('navigation', { name: 'Watchlists' })
  await user.click(within(lists).getByRole('button', { name: /^contraband/ }))
  const list = await screen.findByRole('region', { name: 'contraband' })
  await checkA11y()
  const form = within(list).getByRole('form', { name: 'Add a term' })
  const term = () => within(form).getByRole('textbox', { name: 'Term' })
  const kind = async (name: string) => {
    await user.click(within(form).getByRole('combobox', { name: 'Kind' }))
    await user.click(await screen.findByRole('option', { name }))
  }
  const add = () => user.click(within(form).getByRole('button', { name: 'Add a term' }))
  await user.type(term(), 'x')
  await add()
  expect(within(form).getByText(/At least two characters/)).toBeDefined()
  await user.type(term(), 'anax*')
  await add()
  await kind('expression')
  await user.type(term(), '(a)\\1')
  await add()
  expect(within(form).getByText(/cannot be run in linear time/)).toBeDefined()
  await kind('near each other')
  await user.clear(term())
  await user.type(term(), 'kite')
  await user.type(within(form).getByRole('textbox', { name: 'Near' }), 'laundry')
  await add()
  await checkA11y()
  await waitFor(() =>
    expect(contrabandOf(fake)?.terms.slice(-2)).toMatchObject([
      { text: 'xanax*', wholeWord: true },
      { kind: 'near', text: 'kite', near: 'laundry', within: 5 },
    ]),
  )
  await user.click(within(list).getByRole('button', { name: 'Export' }))
  expect(desk.asked.at(-1)).toContain('save contraband.csv kind,text,near,within,whole_word')
  expect(desk.asked.at(-1)).toContain('near,kite,laundry,5,')
  // A rule uses it, so it stays.
  expect(within(list).getByRole<HTMLButtonElement>('button', { name: 'Remove the list' }).disabled).toBe(true)
})

test('a watchlist has exceptions and sees through the disguises that its author chose', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gu')
  await user.click(await screen.findByRole('tab', { name: 'Watchlists' }))
  const list = await screen.findByRole('region', { name: 'contraband' })
  await user.type(within(list).getByRole('textbox', { name: 'Exception' }), 'kites festival{Enter}')
  await user.click(within(list).getByRole('checkbox', { name: /digits for letters/ }))
  await checkA11y()
  await waitFor(() => {
    const saved = contrabandOf(fake)
    expect(saved?.exceptions).toMatchObject([{ text: 'kites festival' }])
    expect(saved?.sees).toEqual(['case', 'accent', 'compatibility', 'lookalike', 'spacing', 'invisible', 'repeat'])
  })
  await user.type(screen.getByRole('textbox', { name: 'Sample text' }), 'k i t e s and a kites festival, k1tes')
  const test = screen.getByRole('region', { name: 'Live test' })
  expect(await within(test).findByText('1 match')).toBeDefined()
  expect(test.textContent).toContain('spaced out')
})

test('an import tells every bad line and takes nothing over until all are good', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gu')
  await user.click(await screen.findByRole('tab', { name: 'Watchlists' }))
  const lists = screen.getByRole('navigation', { name: 'Watchlists' })
  await user.click(within(lists).getByRole('button', { name: /^contraband/ }))
  await user.click(await screen.findByRole('button', { name: 'Import' }))
  const dialog = await screen.findByRole('dialog', { name: 'Import into contraband' })
  const choose = (text: string) => {
    const input = document.querySelector<HTMLInputElement>('input[type=file]')
    return user.upload(input as HTMLInputElement, new File([text], 'terms.csv', { type: 'text/csv' }))
  }
  await choose('kind,text\nwords,zip gun\nwords,z\nregex,(b+\n')
  expect(await within(dialog).findByText(/2 lines are bad/)).toBeDefined()
  expect(dialog.textContent).toContain('Line 3: At least two characters')
  expect(dialog.textContent).toContain('Line 4: This is no valid expression.')
  const take = () => within(dialog).getByRole<HTMLButtonElement>('button', { name: /Take over/ })
  expect(take().disabled).toBe(true)
  await checkA11y()
  const thousands = Array.from({ length: 3_000 }, (_, n) => `words,zip gun ${n}`).join('\n')
  await choose(`kind,text\n${thousands}\nexception,zip code\n`)
  await within(dialog).findByText(/3,000 new terms, 1 new exceptions, 0 there already/)
  expect(callsOf(fake, 'rules.saveDraft')).toEqual([])
  await user.click(take())
  const terms = await screen.findByRole('list', { name: 'Terms' })
  expect(within(terms).getAllByRole('listitem').length).toBeLessThan(60)
  expect(within(terms).getAllByRole('listitem')[0]?.getAttribute('aria-setsize')).toMatch(/^30\d\d$/)
  expect(callsOf(fake, 'rules.saveDraft')).toHaveLength(1)
})

test('people are watched by searching for them', async () => {
  const { user, fake, checkA11y } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gu')
  await user.click(await screen.findByRole('tab', { name: 'Watchlists' }))
  const lists = screen.getByRole('navigation', { name: 'Watchlists' })
  await user.type(within(lists).getByRole('textbox', { name: 'Name of the list' }), 'Under watch')
  await user.click(within(lists).getByText('People'))
  await user.click(within(lists).getByRole('button', { name: 'Add a watchlist' }))
  const list = await screen.findByRole('region', { name: 'Under watch' })
  await user.type(within(list).getByRole('textbox', { name: 'Find a person' }), 'reed')
  await user.click((await within(list).findAllByRole('button', { name: /to the list$/ }))[0] ?? list)
  await waitFor(() => {
    const draft = callsOf(fake, 'rules.saveDraft').at(-1) as { draft: { content: { watchlists: Watchlist[] } } }
    expect(draft.draft.content.watchlists.at(-1)).toMatchObject({
      name: 'Under watch',
      people: [{ name: expect.any(String) }],
    })
  })
  await checkA11y()
})

test('a draft of an older version is based on the one in force before it can be proposed', async () => {
  const { user, fake, stores } = await renderAndCheckA11y({ role: 'supervisor' })
  await user.keyboard('gu')
  await screen.findByText(/In force: version 12/)
  const { overview } = stores.rules.getState()
  const [, ...rules] = fake.facility.content.rules
  if (!overview) throw new Error('no overview')
  stores.rules.setState({
    overview: { ...overview, draft: { basedOn: 11, content: { ...fake.facility.content, rules } } },
  })
  expect(await screen.findByText(/Your draft began with version 11/)).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Base it on version 12' }))
  await waitFor(() => expect(callsOf(fake, 'rules.saveDraft').at(-1)).toMatchObject({ draft: { basedOn: 12 } }))
  expect(screen.queryByText(/Your draft began/)).toBeNull()
  expect(screen.getByText(/Rule removed/)).toBeDefined()
})
