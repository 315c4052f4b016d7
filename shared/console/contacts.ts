import { z } from 'zod'
import { contact, contactState, individual, member } from '../central/entities.ts'
import { errorCode } from '../domain/errors.ts'
import { id, instant, version } from '../domain/ids.ts'
import { method } from './method.ts'
import { pairRestriction } from './review.ts'

export const contactDecisionKind = z.enum(['approve', 'deny', 'revoke'])
export type ContactDecisionKind = z.infer<typeof contactDecisionKind>

export const contactRow = z.object({
  id,
  version,
  /** The state with the overlay applied. */
  state: contactState,
  relationship: z.string(),
  member: z.object({ id, name: z.string(), number: z.string(), city: z.string() }),
  individual: z.object({ id, name: z.string(), number: z.string(), housingUnit: z.string() }),
  requestedAt: instant,
  decidedAt: instant.nullable(),
  overlay: z.object({ kind: contactDecisionKind, batchId: id, undoUntil: instant }).nullable(),
})
export type ContactRow = z.infer<typeof contactRow>

const otherContact = z.object({
  id,
  name: z.string(),
  number: z.string(),
  relationship: z.string(),
  state: contactState,
})

export const contactItem = z.object({
  row: contactRow,
  contact,
  member,
  individual,
  /** What limits these two, now or later. */
  restrictions: z.array(pairRestriction),
  memberContacts: z.array(otherContact),
  individualContacts: z.array(otherContact),
  /** Earlier requests of the same two people. */
  earlier: z.array(z.object({ id, state: contactState, requestedAt: instant, reasonId: id.nullable() })),
  /** Other members who share the name, the e-mail address, or the city and family name. */
  likelyDuplicates: z.array(z.object({ id, name: z.string(), number: z.string(), why: z.enum(['name', 'email']) })),
  messages: z.int().min(0),
})
export type ContactItem = z.infer<typeof contactItem>

export const contactMethods = {
  'contacts.list': method(
    'read_queues',
    z.object({ state: contactState, person: z.string().trim().max(100).optional() }),
    z.object({ ids: z.array(id), counts: z.record(contactState, z.int().min(0)) }),
  ),
  'contacts.rows': method(
    'read_queues',
    z.object({ ids: z.array(id).max(200) }),
    z.object({ rows: z.array(contactRow) }),
  ),
  'contacts.item': method('read_queues', z.object({ id }), contactItem),
  'contacts.decide': method(
    'decide_contacts',
    z.object({
      kind: contactDecisionKind,
      items: z.array(z.object({ id, version })).min(1).max(500),
      reasonId: id.optional(),
      note: z.string().trim().max(4_000).optional(),
    }),
    z.object({
      batchId: id,
      undoUntil: instant,
      refused: z.array(z.object({ id, code: errorCode })),
      taken: z.array(id),
    }),
  ),
  'contacts.undo': method(
    'decide_contacts',
    z.object({ batchId: id }),
    z.object({ undone: z.array(id), tooLate: z.int().min(0) }),
  ),
} as const
