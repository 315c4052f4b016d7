import { z } from 'zod'
import { id, instant, version } from '../domain/ids.ts'
import { decisionKind } from '../domain/lifecycle.ts'
import { direction, messageState, payment, priority } from '../domain/message.ts'
import { bilingual, reason, reasonUse } from '../domain/reasons.ts'
import { role } from '../domain/roles.ts'
import { ruleSetContent, screeningRecord } from '../screening/rules.ts'
import { personNote, privilege, recusal } from './entities.people.ts'
import { sharedView } from './views.ts'

/** The facility's own settings, as staff see them. */
export const facility = z.object({
  id,
  name: z.string().min(1).max(120),
  timeZone: z.string().min(1),
  messagingSupported: z.boolean(),
  /** Seconds in which a decision can be undone before it leaves the workstation, 0 to 30. */
  undoWindowSeconds: z.int().min(0).max(30),
  /** Minutes within which a message should be decided; older ones are marked. */
  targetMinutes: z.int().min(1).max(10_080),
  housingUnits: z.array(z.string().min(1).max(40)).max(500),
})
export type Facility = z.infer<typeof facility>

/** A member of staff, as others see them. */
export const staffUser = z.object({ id, name: z.string(), role, active: z.boolean() })
export type StaffUser = z.infer<typeof staffUser>

export const individual = z.object({
  id,
  name: z.string().min(1).max(200),
  bookingNumber: z.string().min(1).max(40),
  housingUnit: z.string(),
  status: z.enum(['active', 'released', 'transferred']),
})
export type Individual = z.infer<typeof individual>

export const member = z.object({
  id,
  name: z.string().min(1).max(200),
  memberNumber: z.string().min(1).max(40),
  email: z.string(),
  city: z.string(),
  /** Street and number; empty where none was given. */
  address: z.string().max(200).default(''),
  phone: z.string().max(40).default(''),
  status: z.enum(['active', 'deactivated']),
})
export type Member = z.infer<typeof member>

export const contactState = z.enum(['pending', 'approved', 'denied', 'revoked'])
export type ContactState = z.infer<typeof contactState>

export const contact = z.object({
  id,
  memberId: id,
  individualId: id,
  relationship: z.string().min(1).max(60),
  state: contactState,
  privileged: z.boolean(),
  /** The evidence; null where the contact is not privileged, or was before evidence was kept. */
  privilege: privilege.nullable().default(null),
  requestedAt: instant,
  decidedAt: instant.nullable(),
  decidedBy: id.nullable(),
  reasonId: id.nullable(),
})
export type Contact = z.infer<typeof contact>

/** One message as staff see it. `text` is null only where a contact is privileged: content withheld. */
export const message = z.object({
  id,
  contactId: id,
  memberId: id,
  individualId: id,
  direction,
  text: z.string().nullable(),
  /** Length of the text in code points. */
  characters: z.int().min(0),
  state: messageState,
  payment,
  cod: z.boolean(),
  escalated: z.boolean(),
  urgent: z.boolean(),
  priority,
  sentAt: instant,
  /** When it may be delivered at the earliest, where a delay or a window applies. */
  deliverAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  openedAt: instant.nullable(),
  /** Who is to decide it; null for anybody, and for what is not open. */
  assignedTo: id.nullable().default(null),
  /** When a hold ends by itself and it comes back to review; null for one that somebody must end. */
  heldUntil: instant.nullable().default(null),
  /** Since when it is in its present state. */
  stateSince: instant,
  /** The rejected message that this one revises. */
  revises: id.nullable(),
  screening: screeningRecord,
})
export type Message = z.infer<typeof message>

/** One decision on a message: history that is only added to. */
export const decision = z.object({
  id,
  messageId: id,
  kind: decisionKind,
  staffId: id,
  reasonId: id.nullable(),
  note: z.string().nullable(),
  batchId: id.nullable(),
  /** Of a hold: until when, and for whom. */
  until: instant.nullable().default(null),
  assignedTo: id.nullable().default(null),
  at: instant,
})
export type Decision = z.infer<typeof decision>

export const note = z.object({
  id,
  messageId: id,
  contactId: id,
  staffId: id,
  text: z.string().min(1).max(4_000),
  at: instant,
})
export type Note = z.infer<typeof note>

/** A rule set: proposed by one supervisor, put in force by another; the numbered versions never change afterwards. */
export const ruleSet = z.object({
  id,
  state: z.enum(['proposed', 'in_force', 'superseded', 'withdrawn']),
  /** The number of the version, given when it is published; null for a proposal. */
  number: z.int().min(0).nullable(),
  /** The number of the version in force when it was proposed. */
  basedOn: z.int().min(0),
  comment: z.string().max(500),
  content: ruleSetContent,
  proposedBy: id.nullable(),
  proposedAt: instant,
  publishedBy: id.nullable(),
  publishedAt: instant.nullable(),
})
export type RuleSet = z.infer<typeof ruleSet>

/** What a restriction limits: one pair, everything of one person, a housing unit, or the whole facility. */
export const restrictionTarget = z.discriminatedUnion('scope', [
  z.object({ scope: z.literal('pair'), individualId: id, memberId: id }),
  z.object({ scope: z.literal('individual'), individualId: id }),
  z.object({ scope: z.literal('member'), memberId: id }),
  z.object({ scope: z.literal('housing_unit'), housingUnit: z.string().min(1).max(40) }),
  z.object({ scope: z.literal('facility') }),
])
export type RestrictionTarget = z.infer<typeof restrictionTarget>

/** A suspension is the restriction of one person's messaging as a whole, ended by reactivating it. */
export const restrictionKind = z.enum(['restriction', 'suspension'])

/**
 * A limit on communication. It is in force from `from` until `until`, which is not part of it, while its state is
 * `imposed`. The feed tells it again when it takes effect and when it lapses; whether it is in force at a moment is for
 * the clock alone.
 */
export const restriction = z.object({
  id,
  kind: restrictionKind.default('restriction'),
  target: restrictionTarget,
  from: instant,
  /** Null: until it is lifted. */
  until: instant.nullable(),
  /** Read by staff alone; senders are told that communication is restricted and no more. */
  reason: z.string().min(1).max(2_000),
  /** What staff may say to somebody who asks; the service itself tells the ground and no more. */
  publicWording: z.string().max(500).default(''),
  /** `lifted` also stands for a proposal that was turned down. */
  state: z.enum(['proposed', 'imposed', 'lifted']),
  proposedBy: id.nullable(),
  proposedAt: instant.nullable(),
  imposedBy: id.nullable(),
  imposedAt: instant.nullable(),
  liftedBy: id.nullable(),
  liftedAt: instant.nullable(),
  /** Why it was lifted, where that was said. */
  liftNote: z.string().nullable().default(null),
})
export type Restriction = z.infer<typeof restriction>

/** The entities of the change feed and the snapshot, in the order in which a snapshot sends them. */
export const entitySchemas = {
  facility,
  staff: staffUser,
  recusal,
  reason,
  rule_set: ruleSet,
  individual,
  member,
  contact,
  message,
  decision,
  note,
  restriction,
  person_note: personNote,
  view: sharedView,
} as const
export type EntityName = keyof typeof entitySchemas
export type EntityData = { [E in EntityName]: z.infer<(typeof entitySchemas)[E]> }
export const entityNames = Object.keys(entitySchemas) as EntityName[]

export { bilingual, reason, reasonUse, version }
