import { codePoints, type Direction, MESSAGE_PRICE } from '../../shared/domain/message.ts'
import type { Reason } from '../../shared/domain/reasons.ts'
import type { CompiledRuleSet } from '../../shared/screening/engine.ts'
import type { ScreeningOutcome } from '../../shared/screening/evaluate.types.ts'
import { screen } from '../../shared/screening/screen.ts'
import { DemoBook } from './book.ts'
import type { DemoDecision, DemoMessage, DemoNotification } from './facility.ts'
import type { Pair } from './people.ts'
import type { Random } from './random.ts'
import type { Step } from './review.ts'
import type { FlaggedTopic } from './words/flagged.ts'

const DAY = 86_400_000
const MINUTE = 60_000

/** A message while its life is told. */
export type Draft = { -readonly [K in keyof DemoMessage]: DemoMessage[K] } & { reviewFrom: number }

export interface Sending {
  readonly pair: Pair
  readonly direction: Direction
  readonly text: string
  readonly at: number
  readonly revises?: string
}

/** Sends the demo's messages: charged, screened by the real engine, delivered, opened, decided. In the order of time. */
export class DemoHistory {
  readonly messages: Draft[] = []
  readonly decisions: DemoDecision[] = []
  readonly notifications: DemoNotification[] = []
  readonly book: DemoBook
  readonly #random: Random
  readonly #rules: CompiledRuleSet
  readonly #reasons: ReadonlyMap<string, Reason>
  readonly #timeZone: string
  readonly #now: number
  readonly #ofContact = new Map<string, number>()
  readonly #ofSender = new Map<string, number[]>()

  constructor(random: Random, rules: CompiledRuleSet, reasons: readonly Reason[], timeZone: string, now: number) {
    this.#random = random
    this.#rules = rules
    this.#reasons = new Map(reasons.map((reason) => [reason.id, reason]))
    this.#timeZone = timeZone
    this.#now = now
    this.book = new DemoBook(random.fork('book'))
  }

  /** Sends one message; where the engine asks for a review, it waits as `pending_review` until `decide`. */
  send(sending: Sending): Draft {
    const { pair, direction, text, at } = sending
    const random = this.#random
    const id = random.id(at)
    const sender = direction === 'inbound' ? pair.member.id : pair.individual.id
    const cod = direction === 'outbound' && this.book.balance(sender) < MESSAGE_PRICE && random.chance(0.45)
    if (!cod) this.book.charge(sender, id, at, 'charge')
    const outcome = this.#screen(id, sending, sender, cod)
    const draft: Draft = {
      id,
      contactId: pair.contact.id,
      memberId: pair.member.id,
      individualId: pair.individual.id,
      direction,
      text,
      characters: codePoints(text),
      state: outcome.outcome === 'review' ? 'pending_review' : 'scheduled',
      payment: cod ? 'cod_unpaid' : 'paid',
      cod,
      escalated: false,
      assignedTo: null,
      heldUntil: null,
      urgent: outcome.urgent,
      priority: outcome.priority,
      sentAt: instant(at),
      deliverAt: outcome.deliverAt,
      deliveredAt: null,
      openedAt: null,
      stateSince: instant(at),
      revises: sending.revises ?? null,
      screening: outcome.record,
      reasonId: null,
      version: 1,
      reviewFrom: at,
    }
    this.messages.push(draft)
    if (outcome.outcome !== 'review') this.#deliver(draft, at)
    return draft
  }

  /** Applies what staff did, one version for each step. */
  decide(draft: Draft, steps: readonly Step[]): void {
    for (const step of steps) {
      draft.version++
      const at = instant(step.at)
      this.decisions.push({
        id: this.#random.id(step.at),
        messageId: draft.id,
        messageVersion: draft.version,
        kind: step.kind,
        staffId: step.staffId,
        reasonId: step.reasonId,
        note: step.note,
        until: null,
        assignedTo: null,
        batchId: null,
        at,
      })
      if (step.kind === 'escalate') draft.escalated = true
      if (step.kind === 'hold') {
        draft.state = 'held'
        draft.stateSince = at
      }
      if (step.kind === 'reject') this.#reject(draft, step)
      if (step.kind === 'approve') {
        draft.escalated = false
        draft.state = 'scheduled'
        draft.stateSince = at
        this.#deliver(draft, step.at)
      }
    }
  }

  /** What the engine says, in the context that the central service would have given it. */
  #screen(id: string, { pair, direction, text, at, revises }: Sending, sender: string, cod: boolean): ScreeningOutcome {
    const before = this.#ofContact.get(pair.contact.id) ?? 0
    const times = (this.#ofSender.get(sender) ?? []).filter((time) => time > at - DAY)
    this.#ofContact.set(pair.contact.id, before + 1)
    this.#ofSender.set(sender, [...times, at])
    if (pair.contact.privileged) {
      return {
        outcome: 'deliver',
        deliverAt: null,
        priority: 'normal',
        urgent: false,
        reasonId: null,
        record: { ruleSetVersion: this.#rules.version, matches: [], rules: [] },
      }
    }
    return screen(
      this.#rules,
      {
        id,
        memberId: pair.member.id,
        individualId: pair.individual.id,
        text,
        direction,
        cod,
        revision: revises !== undefined,
        sentAt: instant(at),
      },
      {
        timeZone: this.#timeZone,
        relationship: pair.contact.relationship,
        housingUnit: pair.individual.housingUnit,
        contactApprovedAt: pair.contact.decidedAt,
        contactMessages: before,
        senderMessages24h: times.length,
      },
    )
  }

  /** Delivers at once or when its time comes; leaves it scheduled where that lies ahead. */
  #deliver(draft: Draft, from: number): void {
    const due = draft.deliverAt === null ? from : Math.max(from, Date.parse(draft.deliverAt))
    if (due > this.#now) return
    // Delivered by the scheduler later, it has one version more than delivered at once.
    if (due > from) draft.version++
    draft.state = 'delivered'
    draft.deliveredAt = instant(due)
    draft.stateSince = instant(due)
    this.#notify(draft, draft.direction === 'inbound' ? draft.individualId : draft.memberId, 'message_delivered', due)
    this.#open(draft, due)
  }

  #open(draft: Draft, delivered: number): void {
    const random = this.#random
    const at = Math.floor(delivered + (2 + random.next() ** 2 * 900) * MINUTE)
    if (at >= this.#now || !random.chance(draft.cod ? 0.75 : 0.95)) return
    draft.openedAt = instant(at)
    draft.version++
    if (!draft.cod) return
    this.book.charge(draft.memberId, draft.id, at, 'cod')
    draft.payment = 'cod_paid'
  }

  #reject(draft: Draft, step: Step): void {
    const refund = this.book.refund(draft.id, step.at)
    draft.state = 'rejected'
    draft.stateSince = instant(step.at)
    draft.escalated = false
    draft.reasonId = step.reasonId
    if (refund > 0) draft.payment = 'refunded'
    const sender = draft.direction === 'inbound' ? draft.memberId : draft.individualId
    this.#notify(draft, sender, 'message_rejected', step.at, step.reasonId, refund)
  }

  #notify(
    draft: Draft,
    recipientId: string,
    kind: DemoNotification['kind'],
    at: number,
    reasonId: string | null = null,
    refund = 0,
  ): void {
    const reason = reasonId === null ? null : (this.#reasons.get(reasonId)?.public ?? null)
    this.notifications.push({
      id: this.#random.id(at),
      recipientId,
      kind,
      messageId: draft.id,
      contactId: draft.contactId,
      reason,
      refund,
      at: instant(at),
    })
  }
}

/** A topic a letter may have, and how often each comes. */
export function topicOf(random: Random, share: number): FlaggedTopic | null {
  if (!random.chance(share)) return null
  const topics: FlaggedTopic[] = ['contraband', 'gang', 'threat', 'self_harm', 'escape', 'witness', 'thirdParty']
  return topics[random.weighted([34, 18, 14, 8, 4, 10, 12])] ?? null
}

function instant(at: number): string {
  return new Date(at).toISOString()
}
