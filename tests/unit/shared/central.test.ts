import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandKindNames, commandKinds, decisionOf, parseCommand } from '../../../shared/central/commands.ts'
import { parseRecord } from '../../../shared/central/feed.ts'
import { pathOf } from '../../../shared/central/operation.ts'
import { operations } from '../../../shared/central/operations.ts'
import { ruleSetContent } from '../../../shared/screening/rules.ts'

const anId = '018f3f5e-0000-7000-8000-000000000001'
const envelope = {
  id: anId,
  kind: 'message.approve',
  target: anId,
  basedOn: 1,
  payload: {},
  at: '2026-11-23T08:15:00.000Z',
  batchId: null,
}

describe('a record of the feed', () => {
  const note = { id: anId, messageId: anId, contactId: anId, staffId: anId, text: 'x', at: '2026-11-23T08:15:00.000Z' }

  it('is taken when its data fits its entity', () => {
    const parsed = parseRecord({ position: 4, entity: 'note', id: anId, version: 1, op: 'put', data: note })
    expect(parsed).toMatchObject({ record: { position: 4, entity: 'note', data: { text: 'x' } } })
  })

  it('is a problem with its position when malformed or unknown, never an exception', () => {
    expect(parseRecord({ position: 4, entity: 'note', id: anId, version: 1, op: 'put', data: { id: 1 } })).toEqual({
      problem: { position: 4, entity: 'note', id: anId, problem: 'malformed' },
    })
    expect(parseRecord({ position: 5, entity: '__proto__', id: anId, version: 1, op: 'put', data: {} })).toEqual({
      problem: { position: 5, entity: '__proto__', id: anId, problem: 'unknown_entity' },
    })
    fc.assert(fc.property(fc.anything(), (raw) => 'problem' in parseRecord(raw)))
  })
})

describe('a command', () => {
  it('is checked in its envelope and in the payload of its kind', () => {
    expect(parseCommand(envelope)).toHaveProperty('command')
    expect(parseCommand({ ...envelope, kind: 'message.reject' })).toHaveProperty('error')
    expect(parseCommand({ ...envelope, kind: 'message.reject', payload: { reasonId: anId } })).toHaveProperty('command')
    expect(parseCommand({ ...envelope, kind: 'constructor' })).toHaveProperty('error')
    fc.assert(fc.property(fc.anything(), (raw) => 'error' in parseCommand(raw)))
  })

  it('names the decision that it makes, or none', () => {
    expect(decisionOf('message.recall')).toBe('recall')
    expect(decisionOf('message.note')).toBeNull()
    expect(decisionOf('contact.approve')).toBeNull()
    expect(commandKindNames.every((kind) => commandKinds[kind].permission.length > 0)).toBe(true)
  })
})

describe('the central API', () => {
  it('has no two operations on one address', () => {
    const addresses = Object.values(operations).map((o) => `${o.method} ${o.path}`)
    expect(new Set(addresses).size).toBe(addresses.length)
  })

  it('fills in and escapes the parameters of an address', () => {
    expect(pathOf(operations.thread, { contactId: 'a/b' })).toBe('/v1/contacts/a%2Fb/messages')
  })
})

describe('a rule set', () => {
  const rule = {
    id: anId,
    name: 'New contact',
    enabled: true,
    match: 'all',
    conditions: [{ kind: 'contact_age', lessThanDays: 14 }],
    action: { kind: 'review', priority: 'normal' },
  }

  it('is refused where a rule names a watchlist that is not in it, or an id stands twice', () => {
    expect(ruleSetContent.safeParse({ watchlists: [], rules: [rule] }).success).toBe(true)
    expect(ruleSetContent.safeParse({ watchlists: [], rules: [rule, rule] }).success).toBe(false)
    const mentions = { ...rule, conditions: [{ kind: 'mentions', watchlistIds: [anId], atLeast: 1 }] }
    expect(ruleSetContent.safeParse({ watchlists: [], rules: [mentions] }).success).toBe(false)
  })

  it('is refused with a delay of nothing, an empty term or a rule without conditions', () => {
    const bad = [
      { ...rule, action: { kind: 'delay', minutes: 0 } },
      { ...rule, conditions: [] },
      { ...rule, name: '  ' },
    ]
    for (const each of bad) expect(ruleSetContent.safeParse({ watchlists: [], rules: [each] }).success).toBe(false)
    const list = { id: anId, name: 'x', category: 'gang', terms: [{ id: anId, text: ' ', wholeWord: true }] }
    expect(ruleSetContent.safeParse({ watchlists: [list], rules: [] }).success).toBe(false)
  })
})
