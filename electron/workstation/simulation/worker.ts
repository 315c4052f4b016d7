import { setImmediate as turn } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../../../shared/domain/errors.ts'
import { openSimulatedMessages } from '../cache/simulated.ts'
import type { FromSimulation, SimulationJob, ToSimulation } from './ports.ts'
import { simulate } from './simulate.ts'

/** The composition root of a simulation's thread. It lives until it is ended, to name the messages behind its numbers. */
async function main(): Promise<void> {
  const port = parentPort
  if (port === null) throw new Error('A simulation runs in a worker thread of the workstation.')
  const job = workerData as SimulationJob
  const post = (message: FromSimulation) => port.postMessage(message)
  let cancelled = false
  let last = { done: 0, total: 0 }
  let answer: ((asked: Extract<ToSimulation, { type: 'messages' }>) => void) | null = null
  port.on('message', (message: ToSimulation) => {
    if (message.type === 'messages') answer?.(message)
    else {
      cancelled = true
      if (answer !== null) port.close()
    }
  })
  const end = (phase: 'cancelled' | 'failed', code: Refusal['code'] | null) => {
    post({ type: 'state', state: { run: job.run, phase, ...last, code }, report: null })
    port.close()
  }
  let messages: ReturnType<typeof openSimulatedMessages> | null = null
  try {
    messages = openSimulatedMessages(job.file, job.key, job.timeZone, job.closed)
    const found = await simulate(job, {
      messages,
      tell(state) {
        last = { done: state.done, total: state.total }
        post({ type: 'state', state: { run: job.run, code: null, ...state }, report: null })
      },
      async goOn() {
        await turn()
        return !cancelled
      },
    })
    if (found === null) {
      end('cancelled', null)
      return
    }
    const { report, tallies } = found
    const done = report.messages + report.skipped
    answer = ({ call, filter, offset, limit }) =>
      post({ type: 'messages', call, ...tallies.messages(filter, offset, limit) })
    post({ type: 'state', state: { run: job.run, phase: 'done', done, total: done, code: null }, report })
  } catch (error) {
    end('failed', error instanceof Refusal ? error.code : 'simulation_failed')
  } finally {
    messages?.close()
  }
}

void main()
