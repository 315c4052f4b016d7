import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandEnvelope } from '../../../shared/central/commands.ts'
import { balanced, chargePostings, purchasePostings, refundPostings } from '../../../shared/domain/credits.ts'
import { errorSentences, invalidInput, Refusal } from '../../../shared/domain/errors.ts'
import { instant } from '../../../shared/domain/ids.ts'
import { arrows, type DecisionKind, refuseEscalated, transition } from '../../../shared/domain/lifecycle.ts'
import {
  codePoints,
  MESSAGE_MAX_CODE_POINTS,
  type MessageState,
  messageState,
  publicLabelOf,
  refuseText,
} from '../../../shared/domain/message.ts'
import { reasonsFor } from '../../../shared/domain/reasons.ts'
import { may, permissionsOf, type Role } from '../../../shared/domain/roles.ts'

const kinds = Object.keys(arrows) as DecisionKind[]

describe('the text of a message', () => {
  it('counts code points as the promise does, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => codePoints(text) === [...text].length))
  })

  it('takes exactly 30,000 code points and refuses one more, also where each takes two units', () => {
    expect(refuseText('😀'.repeat(MESSAGE_MAX_CODE_POINTS))).toBeNull()
    expect(refuseText('😀'.repeat(MESSAGE_MAX_CODE_POINTS + 1))).toBe('message_too_long')
    expect(refuseText('a'.repeat(MESSAGE_MAX_CODE_POINTS + 1))).toBe('message_too_long')
  })

  it('refuses nothing but whitespace, and what is not text', () => {
    expect(refuseText(' \n\t ')).toBe('message_empty')
    expect(refuseText('')).toBe('message_empty')
    expect(refuseText('a\ud800b')).toBe('message_malformed')
    expect(refuseText('a\0b')).toBe('message_malformed')
  })
})

describe('the life of a message', () => {
  const states = fc.constantFrom(...messageState.options)
  const anything = fc.record({ state: states, escalated: fc.boolean(), opened: fc.boolean() })

  it('never leaves delivered or rejected but by recall and overturn', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(...kinds), fc.boolean(), (message, kind, waits) => {
        const next = transition(message, kind, waits)
        if ('refused' in next) return true
        if (message.state === 'delivered') return kind === 'recall' && !message.opened && next.state === 'rejected'
        if (message.state === 'rejected')
          return kind === 'overturn' || (kind === 'correct' && next.state === 'rejected')
        return true
      }),
    )
  })

  it('refunds exactly where the message becomes rejected', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(...kinds), fc.boolean(), (message, kind, waits) => {
        const next = transition(message, kind, waits)
        const becomes = !('refused' in next) && next.state === 'rejected' && message.state !== 'rejected'
        return 'refused' in next || next.refunds === becomes
      }),
    )
  })

  it('keeps an escalation until a supervisor decides or returns it', () => {
    const escalated = { state: 'held' as MessageState, escalated: true, opened: false }
    expect(transition(escalated, 'correct', false)).toMatchObject({ state: 'held', escalated: true })
    expect(transition(escalated, 'return', false)).toMatchObject({ state: 'pending_review', escalated: false })
    expect(refuseEscalated('officer', escalated)).toBe('escalated')
    expect(refuseEscalated('supervisor', escalated)).toBeNull()
    expect(refuseEscalated('officer', { escalated: false })).toBeNull()
    const waiting = { ...escalated, state: 'pending_review' as MessageState }
    expect(transition(waiting, 'return', false)).toMatchObject({ state: 'pending_review', escalated: false })
    expect(transition({ ...waiting, escalated: false }, 'return', false)).toEqual({ refused: 'wrong_state' })
  })

  it('schedules instead of delivering while a delay still applies', () => {
    const pending = { state: 'pending_review' as MessageState, escalated: false, opened: false }
    expect(transition(pending, 'approve', true)).toMatchObject({ state: 'scheduled' })
    expect(transition(pending, 'approve', false)).toMatchObject({ state: 'delivered' })
  })

  it('tells the sender one of three labels and nothing of holds and schedules', () => {
    expect(new Set(messageState.options.map(publicLabelOf))).toEqual(
      new Set(['Pending Review', 'Delivered', 'Rejected']),
    )
    expect(publicLabelOf('held')).toBe('Pending Review')
    expect(publicLabelOf('scheduled')).toBe('Pending Review')
  })
})

describe('money', () => {
  it('balances every charge, refund and purchase', () => {
    const charge = chargePostings('someone')
    expect(balanced(charge)).toBe(true)
    expect(balanced(refundPostings(charge))).toBe(true)
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), (n) => balanced(purchasePostings('someone', n))))
  })

  it('gives back exactly what was charged, to the same accounts', () => {
    const both = [...chargePostings('someone'), ...refundPostings(chargePostings('someone'))]
    const sums = new Map<string, number>()
    for (const { account, amount } of both) {
      const key = JSON.stringify(account)
      sums.set(key, (sums.get(key) ?? 0) + amount)
    }
    expect([...sums.values()].every((sum) => sum === 0)).toBe(true)
  })
})

describe('roles', () => {
  it('follow the table of the domain', () => {
    const rows: [Role, Parameters<typeof may>[1], boolean][] = [
      ['officer', 'decide', true],
      ['officer', 'recall', false],
      ['officer', 'decide_bulk', false],
      ['officer', 'draft_rules', false],
      ['supervisor', 'overturn', true],
      ['supervisor', 'publish_rules', true],
      ['supervisor', 'administer', false],
      ['investigator', 'decide', false],
      ['investigator', 'note', true],
      ['investigator', 'read_queues', true],
      ['administrator', 'read_queues', false],
      ['administrator', 'administer', true],
    ]
    for (const [who, what, expected] of rows) expect([who, what, may(who, what)]).toEqual([who, what, expected])
    expect(permissionsOf('administrator')).not.toContain('decide')
  })
})

describe('reasons', () => {
  it('are offered by use, in their order, without the retired ones', () => {
    const text = { en: 'x', es: 'x' }
    const reason = (order: number, uses: ('hold' | 'reject')[], active = true) => ({
      id: crypto.randomUUID(),
      code: `reason_${order}`,
      uses,
      staff: text,
      public: text,
      order,
      active,
    })
    const list = [reason(3, ['reject']), reason(1, ['reject', 'hold']), reason(2, ['reject'], false)]
    expect(reasonsFor(list, 'reject').map((r) => r.order)).toEqual([1, 3])
    expect(reasonsFor(list, 'hold').map((r) => r.order)).toEqual([1])
  })
})

describe('refusals', () => {
  it('carry a sentence for every code, and never the value that was wrong', () => {
    for (const sentence of Object.values(errorSentences)) expect(sentence).toMatch(/^[A-Z].*\.$/)
    const parsed = commandEnvelope.safeParse({ id: 'my secret letter', kind: 'nonsense' })
    expect(parsed.success).toBe(false)
    if (parsed.success) return
    const body = invalidInput(parsed.error).toBody()
    expect(body.code).toBe('invalid_input')
    expect(JSON.stringify(body)).not.toContain('secret')
    expect(new Refusal('conflict').toBody()).toEqual({ code: 'conflict', sentence: errorSentences.conflict })
  })
})

describe('what PostgreSQL cannot store', () => {
  it('is refused at the boundary: a year 0, and a version that no row can have', () => {
    expect(instant.safeParse('2026-11-23T08:15:00.000Z').success).toBe(true)
    expect(instant.safeParse('0000-01-01T00:00:00.000Z').success).toBe(false)
    const basedOn = commandEnvelope.shape.basedOn
    expect(basedOn.safeParse(2_147_483_647).success).toBe(true)
    expect(basedOn.safeParse(2_147_483_648).success).toBe(false)
  })
})
