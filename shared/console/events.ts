import { z } from 'zod'
import { id } from '../domain/ids.ts'
import { alertList } from './alerts.ts'
import { batchProgress } from './batches.ts'
import { colleagues } from './claims.ts'
import { sessionState, syncState } from './session.ts'
import { simulationState } from './simulation.ts'

/** What something changed about. */
export const topic = z.enum([
  'messages',
  'contacts',
  'people',
  'rules',
  'restrictions',
  'reasons',
  'facility',
  'issues',
  'views',
  /** Who is closed to whom: what is listed of messages, contacts and people may have changed with it. */
  'recusals',
])
export type Topic = z.infer<typeof topic>

/** Everything that the workstation tells the renderer without being asked. */
export const events = {
  /** Topics and ids of what changed. `everything` replaces the ids when they would be more than 1,000. */
  changed: z.object({
    changes: z.array(z.object({ topic, ids: z.array(id).max(1_000), everything: z.boolean() })),
  }),
  sync: syncState,
  session: sessionState,
  /** The urgent messages that wait for somebody, whole, whenever that changed. */
  alerts: alertList,
  /** How a batch goes on. */
  batch: batchProgress,
  /** Who works on what and who is connected, whole, whenever it changed. */
  claims: colleagues,
  /** How far the simulation of this workstation is. */
  simulation: simulationState,
} as const

export type EventName = keyof typeof events
export const eventNames = Object.keys(events) as EventName[]
export type EventData<E extends EventName> = z.infer<(typeof events)[E]>
