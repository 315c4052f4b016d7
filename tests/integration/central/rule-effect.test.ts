import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RuleSetContent } from '../../../shared/screening/rules.ts'
import { command, fixtureRules, sendCommand, startTestCentral, type TestCentral } from '../../support/central.ts'

const MINUTE = 60_000
const START = Date.parse('2026-11-20T15:00:00.000Z')

describe('the effect of rules', () => {
  let test: TestCentral
  let now = START

  beforeEach(async () => {
    now = START
    test = await startTestCentral({ clock: () => new Date(now) })
  })
  afterEach(() => test.stop())

  const apply = async (who: 'ode' | 'farr' | 'maddox', ...what: Parameters<typeof command>) => {
    const result = await sendCommand(await test.staff(who), test.fixture.facilityId, command(...what))
    expect(result).toMatchObject({ outcome: 'applied' })
  }
  const publish = async (content: RuleSetContent, basedOn: number) => {
    const id = v7()
    await apply('ode', 'rules.propose', id, basedOn, { comment: '', content })
    await apply('farr', 'rules.publish', id, 1)
  }
  const ask = async (days = 30) =>
    (await test.staff('maddox')).call('rulesEffect', {
      params: { facilityId: test.fixture.facilityId },
      query: { days },
    })

  it('counts what each rule held, of those what was approved unchanged, and the median wait', async () => {
    const content = fixtureRules(test.fixture.reasons.threat)
    const [list] = content.watchlists
    const review = { id: v7(), name: 'Otters', enabled: true, match: 'all' as const }
    const named = { ...list, id: v7(), name: 'Otters', terms: [{ id: v7(), text: 'otter', wholeWord: true }] }
    await publish(
      {
        watchlists: [{ ...named, category: 'other' }],
        rules: [
          {
            ...review,
            conditions: [{ kind: 'mentions', watchlistIds: [named.id], atLeast: 1 }],
            action: { kind: 'review', priority: 'normal' },
          },
          {
            ...review,
            id: v7(),
            conditions: [{ kind: 'length', moreThan: 40 }],
            action: { kind: 'delay', minutes: 10 },
          },
          { ...review, id: v7(), conditions: [{ kind: 'cod' }], action: { kind: 'deliver' } },
        ],
      },
      1,
    )
    const member = await test.member()
    const send = (text: string) => test.send(member, test.fixture.contacts.approved, text)
    await send('Nothing of note')
    const [first, second, third, open] = [
      await send('An otter'),
      await send('Two otters, one otter, and a very long sentence'),
      await send('The otter again'),
      await send('Otter!'),
    ]
    now += 10 * MINUTE
    await apply('maddox', 'message.approve', first.id, 1)
    now += 10 * MINUTE
    await apply('maddox', 'message.reject', second.id, 1, { reasonId: test.fixture.reasons.threat })
    // Rejected first and let through afterwards is not approved unchanged.
    now += 10 * MINUTE
    await apply('maddox', 'message.reject', third.id, 1, { reasonId: test.fixture.reasons.threat })
    await apply('ode', 'message.overturn', third.id, 2)
    expect(open.label).toBe('Pending Review')

    const effect = await ask()
    expect(effect).toMatchObject({ number: 2, messages: 5 })
    expect(effect.rules).toMatchObject([
      { matched: 4, held: 4, approved: 1, rejected: 1, medianWait: 20 * 60, delayed: 0 },
      { matched: 1, held: 0, delayed: 1, medianDelay: null },
      { matched: 0, held: 0, medianWait: null },
    ])
  })

  it('forgets what was sent before the period, and knows a rule that rejects outright', async () => {
    const content = fixtureRules(test.fixture.reasons.threat)
    const id = v7()
    await publish(
      {
        watchlists: content.watchlists,
        rules: [
          {
            id,
            name: 'No long ones',
            enabled: true,
            match: 'all',
            conditions: [{ kind: 'length', moreThan: 20 }],
            action: { kind: 'reject', reasonId: test.fixture.reasons.threat },
          },
        ],
      },
      1,
    )
    const member = await test.member()
    const long = await test.send(member, test.fixture.contacts.approved, 'A sentence of more than twenty characters')
    expect(long.label).toBe('Rejected')
    expect((await ask()).rules).toMatchObject([{ ruleId: id, matched: 1, rejectedOutright: 1, overturned: 0, held: 0 }])
    await apply('ode', 'message.overturn', long.id, 1)
    expect((await ask()).rules).toMatchObject([{ rejectedOutright: 1, overturned: 1 }])
    now += 3 * 24 * 60 * MINUTE
    expect((await ask(2)).rules).toMatchObject([{ ruleId: id, matched: 0 }])
  })

  it('is told to staff of the facility alone', async () => {
    const member = await test.member()
    const params = { facilityId: test.fixture.facilityId }
    expect(await member.refusal('rulesEffect', { params })).toBe('forbidden')
    const elsewhere = { facilityId: v7() }
    expect(await (await test.staff('maddox')).refusal('rulesEffect', { params: elsewhere })).toBe('wrong_facility')
  })
})
