import { z } from 'zod'
import { id, instant } from '../domain/ids.ts'
import { direction } from '../domain/message.ts'
import { category } from '../screening/rules.ts'

/** `assigned` is what is assigned to the one who looks; every other message stands in one of the others. */
export const queueName = z.enum(['needs_review', 'held', 'escalated', 'assigned', 'scheduled', 'decided'])
export type QueueName = z.infer<typeof queueName>

/** `target`: what is about to miss the facility's target, then what has missed it, then the rest, each oldest first. */
export const queueSort = z.enum(['priority', 'oldest', 'newest', 'target'])
export type QueueSort = z.infer<typeof queueSort>

export const queueFilter = z.object({
  direction: direction.optional(),
  housingUnits: z.array(z.string().max(40)).max(100).optional(),
  categories: z.array(category).max(20).optional(),
  /** Only with a watchlist match, or only without one. */
  flagged: z.boolean().optional(),
  cod: z.boolean().optional(),
  revision: z.boolean().optional(),
  /** Only what is assigned to somebody, or only what is assigned to nobody. */
  assigned: z.boolean().optional(),
  /** Part of a name, member number or booking number of either person. */
  person: z.string().trim().max(100).optional(),
})
export type QueueFilter = z.infer<typeof queueFilter>

/** What a row of the queue can show besides the two people and the age. */
export const queueColumn = z.enum([
  'preview',
  'flags',
  'direction',
  'housing_unit',
  'characters',
  'priority',
  'payment',
  'rules',
  'assignee',
  'held_until',
  'deliver_at',
])
export type QueueColumn = z.infer<typeof queueColumn>

/** A way of looking at a queue under a name. */
export const view = z.object({
  name: z.string().trim().min(1).max(60),
  queue: queueName,
  filter: queueFilter,
  sort: queueSort,
  columns: z.array(queueColumn).max(queueColumn.options.length),
})
export type View = z.infer<typeof view>

/** A view that the whole facility shares. */
export const sharedView = view.extend({ id, changedBy: id, changedAt: instant })
export type SharedView = z.infer<typeof sharedView>
