import { z } from 'zod'
import { errorCode } from '../domain/errors.ts'
import { id, instant } from '../domain/ids.ts'
import { ruleSetContent, screeningOutcome } from '../screening/rules.ts'
import { method } from './method.ts'

const none = z.object({})
const count = z.int().min(0)

/** Messages by what screening says of them: delivered at once, delayed, held for review, rejected. */
export const tally = z.object({ deliver: count, schedule: count, review: count, reject: count })
export type Tally = z.infer<typeof tally>

/**
 * How a message was decided in the end: by a person (`approved`, `rejected`), not yet (`held`, `waiting` for review), or
 * by nobody, because it was delivered, delayed or rejected without one.
 */
export const ending = z.enum(['approved', 'rejected', 'held', 'waiting', 'nobody'])
export type Ending = z.infer<typeof ending>

export const endings = z.object({
  approved: count,
  rejected: count,
  held: count,
  waiting: count,
  nobody: count,
})
export type Endings = z.infer<typeof endings>

/** What a draft would have done to the messages of some days, beside what the rules in force say of the same ones. */
export const simulationReport = z.object({
  /** The number of the rule set in force that it is compared with; 0 where there is none. */
  inForceNumber: count,
  from: instant,
  until: instant,
  /** The messages that were screened; those of privileged contacts and those without their text are not. */
  messages: count,
  skipped: count,
  /** Messages from before their facts were kept, whose contact's age and counts were taken from the cache instead. */
  estimated: count,
  inForce: tally,
  draft: tally,
  /** One for each pair of outcomes that occurs; where both are the same, nothing changes for the message. */
  moves: z.array(z.object({ inForce: screeningOutcome, draft: screeningOutcome, messages: count, endings })),
  /** Hours of the facility's days that have a message, in order: `2026-11-23` and 0 to 23. */
  hours: z.array(z.object({ day: z.iso.date(), hour: z.int().min(0).max(23), inForce: tally, draft: tally })),
  /** Housing units as they were when the messages were sent, by name. */
  units: z.array(z.object({ unit: z.string(), inForce: tally, draft: tally })),
  /** The rules of the draft that are switched on, in its order, with the messages that each matched. */
  rules: z.array(z.object({ ruleId: id, number: z.int().min(1), messages: count, endings })),
})
export type SimulationReport = z.infer<typeof simulationReport>

/** Where a simulation stands. `total` is 0 until the messages have been counted. */
export const simulationState = z.object({
  run: id,
  phase: z.enum(['compiling', 'screening', 'done', 'cancelled', 'failed']),
  done: count,
  total: count,
  /** Why it failed. */
  code: errorCode.nullable(),
})
export type SimulationState = z.infer<typeof simulationState>

/** The messages behind a number: all that are given must fit. */
export const simulationFilter = z.object({
  inForce: screeningOutcome.optional(),
  draft: screeningOutcome.optional(),
  /** Only those for which the two differ, or only those for which they do not. */
  changed: z.boolean().optional(),
  ending: ending.optional(),
  day: z.iso.date().optional(),
  hour: z.int().min(0).max(23).optional(),
  unit: z.string().optional(),
  /** A rule of the draft that matched. */
  ruleId: id.optional(),
})
export type SimulationFilter = z.infer<typeof simulationFilter>

export const simulationMethods = {
  /**
   * Screens the cached messages of the last days with a draft, beside the workstation's own work. There is one
   * simulation at a time: a new one ends the one before. Progress comes as the event `simulation`.
   */
  'simulation.start': method(
    'draft_rules',
    z.object({ days: z.int().min(1).max(365), content: ruleSetContent }),
    z.object({ run: id }),
  ),
  /** The latest simulation of this user, with its report once it is done; null when there is none. */
  'simulation.state': method(
    'draft_rules',
    none,
    z.object({ state: simulationState.nullable(), report: simulationReport.nullable() }),
  ),
  /** Ends it; what was found so far is thrown away. Nothing happens when it has ended already. */
  'simulation.cancel': method('draft_rules', z.object({ run: id }), none),
  /** The ids of the messages behind a number, oldest first, some at a time; `review.rows` gives their rows. */
  'simulation.messages': method(
    'draft_rules',
    z.object({ run: id, filter: simulationFilter, offset: count, limit: z.int().min(1).max(200) }),
    z.object({ total: count, ids: z.array(id) }),
  ),
} as const
