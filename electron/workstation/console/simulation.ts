import type { Handlers } from '../../../shared/console/methods.ts'
import type { simulationMethods } from '../../../shared/console/simulation.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import type { HandlerContext } from './workspace.ts'

/** Simulations of a draft. */
export function simulationHandlers(_context: HandlerContext): Pick<Handlers, keyof typeof simulationMethods> {
  return {
    'simulation.start': () => {
      throw new Refusal('simulation_failed')
    },
    'simulation.state': () => ({ state: null, report: null }),
    'simulation.cancel': () => ({}),
    'simulation.messages': () => {
      throw new Refusal('simulation_gone')
    },
  }
}
