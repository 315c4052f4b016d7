import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** The central service in a process of its own, which can be killed and started again at the same address. */
export interface CentralProcess {
  readonly url: string
  readonly alive: boolean
  kill(): Promise<void>
  /** Starts it again where it listened before; at once when it runs. */
  revive(): Promise<void>
}

export async function startCentralProcess(databaseUrl: string): Promise<CentralProcess> {
  let child: ChildProcess
  let alive = false
  const begin = async (port: number): Promise<string> => {
    child = fork(new URL('./central-process.ts', import.meta.url).pathname, [JSON.stringify({ databaseUrl, port })], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const url = await new Promise<string>((resolve, reject) => {
      child.once('message', (told: { url: string }) => resolve(told.url))
      child.once('exit', () => reject(new Error('central ended before it was ready')))
    })
    alive = true
    return url
  }
  const url = await begin(0)
  let reviving: Promise<unknown> | null = null
  return {
    url,
    get alive() {
      return alive
    },
    async kill() {
      await reviving
      if (!alive) return
      alive = false
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
    async revive() {
      if (alive) return
      reviving ??= begin(Number(new URL(url).port)).finally(() => {
        reviving = null
      })
      await reviving
    },
  }
}
