import { Worker } from 'node:worker_threads'
import type { SimulationFilter, SimulationReport, SimulationState } from '../../../shared/console/simulation.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import type { FromSimulation, SimulationJob, ToSimulation } from './ports.ts'

/** One simulation at a time, in a thread of its own. */
export interface Simulator {
  /** Begins a simulation; one that is there is ended. */
  start(job: SimulationJob): void
  state(): { state: SimulationState | null; report: SimulationReport | null }
  /** Ends a simulation that has not come to its end. */
  cancel(run: string): void
  /** The messages behind a number. @throws Refusal `simulation_gone` */
  messages(
    run: string,
    filter: SimulationFilter,
    offset: number,
    limit: number,
  ): Promise<{ total: number; ids: string[] }>
  /** Ends what is there and forgets it. Resolves when its thread has closed the cache. */
  stop(): Promise<void>
}

/** How long a thread may take to end by itself. */
const END_MS = 5_000

interface Running {
  readonly run: string
  readonly worker: Worker
  readonly ended: Promise<void>
  readonly calls: Map<number, { resolve(found: { total: number; ids: string[] }): void; reject(error: Error): void }>
  state: SimulationState
  report: SimulationReport | null
}

/** @param tell told of every step of the simulation that is there */
export function createSimulator(workerUrl: URL, tell: (state: SimulationState) => void): Simulator {
  let running: Running | null = null
  let lastCall = 0

  const post = (one: Running, message: ToSimulation) => one.worker.postMessage(message)

  function become(one: Running, state: SimulationState, report: SimulationReport | null): void {
    one.state = state
    one.report = report
    if (running === one) tell(state)
  }

  function receive(one: Running, message: FromSimulation): void {
    if (message.type === 'state') become(one, message.state, message.report)
    else {
      one.calls.get(message.call)?.resolve({ total: message.total, ids: message.ids })
      one.calls.delete(message.call)
    }
  }

  function over(one: Running): void {
    for (const call of one.calls.values()) call.reject(new Refusal('simulation_gone'))
    one.calls.clear()
    const { phase } = one.state
    if (phase === 'compiling' || phase === 'screening') {
      become(one, { ...one.state, phase: 'failed', code: 'simulation_failed' }, null)
    }
  }

  /** Ends a thread; by force when it does not listen. */
  async function end(one: Running): Promise<void> {
    post(one, { type: 'cancel' })
    const timer = setTimeout(() => void one.worker.terminate(), END_MS)
    await one.ended
    clearTimeout(timer)
  }

  return {
    start(job) {
      if (running !== null) void end(running)
      const worker = new Worker(workerUrl, { workerData: job, name: 'simulation' })
      const one: Running = {
        run: job.run,
        worker,
        ended: new Promise((resolve) => worker.once('exit', () => resolve())),
        calls: new Map(),
        state: { run: job.run, phase: 'compiling', done: 0, total: 0, code: null },
        report: null,
      }
      running = one
      worker.on('message', (message: FromSimulation) => receive(one, message))
      // What it failed of could name a message: the exit that follows tells that it failed, and no more.
      worker.on('error', () => undefined)
      worker.once('exit', () => over(one))
    },
    state: () => ({ state: running?.state ?? null, report: running?.report ?? null }),
    cancel(run) {
      if (running?.run === run && running.state.phase !== 'done') post(running, { type: 'cancel' })
    },
    messages(run, filter, offset, limit) {
      const one = running
      if (one === null || one.run !== run || one.state.phase !== 'done') {
        return Promise.reject(new Refusal('simulation_gone'))
      }
      return new Promise((resolve, reject) => {
        const call = ++lastCall
        one.calls.set(call, { resolve, reject })
        post(one, { type: 'messages', call, filter, offset, limit })
      })
    },
    async stop() {
      const one = running
      running = null
      if (one !== null) await end(one)
    },
  }
}
