import { z } from 'zod'
import { claimHolder } from '../central/claims.ts'
import { id } from '../domain/ids.ts'
import { method } from './method.ts'

const none = z.object({})

/** A claim as this workstation knows it. */
export const claimState = z.object({
  messageId: id,
  by: claimHolder,
  /** Whether it is this user's own. */
  mine: z.boolean(),
  /** How long it still lasts unless it is extended: clocks of workstations are wrong, so no point in time is told. */
  milliseconds: z.int().min(0),
})
export type ClaimState = z.infer<typeof claimState>

/** Who works on what, and who is connected: this user's own claims, those of others, and colleagues on line. */
export const colleagues = z.object({
  claims: z.array(claimState),
  /** Empty while central cannot be reached. */
  present: z.array(claimHolder),
})
export type ColleaguesState = z.infer<typeof colleagues>

export const claimMethods = {
  /** What the event `claims` tells whenever it changes. */
  'claims.state': method('read_queues', none, colleagues),
  /**
   * Says that a message is on screen: takes a claim on it or, when half of it has passed, extends it. To be said again
   * at least every 30 seconds while it stays there, or the claim lapses. Answers at once; what came of it is told by the
   * event `claims`. Offline it does nothing until the line is back.
   */
  'review.claim': method('decide', z.object({ id }), none),
  /** Says that a message left the screen. While a decision on it waits here, the claim is kept until that has left. */
  'review.release': method('decide', z.object({ id }), none),
} as const
