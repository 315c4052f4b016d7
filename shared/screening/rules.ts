import { z } from 'zod'
import { id, instant } from '../domain/ids.ts'
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

/** Most matches of one term that a message records: as many as a condition can ask for. */
export const MATCHES_PER_TERM = 100

/** Most regular expressions in all watchlists of one rule set: each is run on every message by itself. */
export const MAX_EXPRESSIONS = 500

/** Longest regular expression, in UTF-16 units. */
export const EXPRESSION_MAX = 500

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

const words = z.string().trim().min(2).max(200)

/**
 * A word or phrase. With `wholeWord`, it matches only where no letter or digit touches it. A `*` at the beginning or
 * the end of a word stands for any letters and digits there, also none: `kit*` finds "kites". Terms without a `kind`
 * are of this one.
 */
export const wordsTerm = z.object({ kind: z.literal('words').optional(), id, text: words, wholeWord: z.boolean() })

/**
 * Two words or phrases near each other, in either order: at most `within` words apart, where words side by side are 1
 * apart. Both are whole words; `*` as above.
 */
export const nearTerm = z.object({
  kind: z.literal('near'),
  id,
  text: words,
  near: words,
  within: z.int().min(1).max(50),
})

/**
 * A regular expression in the syntax of RE2, which runs in linear time: no look-around, no back-references. It is run
 * on the text as it was written; of the disguises, only case is undone (see `sees`).
 */
export const expressionTerm = z.object({
  kind: z.literal('regex'),
  id,
  text: z.string().min(1).max(EXPRESSION_MAX),
})

export const term = z.discriminatedUnion('kind', [wordsTerm, nearTerm, expressionTerm])
export type Term = z.infer<typeof term>

/**
 * What makes matches of a list harmless: a match that lies inside a place where this word or phrase stands does not
 * count. Case, accents and compatibility forms do not matter; `*` as in terms.
 */
export const exception = z.object({ id, text: words })
export type Exception = z.infer<typeof exception>

/** Somebody who is watched. `name` is as it was when the person was added, so that old versions stay readable. */
export const watchedPerson = z.object({
  kind: z.enum(['member', 'individual']),
  id,
  name: z.string().trim().min(1).max(200),
})

/** Most people in one watchlist. */
export const MAX_PEOPLE = 5_000

/** A named list of terms, or of people where `people` is given; then it has no terms. */
export const watchlist = z.object({
  id,
  name: z.string().trim().min(1).max(80),
  category,
  terms: z.array(term).max(MAX_TERMS),
  people: z.array(watchedPerson).max(MAX_PEOPLE).optional(),
  exceptions: z.array(exception).max(1_000).optional(),
  /** The disguises through which the terms of this list are seen; all of them where it is not given. */
  sees: z.array(transformation).max(8).optional(),
})
export type Watchlist = z.infer<typeof watchlist>

/** The languages that screening can tell apart, as ISO 639-1; `und` stands for one that cannot be told. */
export const language = z.enum([
  'en',
  'es',
  'pt',
  'fr',
  'de',
  'it',
  'nl',
  'pl',
  'ru',
  'uk',
  'ro',
  'tr',
  'vi',
  'tl',
  'zh',
  'ja',
  'ko',
  'ar',
  'fa',
  'he',
  'hi',
  'und',
])
export type Language = z.infer<typeof language>

const minutesOfDay = z.int().min(0).max(1440)

/** One test of a message in its context. `watchlist` and `contact_age` are the ones the editor begins with. */
export const condition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('direction'), direction }),
  z.object({ kind: z.literal('mentions'), watchlistIds: z.array(id).min(1).max(50), atLeast: z.int().min(1).max(100) }),
  /** As `mentions`, by the categories of the lists of terms. */
  z.object({
    kind: z.literal('category'),
    categories: z.array(category).min(1).max(9),
    atLeast: z.int().min(1).max(100),
  }),
  /** A person of one of the lists writes, is written to, or either. */
  z.object({
    kind: z.literal('watched_person'),
    watchlistIds: z.array(id).min(1).max(50),
    side: z.enum(['sender', 'recipient', 'either']),
  }),
  /** The language of the text is one of these, or (`none_of`) is known and none of them. */
  z.object({
    kind: z.literal('language'),
    is: z.enum(['one_of', 'none_of']),
    languages: z.array(language).min(1).max(22),
  }),
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
    let expressions = 0
    content.watchlists.forEach((list, l) => {
      if (list.people !== undefined && list.terms.length > 0) {
        context.addIssue({ code: 'custom', path: ['watchlists', l], message: 'a list of people has no terms' })
      }
      for (const each of list.terms) if (each.kind === 'regex') expressions++
    })
    if (expressions > MAX_EXPRESSIONS) {
      context.addIssue({ code: 'custom', path: ['watchlists'], message: `more than ${MAX_EXPRESSIONS} expressions` })
    }
    content.rules.forEach((each, r) => {
      each.conditions.forEach((one, c) => {
        const named = one.kind === 'mentions' || one.kind === 'watched_person' ? one.watchlistIds : []
        if (named.some((list) => !lists.has(list))) {
          context.addIssue({ code: 'custom', path: ['rules', r, 'conditions', c], message: 'unknown watchlist' })
        }
      })
    })
  })
export type RuleSetContent = z.infer<typeof ruleSetContent>

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

/** A watched person of a message. */
export const personMatch = z.object({
  watchlistId: id,
  watchlist: z.string(),
  category,
  person: z.enum(['member', 'individual']),
  personId: id,
  side: z.enum(['sender', 'recipient']),
})
export type PersonMatch = z.infer<typeof personMatch>

/**
 * A rule that matched, as it stood: number from 1 in the rule set, its conditions that held, and for each of them what
 * was seen: the number of matches, whole days, messages or characters, the minute of the day, the relationship, the
 * unit or the language; null where the condition says it all, or for a contact that was never approved.
 */
export const ruleHit = z.object({
  ruleId: id,
  number: z.int().min(1),
  name: z.string(),
  action,
  conditions: z.array(condition),
  seen: z.array(z.union([z.number(), z.string(), z.null()])).optional(),
})
export type RuleHit = z.infer<typeof ruleHit>

export const screeningOutcome = z.enum(['deliver', 'schedule', 'review', 'reject'])
export type ScreeningOutcomeKind = z.infer<typeof screeningOutcome>

/** What screening had to know about the two people, as it stood when the message was sent. */
export const screeningFacts = z.object({
  /** IANA name of the facility's zone, for example `America/Denver`. */
  timeZone: z.string(),
  relationship: z.string(),
  housingUnit: z.string(),
  contactApprovedAt: instant.nullable(),
  /** Messages of this contact before this one, both directions. */
  contactMessages: z.int().min(0),
  /** Messages that the sender sent to anybody in the 24 hours before this one. */
  senderMessages24h: z.int().min(0),
})

/**
 * Why a message went where it went: kept with the message for ever. What records of earlier versions do not have is
 * optional; all of it is absent where nothing was screened, because the contact is privileged.
 */
export const screeningRecord = z.object({
  ruleSetVersion: z.int().min(0),
  matches: z.array(termMatch),
  rules: z.array(ruleHit),
  people: z.array(personMatch).optional(),
  /** What screening said, before anybody decided. */
  said: z
    .object({ outcome: screeningOutcome, deliverAt: instant.nullable(), priority, reasonId: id.nullable() })
    .optional(),
  /** So that the same message can be screened again and comes out the same. */
  facts: screeningFacts.optional(),
})
export type ScreeningRecord = z.infer<typeof screeningRecord>
