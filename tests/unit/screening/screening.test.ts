import { describe, expect, it } from 'vitest'
import { sampleOf } from '../../../shared/screening/conditions.ts'
import { compileRuleSet } from '../../../shared/screening/engine.ts'
import type { ScreenedMessage, ScreeningContext } from '../../../shared/screening/evaluate.types.ts'
import type { Action, Condition, Language, Rule, Watchlist } from '../../../shared/screening/rules.ts'
import { screen } from '../../../shared/screening/screen.ts'
import { content, context, idOf, message, rule, watchlist } from './rule-sets.ts'

const always: Condition = { kind: 'direction', direction: 'inbound' }

function outcomeOf(rules: Rule[], text = 'hello', lists: Watchlist[] = [], more: Partial<ScreenedMessage> = {}) {
  return screen(compileRuleSet(content(lists, rules), 7), message(text, more), context())
}

function holds(condition: Condition, more: Partial<ScreenedMessage> = {}, of: Partial<ScreeningContext> = {}): boolean {
  const rules = [rule(1, { kind: 'review', priority: 'low' }, [condition])]
  const lists = [watchlist(1, 'gang', ['kites'])]
  return (
    screen(compileRuleSet(content(lists, rules), 1), message('two kites and kites', more), context(of)).outcome ===
    'review'
  )
}

describe('the strongest action wins', () => {
  it('no rule: delivered at once', () => {
    expect(outcomeOf([])).toMatchObject({ outcome: 'deliver', deliverAt: null, urgent: false })
  })
  it('delay: scheduled, the longest of several', () => {
    const rules = [30, 90, 60].map((minutes, i) => rule(i, { kind: 'delay', minutes }, [always]))
    expect(outcomeOf(rules)).toMatchObject({ outcome: 'schedule', deliverAt: '2026-11-23T21:00:00.000Z' })
  })
  it('review over delay, and the delay still applies', () => {
    const rules = [
      rule(1, { kind: 'delay', minutes: 30 }, [always]),
      rule(2, { kind: 'review', priority: 'low' }, [always]),
      rule(3, { kind: 'review', priority: 'high' }, [always]),
    ]
    expect(outcomeOf(rules)).toMatchObject({
      outcome: 'review',
      priority: 'high',
      deliverAt: '2026-11-23T20:00:00.000Z',
    })
  })
  it('reject over review, with the reason of the rule', () => {
    const rules = [
      rule(1, { kind: 'review', priority: 'high' }, [always]),
      rule(2, { kind: 'reject', reasonId: idOf(77) }, [always]),
    ]
    expect(outcomeOf(rules)).toMatchObject({ outcome: 'reject', reasonId: idOf(77) })
  })
})

describe('self-harm', () => {
  const lists = [watchlist(3, 'self_harm', ['ending it all'])]
  it('is urgent whatever the rules say', () => {
    const rules = [rule(1, { kind: 'deliver' }, [always])]
    expect(outcomeOf(rules, 'I think of ending it all', lists)).toMatchObject({
      outcome: 'review',
      priority: 'urgent',
      urgent: true,
    })
  })
  it('is still told where a rule rejects', () => {
    const rules = [rule(1, { kind: 'reject', reasonId: idOf(1) }, [always])]
    expect(outcomeOf(rules, 'ending it all', lists)).toMatchObject({ outcome: 'reject', urgent: true })
  })
})

describe('delivery windows, in the zone of the facility', () => {
  const window = (from: number, to: number): Action => ({ kind: 'window', from: from * 60, to: to * 60 })
  it('inside: at once', () => {
    expect(outcomeOf([rule(1, window(8, 20), [always])])).toMatchObject({ outcome: 'deliver' })
  })
  it('before: when it opens', () => {
    expect(outcomeOf([rule(1, window(15, 20), [always])])).toMatchObject({ deliverAt: '2026-11-23T22:00:00.000Z' })
  })
  it('after: tomorrow', () => {
    expect(outcomeOf([rule(1, window(6, 12), [always])])).toMatchObject({ deliverAt: '2026-11-24T13:00:00.000Z' })
  })
  it('over midnight', () => {
    expect(outcomeOf([rule(1, window(22, 6), [always])])).toMatchObject({ deliverAt: '2026-11-24T05:00:00.000Z' })
  })
  it('several intersect', () => {
    const rules = [rule(1, window(8, 18), [always]), rule(2, window(16, 22), [always])]
    expect(outcomeOf(rules)).toMatchObject({ deliverAt: '2026-11-23T23:00:00.000Z' })
  })
  it('a delay that leads out of the window waits for the next', () => {
    const rules = [rule(1, window(8, 13), [always]), rule(2, { kind: 'delay', minutes: 60 }, [always])]
    expect(outcomeOf(rules)).toMatchObject({ deliverAt: '2026-11-24T15:00:00.000Z' })
  })
  it('windows that exclude each other go to a person', () => {
    const rules = [rule(1, window(8, 10), [always]), rule(2, window(14, 16), [always])]
    expect(outcomeOf(rules)).toMatchObject({ outcome: 'review' })
  })
  it('a third one that excludes two others does not let them through earlier', () => {
    const two = [rule(1, window(15, 10), [always]), rule(2, window(14, 16), [always])]
    const before = outcomeOf(two)
    const after = outcomeOf([...two, rule(3, window(17, 18), [always])])
    expect(before.deliverAt).toBe('2026-11-23T22:00:00.000Z')
    expect(after).toMatchObject({ outcome: 'review', deliverAt: '2026-11-24T00:00:00.000Z' })
  })
  it('the hour that summer time skips is no trap', () => {
    const rules = [rule(1, { kind: 'window', from: 150, to: 170 }, [always])]
    const at = outcomeOf(rules, 'hello', [], { sentAt: '2026-03-08T08:00:00.000Z' }).deliverAt
    expect(at).not.toBeNull()
    expect(Date.parse(at ?? '')).toBeGreaterThan(Date.parse('2026-03-08T08:00:00.000Z'))
  })
})

describe('a watched person', () => {
  const people = [
    { kind: 'member' as const, id: idOf(10), name: 'Ana Baca' },
    { kind: 'individual' as const, id: idOf(12), name: 'Luis Baca' },
  ]
  const lists = [{ ...watchlist(4, 'gang', []), people }]
  const outcome = (side: 'sender' | 'recipient' | 'either', more: Partial<ScreenedMessage> = {}) =>
    outcomeOf(
      [rule(1, { kind: 'review', priority: 'high' }, [{ kind: 'watched_person', watchlistIds: [idOf(4)], side }])],
      'hello',
      lists,
      more,
    )
  it('writes, is written to, or either', () => {
    expect(outcome('sender').outcome).toBe('review')
    expect(outcome('either').outcome).toBe('review')
    expect(outcome('recipient').outcome).toBe('deliver')
    expect(outcome('recipient', { direction: 'outbound' }).outcome).toBe('review')
    expect(outcome('either', { memberId: idOf(99) }).outcome).toBe('deliver')
    expect(outcome('recipient', { memberId: idOf(99), individualId: idOf(12) }).outcome).toBe('review')
  })
  it('is recorded with the list and the side', () => {
    expect(outcome('sender').record.people).toEqual([
      {
        watchlistId: idOf(4),
        watchlist: 'List 4',
        category: 'gang',
        person: 'member',
        personId: idOf(10),
        side: 'sender',
      },
    ])
    expect(outcome('sender').record.rules[0]?.seen).toEqual(['List 4'])
  })
})

describe('conditions', () => {
  it('direction, COD, revision', () => {
    expect(holds({ kind: 'direction', direction: 'outbound' })).toBe(false)
    expect(holds({ kind: 'cod' }, { cod: true, direction: 'outbound' })).toBe(true)
    expect(holds({ kind: 'revision' })).toBe(false)
  })
  it('mentions counts matches', () => {
    expect(holds({ kind: 'mentions', watchlistIds: [idOf(1)], atLeast: 2 })).toBe(true)
    expect(holds({ kind: 'mentions', watchlistIds: [idOf(1)], atLeast: 3 })).toBe(false)
  })
  it('a category counts the matches of all its lists', () => {
    expect(holds({ kind: 'category', categories: ['gang', 'escape'], atLeast: 2 })).toBe(true)
    expect(holds({ kind: 'category', categories: ['gang'], atLeast: 3 })).toBe(false)
    expect(holds({ kind: 'category', categories: ['escape'], atLeast: 1 })).toBe(false)
  })
  it('the language of the text, where it can be told', () => {
    const spanish = { text: 'Hola mamá, te extraño mucho. Dile a los niños que los quiero.' }
    const is = (kind: 'one_of' | 'none_of', ...languages: Language[]): Condition => ({
      kind: 'language',
      is: kind,
      languages,
    })
    expect(holds(is('one_of', 'es'), spanish)).toBe(true)
    expect(holds(is('one_of', 'en', 'pl'), spanish)).toBe(false)
    expect(holds(is('none_of', 'en', 'es'), spanish)).toBe(false)
    expect(holds(is('none_of', 'en'), spanish)).toBe(true)
    // Nothing is said of what is too short to be told.
    expect(holds(is('none_of', 'en'), { text: 'ok' })).toBe(false)
    expect(holds(is('one_of', 'und'), { text: 'ok' })).toBe(true)
  })
  it('the age of a contact, to the millisecond', () => {
    const condition: Condition = { kind: 'contact_age', lessThanDays: 14 }
    expect(holds(condition, {}, { contactApprovedAt: '2026-11-09T19:30:00.001Z' })).toBe(true)
    expect(holds(condition, {}, { contactApprovedAt: '2026-11-09T19:30:00.000Z' })).toBe(false)
    expect(holds(condition, {}, { contactApprovedAt: null })).toBe(true)
  })
  it('fewer than N messages of the contact', () => {
    expect(holds({ kind: 'contact_messages', fewerThan: 5 }, {}, { contactMessages: 4 })).toBe(true)
    expect(holds({ kind: 'contact_messages', fewerThan: 5 }, {}, { contactMessages: 5 })).toBe(false)
  })
  it('more than N messages in a day, this one among them', () => {
    expect(holds({ kind: 'sender_messages', moreThan: 10 }, {}, { senderMessages24h: 9 })).toBe(false)
    expect(holds({ kind: 'sender_messages', moreThan: 10 }, {}, { senderMessages24h: 10 })).toBe(true)
  })
  it('relationship whatever its case, housing unit as it is written', () => {
    expect(holds({ kind: 'relationship', relationships: ['Mother'] })).toBe(true)
    expect(holds({ kind: 'housing_unit', units: ['A1', 'B2'] })).toBe(true)
    expect(holds({ kind: 'housing_unit', units: ['C1'] })).toBe(false)
  })
  it('length in code points', () => {
    expect(holds({ kind: 'length', moreThan: 2 }, { text: '👍👍' })).toBe(false)
    expect(holds({ kind: 'length', moreThan: 2 }, { text: '👍👍!' })).toBe(true)
  })
  it('time of day and weekday where the facility is', () => {
    const at = (from: number, to: number, weekdays: number[]): Condition => ({
      kind: 'time_of_day',
      from,
      to,
      weekdays,
    })
    expect(holds(at(720, 780, [1]))).toBe(true)
    expect(holds(at(720, 780, [2]))).toBe(false)
    expect(holds(at(750, 750, [1]))).toBe(true)
    // One in the morning on Tuesday belongs to the night that began on Monday.
    expect(holds(at(1320, 360, [1]), { sentAt: '2026-11-24T08:00:00.000Z' })).toBe(true)
    expect(holds(at(1320, 360, [2]), { sentAt: '2026-11-24T08:00:00.000Z' })).toBe(false)
  })
  it('a sample depends on the id alone, and about as many as asked for are in it', () => {
    const drawn = Array.from({ length: 4_000 }, (_, i) => sampleOf(idOf(i))).filter((one) => one < 5).length
    expect(drawn).toBeGreaterThan(140)
    expect(drawn).toBeLessThan(270)
    expect(sampleOf(idOf(3))).toBe(sampleOf(idOf(3)))
  })
  it('all or any of them; a rule that is switched off never matches', () => {
    const never: Condition = { kind: 'cod' }
    const review: Action = { kind: 'review', priority: 'low' }
    expect(outcomeOf([rule(1, review, [always, never], 'all')]).outcome).toBe('deliver')
    const any = outcomeOf([rule(1, review, [always, never], 'any')])
    expect(any.record.rules).toEqual([
      { ruleId: idOf(501), number: 1, name: 'Rule 1', action: review, conditions: [always], seen: [null] },
    ])
    expect(outcomeOf([{ ...rule(1, review, [always]), enabled: false }]).outcome).toBe('deliver')
  })
})

it('the record names the version, every rule that matched with its number, and every match', () => {
  const lists = [watchlist(1, 'gang', ['kites'])]
  const rules = [
    rule(1, { kind: 'review', priority: 'low' }, [{ kind: 'cod' }]),
    rule(2, { kind: 'delay', minutes: 5 }, [always]),
  ]
  const { record } = outcomeOf(rules, 'the kites', lists)
  expect(record.ruleSetVersion).toBe(7)
  expect(record.rules.map((hit) => hit.number)).toEqual([2])
  expect(record.matches).toHaveLength(1)
})

it('the record says what was seen, what screening said, and the facts it went by', () => {
  const rules = [
    rule(1, { kind: 'review', priority: 'low' }, [
      { kind: 'contact_age', lessThanDays: 14 },
      { kind: 'mentions', watchlistIds: [idOf(1)], atLeast: 1 },
      { kind: 'length', moreThan: 3 },
      { kind: 'time_of_day', from: 720, to: 780, weekdays: [1] },
    ]),
    rule(2, { kind: 'delay', minutes: 60 }, [always]),
  ]
  const facts = context({ contactApprovedAt: '2026-11-20T19:30:00.000Z' })
  const compiled = compileRuleSet(content([watchlist(1, 'gang', ['kites'])], rules), 7)
  const { record } = screen(compiled, message('kites, kites'), facts)
  expect(record.rules.map((hit) => hit.seen)).toEqual([[3, 2, 12, 750], [null]])
  expect(record.said).toEqual({
    outcome: 'review',
    deliverAt: '2026-11-23T20:30:00.000Z',
    priority: 'low',
    reasonId: null,
  })
  expect(record.facts).toEqual(facts)
})
