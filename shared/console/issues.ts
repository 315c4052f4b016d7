import { z } from 'zod'
import { commandKindNames, winner } from '../central/commands.ts'
import { errorCode } from '../domain/errors.ts'
import { id, instant } from '../domain/ids.ts'
import { method } from './method.ts'

/** A command of this user that central did not apply: what was wanted, and what happened instead. */
export const syncIssue = z.object({
  commandId: id,
  kind: z.enum(commandKindNames),
  target: id,
  /** "Dana Whitfield → Marcus Reed", or the name of what it was about. */
  subject: z.string(),
  reasonId: id.nullable(),
  at: instant,
  outcome: z.discriminatedUnion('what', [
    z.object({ what: z.literal('conflict'), winner }),
    z.object({
      what: z.literal('refused'),
      code: errorCode,
      sentence: z.string(),
      /** With `claimed`: who works on it. */
      by: z.string().optional(),
    }),
  ]),
})
export type SyncIssue = z.infer<typeof syncIssue>

export const issueMethods = {
  'issues.list': method('signed_in', z.object({}), z.object({ issues: z.array(syncIssue) })),
  /** The user has seen it; it leaves the list. */
  'issues.dismiss': method('signed_in', z.object({ commandId: id }), z.object({})),
} as const
