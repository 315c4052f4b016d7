import type { Instant } from '../domain/ids.ts'
import type { Direction, Priority } from '../domain/message.ts'
import type { ScreeningRecord } from './rules.ts'

/** What screening looks at in a message. */
export interface ScreenedMessage {
  readonly id: string
  readonly text: string
  readonly direction: Direction
  readonly cod: boolean
  readonly revision: boolean
  readonly sentAt: Instant
}

/** What screening must know about the two people, as it stood when the message was sent. */
export interface ScreeningContext {
  /** IANA name of the facility's zone, for example `America/Denver`. */
  readonly timeZone: string
  readonly relationship: string
  readonly housingUnit: string
  readonly contactApprovedAt: Instant | null
  /** Messages of this contact before this one, both directions. */
  readonly contactMessages: number
  /** Messages that the sender sent to anybody in the 24 hours before this one. */
  readonly senderMessages24h: number
}

/** The outcome of screening one message. */
export interface ScreeningOutcome {
  readonly outcome: 'deliver' | 'schedule' | 'review' | 'reject'
  /** When it may be delivered at the earliest; `null` when at once. Kept through a review, where it still applies. */
  readonly deliverAt: Instant | null
  readonly priority: Priority
  /** A self-harm list matched: to the head of the queue, and an alert on every workstation. */
  readonly urgent: boolean
  /** The reason of the rejecting rule, when the outcome is `reject`. */
  readonly reasonId: string | null
  readonly record: ScreeningRecord
}
