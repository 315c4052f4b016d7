import type { DecisionKind } from '../../shared/domain/lifecycle.ts'
import type { Reason } from '../../shared/domain/reasons.ts'
import type { DemoStaffUser } from './facility.ts'
import type { Random } from './random.ts'
import type { FlaggedTopic } from './words/flagged.ts'

/** One step of what staff did with a message. */
export interface Step {
  readonly kind: DecisionKind
  readonly at: number
  readonly staffId: string
  readonly reasonId: string | null
  readonly note: string | null
}

const reasonCodes: Readonly<Record<FlaggedTopic, readonly string[]>> = {
  contraband: ['contraband', 'contraband', 'coded_language'],
  gang: ['gang', 'coded_language'],
  threat: ['threats'],
  self_harm: ['threats'],
  escape: ['threats', 'coded_language'],
  witness: ['witness'],
  thirdParty: ['third_party'],
}

const notes: Readonly<Record<'reject' | 'hold' | 'escalate' | 'approve', readonly string[]>> = {
  reject: [
    'Second one this month.',
    'Clear enough as it stands.',
    'Copied to investigations.',
    'Spoke with the unit sergeant.',
  ],
  hold: ['Asked for a second reading.', 'Waiting for the translator.', 'Checking the names against the unit list.'],
  escalate: ['Please look at this one.', 'Not sure about the wording.', 'Medical has been called.'],
  approve: ['Family matter, nothing behind it.', 'The word is used innocently.', 'Checked with the chaplain.'],
}

/** How the staff of the demo facility decide. */
export class DemoReviewers {
  readonly #random: Random
  readonly #officers: readonly string[]
  readonly #supervisors: readonly string[]
  readonly #reasons: readonly Reason[]

  constructor(random: Random, staff: readonly DemoStaffUser[], reasons: readonly Reason[]) {
    this.#random = random
    this.#officers = staff.filter((one) => one.role === 'officer').map((one) => one.id)
    this.#supervisors = staff.filter((one) => one.role === 'supervisor').map((one) => one.id)
    this.#reasons = reasons
  }

  officer(): string {
    return this.#random.pick(this.#officers)
  }

  supervisor(): string {
    return this.#random.pick(this.#supervisors)
  }

  reasonId(code: string): string {
    return this.#reasons.find((reason) => reason.code === code)?.id ?? ''
  }

  step(kind: DecisionKind, at: number, staffId: string, code: string | null): Step {
    const random = this.#random
    const pool = kind in notes ? notes[kind as keyof typeof notes] : []
    const note = pool.length > 0 && random.chance(kind === 'approve' ? 0.03 : 0.3) ? random.pick(pool) : null
    return { kind, at, staffId, reasonId: code === null ? null : this.reasonId(code), note }
  }

  holdCode(topic: FlaggedTopic | null, spanish: boolean): string {
    if (topic === 'self_harm') return 'welfare'
    if (spanish) return 'needs_translation'
    return this.#random.pick(['needs_supervisor', 'coded_language', 'needs_supervisor', 'contraband'])
  }

  /** What was done with a message between two moments; the last step approves or rejects. */
  decide(topic: FlaggedTopic | null, spanish: boolean, from: number, until: number): Step[] {
    const random = this.#random
    const room = until - from
    const first = from + Math.min(room * 0.5, (4 + random.next() ** 2 * 300) * 60_000)
    const second = Math.min(until - 1, first + (20 + random.next() ** 2 * 900) * 60_000)
    const bad = topic !== null && topic !== 'self_harm' ? random.chance(0.8) : random.chance(0.015)
    const code =
      topic === null
        ? random.pick(['sexual_content', 'third_party', 'coded_language'])
        : random.pick(reasonCodes[topic])
    const last = (at: number, staffId: string): Step =>
      bad ? this.step('reject', at, staffId, code) : this.step('approve', at, staffId, null)
    if (topic === 'self_harm') {
      return [this.step('escalate', first, this.officer(), null), this.step('approve', second, this.supervisor(), null)]
    }
    if (random.chance(topic === null ? 0.02 : 0.12)) {
      return [this.step('hold', first, this.officer(), this.holdCode(topic, spanish)), last(second, this.supervisor())]
    }
    return [last(first, random.chance(0.1) ? this.supervisor() : this.officer())]
  }
}
