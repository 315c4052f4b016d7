import { z } from 'zod'
import { personKind, personRef } from '../central/entities.people.ts'
import { contactState, individual, member } from '../central/entities.ts'
import { balances } from '../central/operations.people.ts'
import { id, instant, version } from '../domain/ids.ts'
import { decisionKind } from '../domain/lifecycle.ts'
import { direction, messageState } from '../domain/message.ts'
import { watchlistHit } from './contacts.ts'
import { method } from './method.ts'
import { recusalRow } from './recusals.ts'
import { restrictionRow } from './restrictions.ts'

const none = z.object({})

/** Most hits of one search. */
export const PEOPLE_FOUND = 30
/** People in one page of the list, entries in one page of the timeline. */
export const PEOPLE_PAGE = 100
export const TIMELINE_PAGE = 50
/** Most people in a graph. */
export const GRAPH_NODES = 60

export const personRow = z.object({
  kind: personKind,
  id,
  name: z.string(),
  /** Booking number or member number. */
  number: z.string(),
  status: z.enum(['active', 'released', 'transferred', 'deactivated']),
  /** Of an individual. */
  housingUnit: z.string().nullable(),
  /** Of a member. */
  city: z.string().nullable(),
  /** Whether the messaging of this person is suspended now. */
  suspended: z.boolean(),
})
export type PersonRow = z.infer<typeof personRow>

export const profileContact = z.object({
  contactId: id,
  version,
  state: contactState,
  relationship: z.string(),
  privileged: z.boolean(),
  requestedAt: instant,
  decidedAt: instant.nullable(),
  other: z.object({ kind: personKind, id, name: z.string(), number: z.string() }),
  /** Messages that are kept here, in each direction. */
  inbound: z.int().min(0),
  outbound: z.int().min(0),
  /** Of these, those that wait for a decision. */
  pending: z.int().min(0),
  lastMessageAt: instant.nullable(),
  lastMessageId: id.nullable(),
})
export type ProfileContact = z.infer<typeof profileContact>

export const profileDecision = z.object({
  id,
  messageId: id,
  kind: decisionKind,
  by: z.string(),
  at: instant,
  reasonId: id.nullable(),
  note: z.string().nullable(),
  direction,
  other: z.object({ id, name: z.string(), number: z.string() }),
})
export type ProfileDecision = z.infer<typeof profileDecision>

export const profileNote = z.object({
  id,
  by: z.string(),
  at: instant,
  text: z.string(),
  /** Not confirmed by central yet. */
  waiting: z.boolean(),
})
export type ProfileNote = z.infer<typeof profileNote>

/** A person with everything around them that is kept here. Balances are asked for apart. */
export const profile = z.object({
  row: personRow,
  /** One of the two. */
  individual: individual.nullable(),
  member: member.nullable(),
  /** At most 200, those with the latest messages first. */
  contacts: z.array(profileContact).max(200),
  /** All that name this person, a pair or their housing unit, and those of the facility that are not over; at most 200. */
  restrictions: z.array(restrictionRow).max(200),
  /** The suspension in force, or null. Every earlier one stands among the restrictions. */
  suspension: restrictionRow.nullable(),
  watchlistHits: z.array(watchlistHit),
  /** How the messages of this person were decided, and the latest 50 decisions. */
  decided: z.object({ approved: z.int().min(0), held: z.int().min(0), rejected: z.int().min(0) }),
  decisions: z.array(profileDecision).max(50),
  /** Newest first, at most 100. */
  notes: z.array(profileNote),
  /** Who is recused from this person: everybody for supervisors, oneself for others. */
  recusals: z.array(recusalRow),
})
export type Profile = z.infer<typeof profile>

/** One event in a person's timeline. */
export const timelineEntry = z.object({
  id: z.string(),
  at: instant,
  /** Who did it, where a staff user did. */
  by: z.string().nullable(),
  /** The other person of the contact it is about. */
  other: z.object({ kind: personKind, id, name: z.string() }).nullable(),
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('message'), messageId: id, direction, state: messageState }),
    z.object({ kind: z.literal('decision'), messageId: id, decision: decisionKind, reasonId: id.nullable() }),
    z.object({ kind: z.literal('contact_requested'), contactId: id, relationship: z.string() }),
    z.object({ kind: z.literal('contact_decided'), contactId: id, state: contactState, reasonId: id.nullable() }),
    z.object({
      kind: z.literal('restriction'),
      restrictionId: id,
      suspension: z.boolean(),
      step: z.enum(['proposed', 'imposed', 'lifted', 'turned_down']),
    }),
    z.object({ kind: z.literal('note'), text: z.string() }),
  ]),
})
export type TimelineEntry = z.infer<typeof timelineEntry>

/** Who writes to whom around a person: their contacts, and the other contacts of those. */
export const peopleGraph = z.object({
  nodes: z
    .array(
      z.object({
        kind: personKind,
        id,
        name: z.string(),
        number: z.string(),
        /** 0 the person, 1 a contact, 2 a contact's contact. */
        distance: z.int().min(0).max(2),
      }),
    )
    .max(GRAPH_NODES),
  /** Each contact between two of the nodes, with the messages that are kept here. */
  edges: z.array(
    z.object({
      contactId: id,
      memberId: id,
      individualId: id,
      state: contactState,
      relationship: z.string(),
      inbound: z.int().min(0),
      outbound: z.int().min(0),
    }),
  ),
  /** Whether there are more people than are shown. */
  more: z.boolean(),
})
export type PeopleGraph = z.infer<typeof peopleGraph>

export const peopleMethods = {
  /** By names in any order, with accents and misspellings forgiven, or by a number. The best first. */
  'people.find': method(
    'read_queues',
    z.object({ text: z.string().trim().min(2).max(100), kind: personKind.optional() }),
    z.object({ hits: z.array(personRow).max(PEOPLE_FOUND) }),
  ),
  /** In the order of their names. */
  'people.list': method(
    'read_queues',
    z.object({
      kind: personKind,
      housingUnit: z.string().max(40).optional(),
      /** The `next` of the page before. */
      cursor: z.string().max(300).optional(),
    }),
    z.object({ rows: z.array(personRow).max(PEOPLE_PAGE), next: z.string().nullable(), total: z.int().min(0) }),
  ),
  /** @throws Refusal not_found, recused */
  'people.profile': method('read_queues', personRef, profile),
  /** Asked of central each time: refused with `unavailable` while there is no line. */
  'people.balances': method('read_queues', personRef, balances),
  'people.timeline': method(
    'read_queues',
    personRef.extend({ cursor: z.string().max(100).optional() }),
    z.object({ entries: z.array(timelineEntry).max(TIMELINE_PAGE), next: z.string().nullable() }),
  ),
  'people.graph': method('read_queues', personRef, peopleGraph),
  'people.note': method('note', personRef.extend({ text: z.string().trim().min(1).max(4_000) }), none),
} as const
