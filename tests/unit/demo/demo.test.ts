import { beforeAll, describe, expect, it } from 'vitest'
import type { DemoFacility } from '../../../central/demo/facility.ts'
import { contact, decision, facility, individual, member, message, ruleSet } from '../../../shared/central/entities.ts'
import { balanced } from '../../../shared/domain/credits.ts'
import { arrows } from '../../../shared/domain/lifecycle.ts'
import { codePoints, refuseText } from '../../../shared/domain/message.ts'
import { reason } from '../../../shared/domain/reasons.ts'
import { compileRuleSet, findMatches } from '../../../shared/screening/engine.ts'
import { made, NOW, smallSizes } from './sizes.ts'

let demo: DemoFacility
beforeAll(() => {
  demo = made(1)
})

const now = NOW.toISOString()

it('the same seed and clock make the same facility, another seed another one', () => {
  expect(JSON.stringify(made(1))).toBe(JSON.stringify(demo))
  expect(JSON.stringify(made(2).messages.slice(0, 50))).not.toBe(JSON.stringify(demo.messages.slice(0, 50)))
})

it('has as many people, contacts and open messages as asked for', () => {
  const states = (state: string): number => demo.messages.filter((one) => one.state === state).length
  expect(demo.individuals).toHaveLength(smallSizes.individuals)
  expect(demo.members).toHaveLength(smallSizes.members)
  expect(demo.contacts).toHaveLength(smallSizes.contacts)
  expect(demo.contacts.filter((one) => one.state === 'pending')).toHaveLength(smallSizes.pendingContacts)
  expect(states('pending_review')).toBe(smallSizes.pending)
  expect(states('held')).toBe(smallSizes.held)
  expect(demo.messages.filter((one) => one.escalated)).toHaveLength(smallSizes.escalated)
  expect(states('scheduled')).toBeGreaterThan(0)
  expect(demo.messages.length).toBeGreaterThanOrEqual(smallSizes.history + smallSizes.recent)
})

it('every entity is valid under the contract', () => {
  facility.parse(demo.facility)
  for (const one of demo.reasons) reason.parse(one)
  for (const one of demo.ruleSets) ruleSet.parse(one)
  for (const one of demo.individuals) individual.parse(one)
  for (const one of demo.members) member.parse(one)
  for (const one of demo.contacts) contact.parse(one)
  for (const one of demo.messages) message.parse(one)
  for (const one of demo.decisions) decision.parse(one)
})

describe('messages', () => {
  it('could all have been sent: valid text, of at most 30,000 characters, one of exactly that', () => {
    expect(demo.messages.filter((one) => refuseText(one.text) !== null)).toEqual([])
    expect(demo.messages.every((one) => one.characters === codePoints(one.text))).toBe(true)
    expect(Math.max(...demo.messages.map((one) => one.characters))).toBe(30_000)
    expect(demo.messages.filter((one) => one.characters > 8_000).length).toBeGreaterThanOrEqual(4)
    expect(demo.messages.some((one) => /\p{Script=Arabic}/u.test(one.text))).toBe(true)
  })

  it('leave no slot of a template unfilled', () => {
    expect(demo.messages.filter((one) => /[{}[\]|]|undefined/.test(one.text)).map((one) => one.text)).toEqual([])
  })

  it('are of many lengths, and some are Spanish', () => {
    const share = (test: (characters: number) => boolean): number =>
      demo.messages.filter((one) => test(one.characters)).length / demo.messages.length
    expect(share((n) => n < 120)).toBeGreaterThan(0.08)
    expect(share((n) => n > 1_500)).toBeGreaterThan(0.06)
    const spanish = demo.messages.filter((one) => / (que|para|está|mi|los) /.test(one.text)).length
    expect(spanish / demo.messages.length).toBeGreaterThan(0.05)
    expect(spanish / demo.messages.length).toBeLessThan(0.25)
  })

  it('seldom share their text', () => {
    const long = demo.messages.filter((one) => one.characters > 300).map((one) => one.text)
    expect(new Set(long).size).toBe(long.length)
  })

  it('wait for review only because the engine sent them there, with matches that are true', () => {
    const inForce = demo.ruleSets.find((set) => set.state === 'in_force')
    const compiled = compileRuleSet(inForce?.content ?? { watchlists: [], rules: [] }, 1)
    for (const one of demo.messages.filter((each) => each.state === 'pending_review' || each.state === 'held')) {
      const review = one.screening.rules.some((hit) => hit.action.kind === 'review')
      expect(review || one.urgent).toBe(true)
      expect(findMatches(compiled, one.text)).toEqual(one.screening.matches)
      expect(one.screening.ruleSetVersion).toBe(inForce?.number)
    }
  })

  it('are those of approved contacts, sent after the approval, and nothing lies in the future', () => {
    const contacts = new Map(demo.contacts.map((one) => [one.id, one]))
    for (const one of demo.messages) {
      const of = contacts.get(one.contactId)
      expect(of?.state).toBe('approved')
      expect((of?.decidedAt ?? '') < one.sentAt).toBe(true)
      for (const at of [one.sentAt, one.stateSince, one.deliveredAt, one.openedAt]) expect((at ?? '') <= now).toBe(true)
      if (one.state === 'scheduled') expect((one.deliverAt ?? '') > now).toBe(true)
    }
  })

  it('that revise others revise rejected ones of the same contact', () => {
    const byId = new Map(demo.messages.map((one) => [one.id, one]))
    const revising = demo.messages.filter((one) => one.revises !== null)
    expect(revising.length).toBeGreaterThan(0)
    for (const one of revising) {
      const revised = byId.get(one.revises ?? '')
      expect(revised?.state).toBe('rejected')
      expect(revised?.contactId).toBe(one.contactId)
    }
  })
})

it('decisions follow the lifecycle, with a reason where one is needed', () => {
  const byMessage = Map.groupBy(demo.decisions, (one) => one.messageId)
  for (const decisions of byMessage.values()) {
    let state = 'pending_review'
    for (const one of decisions) {
      const arrow = arrows[one.kind]
      expect(arrow.from).toContain(state)
      expect(one.reasonId !== null && one.reasonId !== '').toBe(arrow.needsReason)
      if (arrow.to !== 'same') state = arrow.to === 'delivery' ? 'delivered' : arrow.to
    }
  }
  expect(new Set(demo.decisions.map((one) => one.kind))).toEqual(new Set(['approve', 'reject', 'hold', 'escalate']))
})

describe('the ledger', () => {
  it('balances, and no account ever goes below zero', () => {
    const balances = new Map<string, number>()
    for (const { postings } of demo.transactions) {
      expect(balanced(postings)).toBe(true)
      for (const { account, amount } of postings) {
        if (account.kind !== 'service') continue
        const balance = (balances.get(account.owner) ?? 0) + amount
        balances.set(account.owner, balance)
      }
    }
    expect(Math.min(...balances.values())).toBeGreaterThanOrEqual(0)
  })

  it('has one charge for each paid message and one refund, with its notice, for each refunded one', () => {
    const of = (kind: string): Set<string | null> =>
      new Set(demo.transactions.filter((one) => one.kind === kind).map((one) => one.messageId))
    const charged = new Set([...of('charge'), ...of('cod')])
    const refunded = of('refund')
    const noticed = new Set(
      demo.notifications
        .filter((one) => one.kind === 'message_rejected' && one.refund === 50)
        .map((one) => one.messageId),
    )
    for (const one of demo.messages) {
      expect(charged.has(one.id)).toBe(one.payment !== 'cod_unpaid')
      expect(refunded.has(one.id)).toBe(one.payment === 'refunded')
      expect(noticed.has(one.id)).toBe(one.payment === 'refunded')
    }
    expect(demo.messages.some((one) => one.payment === 'cod_paid')).toBe(true)
  })
})
