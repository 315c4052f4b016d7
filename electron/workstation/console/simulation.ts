import { v7 as uuidv7 } from 'uuid'
import type { Handlers } from '../../../shared/console/methods.ts'
import type { simulationMethods } from '../../../shared/console/simulation.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { TermChecker } from '../../../shared/screening/check.ts'
import type { Simulator } from '../simulation/simulator.ts'
import { facilityOf, type HandlerContext } from './workspace.ts'

const DAY_MS = 86_400_000

/** Simulations of a draft on the cached messages. */
export function simulationHandlers(
  context: HandlerContext,
  simulator: Simulator,
): Pick<Handlers, keyof typeof simulationMethods> {
  let closedAtStart = ''
  const closedPeople = () => context.workspace().cache.closed.people()

  /** What is closed to the user since a simulation began must not be seen in it, nor what no longer is be missing. */
  function forgetOutdated(): void {
    if (simulator.state().state !== null && closedPeople().join() !== closedAtStart) void simulator.stop()
  }

  return {
    'simulation.start': ({ days, content }) => {
      const { cache } = context.workspace()
      const problems = new TermChecker().problems(content)
      if (problems.length > 0) throw new Refusal('term_invalid', problems)
      const inForce = cache.rules.inForce()?.ruleSet ?? null
      const until = context.now()
      const run = uuidv7()
      const closed = closedPeople()
      closedAtStart = closed.join()
      simulator.start({
        run,
        ...cache.reader,
        timeZone: facilityOf(cache).timeZone,
        from: until - days * DAY_MS,
        until,
        closed,
        draft: content,
        inForce: inForce === null ? null : { number: inForce.number ?? 0, content: inForce.content },
      })
      return { run }
    },
    'simulation.state': () => {
      forgetOutdated()
      return simulator.state()
    },
    'simulation.cancel': ({ run }) => {
      simulator.cancel(run)
      return {}
    },
    'simulation.messages': ({ run, filter, offset, limit }) => {
      forgetOutdated()
      return simulator.messages(run, filter, offset, limit)
    },
  }
}
