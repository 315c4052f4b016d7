import type { z } from 'zod'
import type { Instant } from '../domain/ids.ts'
import type { Direction, Priority } from '../domain/message.ts'
import type { ScreeningOutcomeKind, ScreeningRecord, screeningFacts } from './rules.ts'

/** What screening looks at in a message. */
export interface ScreenedMessage {
  readonly id: string
  readonly memberId: string
  readonly individualId: string
  readonly text: string
  readonly direction: Direction
  readonly cod: boolean
  readonly revision: boolean
  readonly sentAt: Instant
}

/** What screening must know about the two people, as it stood when the message was sent. */
export type ScreeningContext = Readonly<z.infer<typeof screeningFacts>>

/** The outcome of screening one message. */
export interface ScreeningOutcome {
  readonly outcome: ScreeningOutcomeKind
  /** When it may be delivered at the earliest; `null` when at once. Kept through a review, where it still applies. */
  readonly deliverAt: Instant | null
  readonly priority: Priority
  /** A self-harm list matched: to the head of the queue, and an alert on every workstation. */
  readonly urgent: boolean
  /** The reason of the rejecting rule, when the outcome is `reject`. */
  readonly reasonId: string | null
  readonly record: ScreeningRecord
}
