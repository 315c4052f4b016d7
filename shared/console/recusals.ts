import { z } from 'zod'
import { personRef } from '../central/entities.people.ts'
import { staffUser } from '../central/entities.ts'
import { id, instant, version } from '../domain/ids.ts'
import { method } from './method.ts'

const none = z.object({})

export const recusalRow = z.object({
  id,
  version,
  staffId: id,
  staffName: z.string(),
  /** With the name, which is empty where the person is closed to who asks. */
  person: personRef.extend({ name: z.string(), number: z.string() }),
  relation: z.string(),
  declaredByName: z.string(),
  declaredAt: instant,
  withdrawnByName: z.string().nullable(),
  withdrawnAt: instant.nullable(),
  /** Not confirmed by central yet. */
  waiting: z.enum(['declare', 'withdraw']).nullable(),
})
export type RecusalRow = z.infer<typeof recusalRow>

export const recusalMethods = {
  /** Everybody's for who may manage them, otherwise the user's own; those that hold first, at most 500. */
  'recusals.list': method(
    'declare_recusals',
    none,
    z.object({
      recusals: z.array(recusalRow).max(500),
      /** Whose recusal may be recorded here: colleagues for who may manage them, otherwise the user alone. */
      staff: z.array(staffUser),
    }),
  ),
  /**
   * Closes a person's messages and profile to a staff user, at once on this workstation.
   * @throws Refusal recusal_exists, not_found, forbidden for somebody else without `manage_recusals`
   */
  'recusals.declare': method(
    'declare_recusals',
    z.object({ staffId: id, person: personRef, relation: z.string().trim().min(1).max(200) }),
    z.object({ id }),
  ),
  /** By a supervisor, of somebody else's. @throws Refusal forbidden for one's own */
  'recusals.withdraw': method(
    'manage_recusals',
    z.object({ id, version, note: z.string().trim().max(4_000).optional() }),
    none,
  ),
} as const
