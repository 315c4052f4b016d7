import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { WorkerSettings } from '../../electron/workstation/ports.ts'
import type { MethodInput, MethodName, MethodOutput } from '../../shared/console/methods.ts'
import { downFrame } from '../../shared/console/wire.ts'
import { Refusal } from '../../shared/domain/errors.ts'

/** The process of the workstation ended before it answered. */
export class DeskGone extends Error {}

/** A workstation in a process of its own. */
export interface Desk {
  readonly alive: boolean
  /** @throws Refusal what the workstation refused; DeskGone when the process ended meanwhile */
  call<M extends MethodName>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>>
  /** Ends the process with no chance to finish anything. */
  kill(): Promise<void>
  /** Lets it close its cache and end. */
  close(): Promise<void>
}

export async function startDesk(settings: WorkerSettings): Promise<Desk> {
  const child: ChildProcess = fork(new URL('./desk-process.ts', import.meta.url).pathname, [JSON.stringify(settings)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let alive = true
  let seq = 0
  const gone = once(child, 'exit').then(() => {
    alive = false
    for (const each of waiting.values()) each.reject(new DeskGone())
    waiting.clear()
  })
  child.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve())
    child.once('exit', () => reject(new Error('the workstation ended before it was ready')))
  })
  child.on('message', (raw) => {
    const frame = downFrame.safeParse(raw)
    if (!frame.success || frame.data.type !== 'reply') return
    const call = waiting.get(frame.data.seq)
    waiting.delete(frame.data.seq)
    if (frame.data.ok) call?.resolve(frame.data.output)
    else call?.reject(new Refusal(frame.data.error.code, frame.data.error.details))
  })
  return {
    get alive() {
      return alive
    },
    call(method, input) {
      if (!alive || !child.connected) return Promise.reject(new DeskGone())
      const mine = ++seq
      return new Promise((resolve, reject) => {
        waiting.set(mine, { resolve: resolve as (value: unknown) => void, reject })
        child.send({ type: 'call', seq: mine, method, input })
      })
    },
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
    async close() {
      if (child.connected) child.send({ type: 'close' })
      await gone
    },
  }
}
