import { z } from 'zod'
import type { ErrorCode } from './errors.ts'
import type { MessageState } from './message.ts'
import { may, type Permission, type Role } from './roles.ts'

/** What a staff user may do to a message (domain.md, "A message's life"). */
export const decisionKind = z.enum([
  'approve',
  'hold',
  'reject',
  'return',
  'escalate',
  'recall',
  'overturn',
  /** Gives a hold or a rejection another reason; nothing else changes. */
  'correct',
])
export type DecisionKind = z.infer<typeof decisionKind>

/** The part of a message on which the lifecycle depends. */
export interface LifecycleState {
  readonly state: MessageState
  readonly escalated: boolean
  /** Whether the recipient has opened it. */
  readonly opened: boolean
}

export interface Transition {
  readonly state: MessageState
  readonly escalated: boolean
  /** Whoever paid gets the charge back. */
  readonly refunds: boolean
}

interface Arrow {
  readonly from: readonly MessageState[]
  readonly to: MessageState | 'same' | 'delivery'
  readonly permission: Permission
  readonly needsReason: boolean
}

/** `delivery` stands for delivered, or scheduled while a delay or a window still applies. */
export const arrows: Readonly<Record<DecisionKind, Arrow>> = {
  approve: { from: ['pending_review', 'held'], to: 'delivery', permission: 'decide', needsReason: false },
  hold: { from: ['pending_review', 'scheduled'], to: 'held', permission: 'decide', needsReason: true },
  reject: { from: ['pending_review', 'held', 'scheduled'], to: 'rejected', permission: 'decide', needsReason: true },
  return: { from: ['held', 'pending_review'], to: 'pending_review', permission: 'decide', needsReason: false },
  escalate: { from: ['pending_review', 'held'], to: 'same', permission: 'decide', needsReason: false },
  recall: { from: ['delivered'], to: 'rejected', permission: 'recall', needsReason: true },
  overturn: { from: ['rejected'], to: 'delivery', permission: 'overturn', needsReason: false },
  correct: { from: ['held', 'rejected'], to: 'same', permission: 'decide', needsReason: true },
}

/**
 * What an escalated message waits for is a supervisor: nobody else decides it, in whatever state it is, nor takes the
 * escalation from it. Null when the role may, otherwise the code of the refusal.
 */
export function refuseEscalated(who: Role, message: { readonly escalated: boolean }): ErrorCode | null {
  return message.escalated && !may(who, 'decide_escalated') ? 'escalated' : null
}

/** What a reason must be meant for, so that a decision in this state may name it; null for one that names none. */
export function reasonUseOf(kind: DecisionKind, state: MessageState): 'hold' | 'reject' | null {
  if (!arrows[kind].needsReason) return null
  return kind === 'hold' || (kind === 'correct' && state === 'held') ? 'hold' : 'reject'
}

/**
 * The next state of a message under a decision, or the code of the refusal.
 *
 * @param stillWaits whether a delay or a delivery window lies ahead, so that "delivery" means scheduled
 */
export function transition(
  message: LifecycleState,
  kind: DecisionKind,
  stillWaits: boolean,
): Transition | { readonly refused: ErrorCode } {
  const arrow = arrows[kind]
  if (!arrow.from.includes(message.state)) return { refused: 'wrong_state' }
  if (kind === 'recall' && message.opened) return { refused: 'already_opened' }
  if (kind === 'escalate' && message.escalated) return { refused: 'wrong_state' }
  // What is not held is returned only from the supervisors to the officers.
  if (kind === 'return' && message.state === 'pending_review' && !message.escalated) return { refused: 'wrong_state' }
  const state =
    arrow.to === 'same' ? message.state : arrow.to === 'delivery' ? (stillWaits ? 'scheduled' : 'delivered') : arrow.to
  return {
    state,
    escalated: kind === 'escalate' ? true : kind === 'hold' || kind === 'correct' ? message.escalated : false,
    refunds: state === 'rejected' && kind !== 'correct',
  }
}

/** The states in which a message still waits for somebody or something: always kept in the cache. */
export const openStates: readonly MessageState[] = ['pending_review', 'held', 'scheduled']
