import { z } from 'zod'
import { id, instant } from '../domain/ids.ts'
import { method } from './method.ts'

/** An urgent message that nobody has taken: not assigned, not decided since it came to review. */
export const urgentAlert = z.object({
  messageId: id,
  from: z.string(),
  to: z.string(),
  housingUnit: z.string(),
  at: instant,
  escalated: z.boolean(),
  /** Who has it open right now: the alert is quiet meanwhile, and sounds again if they leave it undecided. */
  takenBy: z.object({ id, name: z.string(), mine: z.boolean() }).nullable(),
})
export type UrgentAlert = z.infer<typeof urgentAlert>

/** Most alerts that are told together, the oldest first. */
export const ALERTS_MAX = 50

export const alertList = z.object({
  alerts: z.array(urgentAlert).max(ALERTS_MAX),
  /** How many there are in all. */
  total: z.int().min(0),
})
export type AlertList = z.infer<typeof alertList>

export const alertMethods = {
  /** The urgent messages of the facility that wait for somebody, from what is stored: nothing is lost by a restart. */
  'alerts.list': method('read_queues', z.object({}), alertList),
} as const
