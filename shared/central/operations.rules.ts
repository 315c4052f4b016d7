import { z } from 'zod'
import { id, instant } from '../domain/ids.ts'
import { operation } from './operation.ts'

const none = z.object({})
const count = z.int().min(0)

/** What one rule did to the messages of a period. Waits are in whole seconds, null where there is nothing to measure. */
export const ruleEffect = z.object({
  ruleId: id,
  /** Messages that it matched, whatever its action. */
  matched: count,
  /** Of these, those that it sent to review, and how they were decided in the end; what is open is neither. */
  held: count,
  /** Let through by the first decision about delivery, which still stands: held without need. */
  approved: count,
  rejected: count,
  /** The median time from sending to the first approval or rejection. */
  medianWait: count.nullable(),
  /** Those that it delayed or kept for a window, and the median time until they were delivered. */
  delayed: count,
  medianDelay: count.nullable(),
  /** Those that it rejected outright, and of these the ones that a supervisor let through after all. */
  rejectedOutright: count,
  overturned: count,
})
export type RuleEffect = z.infer<typeof ruleEffect>

export const rulesEffect = z.object({
  /** The number of the version in force; 0 where there is none. */
  number: count,
  from: instant,
  until: instant,
  /** Messages that were sent in the period. */
  messages: count,
  /** One for each rule in force, in its order. */
  rules: z.array(ruleEffect),
})
export type RulesEffect = z.infer<typeof rulesEffect>

/** Most days over which the effect of rules is told. */
export const EFFECT_DAYS = 365

/** What staff ask about the rules beyond what the feed tells. */
export const ruleOperations = {
  rulesEffect: operation({
    method: 'GET',
    path: '/v1/facilities/:facilityId/rules/effect',
    audience: 'staff',
    summary: 'What each rule in force did to the messages of the last days: held, approved unchanged, median wait',
    params: z.object({ facilityId: id }),
    query: z.object({ days: z.coerce.number().int().min(1).max(EFFECT_DAYS).default(30) }),
    body: none,
    answer: rulesEffect,
    errors: ['forbidden', 'wrong_facility'],
  }),
} as const
