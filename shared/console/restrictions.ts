import { z } from 'zod'
import { restrictionKind, restrictionTarget } from '../central/entities.ts'
import { id, instant, version } from '../domain/ids.ts'
import { method } from './method.ts'

const none = z.object({})

/**
 * Where a restriction stands at the moment of asking. `upcoming` is imposed and has not begun, `lapsed` came to its end,
 * `turned_down` is a proposal that nobody confirmed.
 */
export const restrictionStatus = z.enum(['proposed', 'upcoming', 'in_force', 'lapsed', 'lifted', 'turned_down'])
export type RestrictionStatus = z.infer<typeof restrictionStatus>

/** One step in a restriction's life, oldest first; `by` is null where the clock did it. */
export const restrictionStep = z.object({
  what: z.enum(['proposed', 'imposed', 'confirmed', 'began', 'lapsed', 'lifted', 'turned_down']),
  at: instant,
  by: z.string().nullable(),
  note: z.string().nullable(),
})
export type RestrictionStep = z.infer<typeof restrictionStep>

const person = z.object({ id, name: z.string(), number: z.string() })

export const restrictionRow = z.object({
  id,
  version,
  kind: restrictionKind,
  target: restrictionTarget,
  /** The people whom the target names. */
  individual: person.nullable(),
  member: person.nullable(),
  from: instant,
  /** Null: until it is lifted. */
  until: instant.nullable(),
  reason: z.string(),
  publicWording: z.string(),
  /** With the user's own unconfirmed commands laid over it. */
  status: restrictionStatus,
  log: z.array(restrictionStep),
  /** What this user asked for and central has not confirmed. */
  waiting: z.enum(['impose', 'propose', 'confirm', 'lift']).nullable(),
})
export type RestrictionRow = z.infer<typeof restrictionRow>

/** current: in force or upcoming. */
export const restrictionView = z.enum(['current', 'proposed', 'past'])
export type RestrictionView = z.infer<typeof restrictionView>

/** Rows in one page. */
export const RESTRICTIONS_PAGE = 100

/** What a restriction will stop, counted in what is kept here. */
export const restrictionPreview = z.object({
  /** Approved contacts that it touches. */
  contacts: z.int().min(0),
  /** Of these, contacts that another restriction in force stops already. */
  already: z.int().min(0),
  /** Messages under way: they go back to review when it begins. */
  scheduled: z.int().min(0),
  /** Messages that wait for a decision: they can be rejected, and approved only once it is over. */
  pending: z.int().min(0),
  /** To be given with `restrictions.impose` or `propose`; needed for a housing unit and for the facility. */
  token: z.string().max(60),
})
export type RestrictionPreview = z.infer<typeof restrictionPreview>

const newRestriction = z.object({
  /** A suspension is of one individual or one member. */
  kind: restrictionKind.default('restriction'),
  target: restrictionTarget,
  /** Null: from now on. */
  from: instant.nullable(),
  until: instant.nullable(),
  reason: z.string().trim().min(1).max(2_000),
  publicWording: z.string().trim().max(500).default(''),
  token: z.string().max(60).optional(),
})

export const restrictionMethods = {
  'restrictions.list': method(
    'read_queues',
    z.object({
      view: restrictionView,
      /** Part of a name, a number or a housing unit. */
      text: z.string().trim().max(100).optional(),
      /** The `next` of the page before. */
      cursor: z.string().max(100).optional(),
    }),
    z.object({
      rows: z.array(restrictionRow).max(RESTRICTIONS_PAGE),
      next: z.string().nullable(),
      counts: z.object({ current: z.int().min(0), proposed: z.int().min(0), past: z.int().min(0) }),
    }),
  ),
  'restrictions.item': method('read_queues', z.object({ id }), restrictionRow),
  /** Counts what a restriction will stop. Also without a line to central. */
  'restrictions.preview': method('propose_restrictions', z.object({ target: restrictionTarget }), restrictionPreview),
  /** Durable at once; there is no undo, it is lifted. @throws Refusal preview_required, restriction_invalid, recused */
  'restrictions.impose': method('impose_restrictions', newRestriction, z.object({ id })),
  /** Puts it before a supervisor; nothing is restricted yet. */
  'restrictions.propose': method('propose_restrictions', newRestriction, z.object({ id })),
  'restrictions.confirm': method('impose_restrictions', z.object({ id, version }), none),
  /** Ends a restriction or a suspension, or turns a proposal down. */
  'restrictions.lift': method(
    'impose_restrictions',
    z.object({ id, version, note: z.string().trim().max(4_000).optional() }),
    none,
  ),
} as const
