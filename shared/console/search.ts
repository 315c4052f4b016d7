import { z } from 'zod'
import { personRef } from '../central/entities.people.ts'
import { queueName } from '../central/views.ts'
import { id, instant } from '../domain/ids.ts'
import { direction, messageState } from '../domain/message.ts'
import { category } from '../screening/rules.ts'
import { method } from './method.ts'

/** Results in one page. */
export const SEARCH_PAGE = 50

/** The queues of open messages, in one of which each of them stands. */
export const openQueueName = queueName.extract(['needs_review', 'held', 'escalated', 'scheduled'])

export const searchFilter = z.object({
  /** Only what stands in this queue. */
  queue: openQueueName.optional(),
  /** Only with a watchlist match of one of these. */
  categories: z.array(category).min(1).max(20).optional(),
  /** Only between this person and anybody. */
  person: personRef.optional(),
  states: z.array(messageState).min(1).max(5).optional(),
  direction: direction.optional(),
  housingUnits: z.array(z.string().max(40)).min(1).max(100).optional(),
  sentFrom: instant.optional(),
  /** Exclusive. */
  sentUntil: instant.optional(),
})
export type SearchFilter = z.infer<typeof searchFilter>

/** A stretch of the snippet that was looked for, in UTF-16 units: `start` is part of it, `end` is not. */
const mark = z.object({ start: z.int().min(0), end: z.int().min(1) })

export const searchHit = z.object({
  id,
  direction,
  state: messageState,
  escalated: z.boolean(),
  from: z.object({ id, name: z.string(), number: z.string() }),
  to: z.object({ id, name: z.string(), number: z.string() }),
  housingUnit: z.string(),
  sentAt: instant,
  /** A part of the text, on one line, its beginning where only a person was found; null where it is withheld. */
  snippet: z.object({ text: z.string(), marks: z.array(mark) }).nullable(),
})
export type SearchHit = z.infer<typeof searchHit>

/** What is looked for: two characters at least, unless it is a person's messages that are asked for. */
const question = z
  .object({
    text: z.string().trim().max(200),
    filter: searchFilter.optional(),
    /** The `next` of the page before. */
    cursor: z.string().max(300).optional(),
  })
  .refine(({ text, filter }) => text.length >= 2 || (text === '' && filter?.person !== undefined), { path: ['text'] })

const page = { hits: z.array(searchHit).max(SEARCH_PAGE), next: z.string().nullable() }

/** Searching messages: here, and beyond what is kept here. */
export const searchMethods = {
  /**
   * Messages that hold all of the words, or whose people have them in their names or numbers, in any order and without
   * regard to accents; or the one whose id begins so. Newest first. Who may decide and not search everything finds open
   * messages only.
   */
  'search.messages': method(
    'read_queues',
    question,
    z.object({
      ...page,
      /** Whether closed messages were searched too. */
      everything: z.boolean(),
    }),
  ),
  /**
   * The same in the archive at central, without what is kept here: each word somewhere in the text, or the id. Central
   * writes the search into the trail. Refused with `unavailable` while there is no line. A page may hold few hits, or
   * none, and still have a next one.
   */
  'search.archive': method('search_everything', question, z.object(page)),
} as const
