import { z } from 'zod'
import { id } from '../domain/ids.ts'
import { method } from './method.ts'
import { queueFilter, queueName } from './review.ts'

/** Most messages in one question. */
export const STANDING_MAX = 1_000

/** What became of a few messages, so that nobody has to read a whole queue because one of it changed. */
export const standingMethods = {
  /** Those of some messages that stand in a queue and match a filter; in no order. */
  'review.standing': method(
    'read_queues',
    z.object({ queue: queueName, filter: queueFilter, ids: z.array(id).max(STANDING_MAX) }),
    z.object({ ids: z.array(id) }),
  ),
} as const
