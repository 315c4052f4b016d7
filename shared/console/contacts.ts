import { z } from 'zod'
import { personKind, privilege, privilegeEvidence } from '../central/entities.people.ts'
import { contact, contactState, individual, member } from '../central/entities.ts'
import { importReport, MOST_CSV } from '../central/operations.people.ts'
import { errorCode } from '../domain/errors.ts'
import { id, instant, version } from '../domain/ids.ts'
import { category } from '../screening/rules.ts'
import { method } from './method.ts'
import { pairRestriction } from './review.ts'

export const contactDecisionKind = z.enum(['approve', 'deny', 'revoke', 'reopen'])
export type ContactDecisionKind = z.infer<typeof contactDecisionKind>

/** Everything that may lie over a contact until central has confirmed it. */
export const contactChangeKind = z.enum([
  ...contactDecisionKind.options,
  'mark_privileged',
  'review_privileged',
  'unmark_privileged',
])
export type ContactChangeKind = z.infer<typeof contactChangeKind>

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
  overlay: z.object({ kind: contactChangeKind, batchId: id, undoUntil: instant }).nullable(),
})
export type ContactRow = z.infer<typeof contactRow>

const otherContact = z.object({
  id,
  name: z.string(),
  number: z.string(),
  relationship: z.string(),
  state: contactState,
})

/** In what two members are alike. `number` is the telephone number. */
export const likeness = z.enum(['name', 'address', 'email', 'number'])
export type Likeness = z.infer<typeof likeness>

/** That a person stands on a watchlist of people. */
export const watchlistHit = z.object({
  watchlistId: id,
  watchlist: z.string(),
  category,
  who: personKind,
})
export type WatchlistHit = z.infer<typeof watchlistHit>

/** A privileged contact with its evidence, for the list that is reviewed every year. */
export const privilegedRow = z.object({
  row: contactRow,
  privilege: privilege.nullable(),
  markedByName: z.string().nullable(),
  reviewedByName: z.string().nullable(),
  /** Whether the yearly review is due, or there is no evidence. */
  due: z.boolean(),
})
export type PrivilegedRow = z.infer<typeof privilegedRow>

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
  /** Other members who may be the same person: how they are alike, the strongest first. */
  likelyDuplicates: z.array(z.object({ id, name: z.string(), number: z.string(), why: z.array(likeness).min(1) })),
  /** Watchlists of people on which one of the two stands. */
  watchlistHits: z.array(watchlistHit),
  messages: z.int().min(0),
})
export type ContactItem = z.infer<typeof contactItem>

const done = z.object({})

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
  /** All privileged contacts, those whose review is due first. */
  'contacts.privileged': method('read_queues', z.object({}), z.object({ contacts: z.array(privilegedRow) })),
  /** From now on content is neither screened nor sent here, and what was here is withdrawn. */
  'contacts.markPrivileged': method('mark_privileged', z.object({ id, version, evidence: privilegeEvidence }), done),
  /** The yearly review: the evidence holds, as it is given here, for another year. */
  'contacts.reviewPrivileged': method('mark_privileged', z.object({ id, version, evidence: privilegeEvidence }), done),
  /** What comes from now on is screened again; what was withheld stays withheld. */
  'contacts.unmarkPrivileged': method(
    'mark_privileged',
    z.object({ id, version, note: z.string().trim().min(1).max(4_000) }),
    done,
  ),
  /**
   * Imports a list of approved contacts: `member_number,booking_number,relationship` in its first line, then one line
   * each. Without `digest` a dry run; with the digest of the dry run that was looked at, all of it or nothing. Needs the
   * line to central: refused with `unavailable` without it.
   */
  'contacts.import': method(
    'decide_contacts',
    z.object({ csv: z.string().min(1).max(MOST_CSV), digest: z.string().max(100).optional() }),
    importReport,
  ),
} as const
