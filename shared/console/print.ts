import { z } from 'zod'
import { id, instant } from '../domain/ids.ts'
import { direction, messageState } from '../domain/message.ts'
import { method } from './method.ts'
import { decisionEntry } from './review.ts'

/** Most messages of a thread on paper: the latest. */
export const PRINT_MAX = 200

export const printScope = z.enum(['message', 'thread'])
export type PrintScope = z.infer<typeof printScope>

/** What stands on paper, with who printed it and when. */
export const printed = z.object({
  scope: printScope,
  by: z.string(),
  at: instant,
  facility: z.string(),
  relationship: z.string(),
  /** Oldest first. */
  messages: z.array(
    z.object({
      id,
      direction,
      from: z.object({ name: z.string(), number: z.string() }),
      to: z.object({ name: z.string(), number: z.string() }),
      state: messageState,
      sentAt: instant,
      characters: z.int().min(0),
      /** Null where the content is withheld. */
      text: z.string().nullable(),
      /** Newest first. */
      decisions: z.array(decisionEntry),
    }),
  ),
  /** Messages of the thread that are not on it. */
  left: z.int().min(0),
})
export type Printed = z.infer<typeof printed>

export const printMethods = {
  /** Gives what is to be printed and records in the audit trail that it was, also when the line is down by now. */
  'review.print': method('read_queues', z.object({ id, scope: printScope }), printed),
} as const
