import { z } from 'zod'
import { id } from '../domain/ids.ts'
import { direction, priority } from '../domain/message.ts'

/** What a watchlist looks for. A match in a `self_harm` list is urgent, whatever the rules say. */
export const category = z.enum([
  'violence',
  'contraband',
  'escape',
  'gang',
  'self_harm',
  'witness',
  'threat',
  'drugs',
  'other',
])
export type Category = z.infer<typeof category>

/** Most terms in all watchlists of one rule set. */
export const MAX_TERMS = 50_000

/** A word or phrase. With `wholeWord`, it matches only where no letter or digit touches it. */
export const term = z.object({
  id,
  text: z.string().trim().min(2).max(200),
  wholeWord: z.boolean(),
})
export type Term = z.infer<typeof term>

export const watchlist = z.object({
  id,
  name: z.string().trim().min(1).max(80),
  category,
  terms: z.array(term).max(MAX_TERMS),
})
export type Watchlist = z.infer<typeof watchlist>

const minutesOfDay = z.int().min(0).max(1440)

/** One test of a message in its context. `watchlist` and `contact_age` are the ones the editor begins with. */
export const condition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('direction'), direction }),
  z.object({ kind: z.literal('mentions'), watchlistIds: z.array(id).min(1).max(50), atLeast: z.int().min(1).max(100) }),
  z.object({ kind: z.literal('contact_age'), lessThanDays: z.int().min(1).max(3650) }),
  z.object({ kind: z.literal('contact_messages'), fewerThan: z.int().min(1).max(10_000) }),
  z.object({ kind: z.literal('relationship'), relationships: z.array(z.string().min(1).max(60)).min(1).max(20) }),
  z.object({ kind: z.literal('housing_unit'), units: z.array(z.string().min(1).max(40)).min(1).max(100) }),
  z.object({ kind: z.literal('length'), moreThan: z.int().min(1).max(30_000) }),
  z.object({ kind: z.literal('sender_messages'), moreThan: z.int().min(1).max(10_000) }),
  z.object({
    kind: z.literal('time_of_day'),
    from: minutesOfDay,
    to: minutesOfDay,
    /** ISO weekdays, 1 Monday to 7 Sunday. */
    weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
  }),
  z.object({ kind: z.literal('sample'), inHundred: z.int().min(1).max(100) }),
  z.object({ kind: z.literal('cod') }),
  z.object({ kind: z.literal('revision') }),
])
export type Condition = z.infer<typeof condition>

/** What screening does when the conditions hold. Strength: reject > review > window and delay > deliver. */
export const action = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('deliver') }),
  z.object({ kind: z.literal('delay'), minutes: z.int().min(1).max(43_200) }),
  z.object({ kind: z.literal('window'), from: minutesOfDay, to: minutesOfDay }),
  z.object({ kind: z.literal('review'), priority }),
  z.object({ kind: z.literal('reject'), reasonId: id }),
])
export type Action = z.infer<typeof action>

export const rule = z.object({
  id,
  name: z.string().trim().min(1).max(120),
  enabled: z.boolean(),
  /** Whether all conditions must hold or any one. */
  match: z.enum(['all', 'any']),
  conditions: z.array(condition).min(1).max(20),
  action,
})
export type Rule = z.infer<typeof rule>

/** The content of a rule set: watchlists and the rules that use them, one immutable document per version. */
export const ruleSetContent = z
  .object({ watchlists: z.array(watchlist).max(200), rules: z.array(rule).max(200) })
  .superRefine((content, context) => {
    const lists = new Set(content.watchlists.map((list) => list.id))
    if (lists.size !== content.watchlists.length) {
      context.addIssue({ code: 'custom', path: ['watchlists'], message: 'two watchlists have the same id' })
    }
    if (new Set(content.rules.map((each) => each.id)).size !== content.rules.length) {
      context.addIssue({ code: 'custom', path: ['rules'], message: 'two rules have the same id' })
    }
    if (content.watchlists.reduce((sum, list) => sum + list.terms.length, 0) > MAX_TERMS) {
      context.addIssue({ code: 'custom', path: ['watchlists'], message: `more than ${MAX_TERMS} terms` })
    }
    content.rules.forEach((each, r) => {
      each.conditions.forEach((one, c) => {
        if (one.kind === 'mentions' && one.watchlistIds.some((list) => !lists.has(list))) {
          context.addIssue({ code: 'custom', path: ['rules', r, 'conditions', c], message: 'unknown watchlist' })
        }
      })
    })
  })
export type RuleSetContent = z.infer<typeof ruleSetContent>

/** How a spelling had to be changed to become the term. */
export const transformation = z.enum([
  'case',
  'accent',
  'compatibility',
  'lookalike',
  'leetspeak',
  'spacing',
  'invisible',
  'repeat',
])
export type Transformation = z.infer<typeof transformation>

/** One match of a term. `start` and `end` are UTF-16 offsets into the original text, end exclusive. */
export const termMatch = z.object({
  watchlistId: id,
  watchlist: z.string(),
  category,
  termId: id,
  term: z.string(),
  start: z.int().min(0),
  end: z.int().min(1),
  via: z.array(transformation),
})
export type TermMatch = z.infer<typeof termMatch>

/** A rule that matched, as it stood: number from 1 in the rule set, and the indexes of its conditions that held. */
export const ruleHit = z.object({
  ruleId: id,
  number: z.int().min(1),
  name: z.string(),
  action,
  conditions: z.array(condition),
})
export type RuleHit = z.infer<typeof ruleHit>

/** Why a message went where it went: kept with the message for ever. */
export const screeningRecord = z.object({
  ruleSetVersion: z.int().min(0),
  matches: z.array(termMatch),
  rules: z.array(ruleHit),
})
export type ScreeningRecord = z.infer<typeof screeningRecord>
