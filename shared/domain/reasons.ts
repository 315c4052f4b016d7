import { z } from 'zod'
import { id } from './ids.ts'

/** A text that people read, in each language of the console. */
export const bilingual = z.object({ en: z.string().min(1).max(500), es: z.string().min(1).max(500) })
export type Bilingual = z.infer<typeof bilingual>

/** What a reason may be given for. */
export const reasonUse = z.enum(['hold', 'reject', 'deny_contact'])
export type ReasonUse = z.infer<typeof reasonUse>

/** A coded ground from the facility's own list: `staff` is read by staff, `public` by the sender. */
export const reason = z.object({
  id,
  code: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/),
  uses: z.array(reasonUse).min(1),
  staff: bilingual,
  public: bilingual,
  /** Place in the list, from 1; the first nine are answered by the keys 1 to 9. */
  order: z.int().min(1),
  active: z.boolean(),
})
export type Reason = z.infer<typeof reason>

/** The active reasons for one use, in the order in which the keys 1 to 9 answer them. */
export function reasonsFor(reasons: readonly Reason[], use: ReasonUse): Reason[] {
  return reasons.filter((r) => r.active && r.uses.includes(use)).sort((a, b) => a.order - b.order)
}
