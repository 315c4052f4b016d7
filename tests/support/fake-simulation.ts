import type { Handlers } from '../../shared/console/methods.ts'
import type { SimulationReport, SimulationState, simulationMethods } from '../../shared/console/simulation.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { fakeId } from './fake-facility.ts'
import type { FakeWorld } from './fake-world.ts'

/** The simulation handlers of the fake workstation: every run is done at once, over the messages that there are. */
export function createFakeSimulation(world: FakeWorld): Pick<Handlers, keyof typeof simulationMethods> {
  let state: SimulationState | null = null
  let report: SimulationReport | null = null
  return {
    'simulation.start': ({ days, content }) => {
      const total = world.facility.messages.length
      const until = Date.now()
      const inForce = { deliver: total, schedule: 0, review: 0, reject: 0 }
      const draft = { deliver: 0, schedule: 0, review: total, reject: 0 }
      const endings = { approved: total, rejected: 0, held: 0, waiting: 0, nobody: 0 }
      state = { run: fakeId(40, 1), phase: 'done', done: total, total, code: null }
      report = {
        inForceNumber: 12,
        from: new Date(until - days * 86_400_000).toISOString(),
        until: new Date(until).toISOString(),
        messages: total,
        skipped: 0,
        estimated: 0,
        inForce,
        draft,
        moves: [{ inForce: 'deliver', draft: 'review', messages: total, endings }],
        hours: [{ day: '2026-11-23', hour: 9, inForce, draft }],
        units: [{ unit: 'A1', inForce, draft }],
        rules: content.rules.map((rule, at) => ({ ruleId: rule.id, number: at + 1, messages: total, endings })),
      }
      world.emit('simulation', state)
      return { run: state.run }
    },
    'simulation.state': () => ({ state, report }),
    'simulation.cancel': () => {
      state = state === null ? null : { ...state, phase: 'cancelled' }
      report = null
      return {}
    },
    'simulation.messages': ({ run, offset, limit }) => {
      if (state?.run !== run) throw new Refusal('simulation_gone')
      const ids = world.facility.messages.map((message) => message.id)
      return { total: ids.length, ids: ids.slice(offset, offset + limit) }
    },
  }
}
