import { z } from 'zod'
import { id, instant } from '../domain/ids.ts'
import { direction, messageState } from '../domain/message.ts'
import { method } from './method.ts'

/** Results in one page. */
export const SEARCH_PAGE = 50

export const searchFilter = z.object({
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
  from: z.object({ id, name: z.string(), number: z.string() }),
  to: z.object({ id, name: z.string(), number: z.string() }),
  housingUnit: z.string(),
  sentAt: instant,
  /** A part of the text, on one line, its beginning where only a person was found; null where it is withheld. */
  snippet: z.object({ text: z.string(), marks: z.array(mark) }).nullable(),
})
export type SearchHit = z.infer<typeof searchHit>

/** Searching what this workstation keeps. */
export const searchMethods = {
  /**
   * Messages that hold all of the words, or whose people have them in a name or number; newest first. Who may decide
   * and not search everything finds open messages only.
   */
  'search.messages': method(
    'read_queues',
    z.object({
      text: z.string().trim().min(2).max(200),
      filter: searchFilter.optional(),
      /** The `next` of the page before. */
      cursor: z.string().max(100).optional(),
    }),
    z.object({
      hits: z.array(searchHit).max(SEARCH_PAGE),
      next: z.string().nullable(),
      /** Whether closed messages were searched too. */
      everything: z.boolean(),
    }),
  ),
} as const
