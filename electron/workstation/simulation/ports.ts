import type { SimulationFilter, SimulationReport, SimulationState } from '../../../shared/console/simulation.ts'
import type { RuleSetContent } from '../../../shared/screening/rules.ts'

/** What the thread of a simulation is told at its start. Structured-clone safe. */
export interface SimulationJob {
  readonly run: string
  /** The cache and its key. */
  readonly file: string
  readonly key: string
  readonly timeZone: string
  /** The messages from one moment to another, in milliseconds since 1970. */
  readonly from: number
  readonly until: number
  /** The people that are closed to the user: their messages are left out, of the sums too. */
  readonly closed: readonly string[]
  readonly draft: RuleSetContent
  readonly inForce: { readonly number: number; readonly content: RuleSetContent } | null
}

export type ToSimulation =
  | { readonly type: 'cancel' }
  | {
      readonly type: 'messages'
      readonly call: number
      readonly filter: SimulationFilter
      readonly offset: number
      readonly limit: number
    }

export type FromSimulation =
  | { readonly type: 'state'; readonly state: SimulationState; readonly report: SimulationReport | null }
  | { readonly type: 'messages'; readonly call: number; readonly total: number; readonly ids: string[] }
