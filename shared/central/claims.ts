import { z } from 'zod'
import { id } from '../domain/ids.ts'

/** Most messages in one call about claims. */
export const CLAIMS_PER_CALL = 100

/**
 * How long a claim still lasts, in milliseconds from the moment of the answer. Never a point in time: the clocks of
 * workstations are wrong, and only central's counts.
 */
const remaining = z.int().min(0)

export const claimHolder = z.object({ id, name: z.string() })
export type ClaimHolder = z.infer<typeof claimHolder>

/** granted: it is the caller's. held: somebody else works on it. closed: there is nothing to decide on it any more. */
export const claimAnswer = z.discriminatedUnion('outcome', [
  z.object({ messageId: id, outcome: z.literal('granted'), milliseconds: remaining }),
  z.object({ messageId: id, outcome: z.literal('held'), by: claimHolder, milliseconds: remaining }),
  z.object({ messageId: id, outcome: z.literal('closed') }),
])
export type ClaimAnswer = z.infer<typeof claimAnswer>

/** Live event: claims that were taken or extended, and those that have ended. */
export const claimsEvent = z.object({
  /** The first event of a connection: all claims there are; what was known before is forgotten. */
  everything: z.boolean(),
  put: z.array(z.object({ messageId: id, by: claimHolder, milliseconds: remaining })),
  released: z.array(id),
})
export type ClaimsEvent = z.infer<typeof claimsEvent>

/** Live event: the staff who have a live connection, whenever they change. */
export const presenceEvent = z.object({
  /** The first event of a connection: all who are there. */
  everything: z.boolean(),
  arrived: z.array(claimHolder),
  left: z.array(id),
})
export type PresenceEvent = z.infer<typeof presenceEvent>
