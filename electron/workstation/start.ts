import { Worker } from 'node:worker_threads'
import type { DeskRequest } from '../../shared/console/desk.ts'
import type { Wire } from '../../shared/console/wire.ts'
import type { FromWorker, ToWorker, WorkerSettings } from './ports.ts'

export interface WorkstationOptions extends WorkerSettings {
  /** The bundled worker; without it the worker's TypeScript is run directly. */
  readonly workerUrl?: URL
}

/** A running workstation, as its host sees it. */
export interface Workstation {
  /** Connects a renderer's line; the answer disconnects it. A line that closes disconnects itself. */
  attach(wire: Wire): () => void
  /** Closes the cache and ends the thread. Resolves when both are done; safe to call twice. */
  stop(): Promise<void>
  /** Told a code (never message text) of everything that went wrong; `worker_ended` when the thread died. */
  onFault(listener: (code: string) => void): void
  /** Told what a page asks of the computer; a host that can do nothing of it listens to nothing. */
  onDesk(listener: (request: DeskRequest) => void): void
}

const STOP_TIMEOUT_MS = 5_000

/**
 * Starts the workstation in a worker thread. Resolves when it takes calls; rejects when the thread cannot start.
 * Nothing is opened before the first sign-in but the small file of the workstation's own settings.
 */
export function startWorkstation(options: WorkstationOptions): Promise<Workstation> {
  const { workerUrl, ...settings } = options
  const worker = new Worker(workerUrl ?? new URL('./worker.ts', import.meta.url), {
    workerData: settings satisfies WorkerSettings,
    name: 'workstation',
  })
  const post = (message: ToWorker) => worker.postMessage(message)
  const wires = new Map<number, Wire>()
  const faultListeners: ((code: string) => void)[] = []
  const deskListeners: ((request: DeskRequest) => void)[] = []
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  let lastWire = 0
  let stopping: Promise<void> | null = null

  const fault = (code: string) => {
    for (const listener of faultListeners) listener(code)
  }

  const workstation: Workstation = {
    attach(wire) {
      const mine = ++lastWire
      const detach = () => {
        if (wires.delete(mine)) post({ type: 'detach', wire: mine })
      }
      wires.set(mine, wire)
      post({ type: 'attach', wire: mine })
      wire.onFrame((frame) => {
        if (wires.has(mine)) post({ type: 'frame', wire: mine, frame })
      })
      wire.onClose(detach)
      return detach
    },
    stop() {
      stopping ??= (async () => {
        wires.clear()
        post({ type: 'stop' })
        const timer = setTimeout(() => void worker.terminate(), STOP_TIMEOUT_MS)
        await ended
        clearTimeout(timer)
      })()
      return stopping
    },
    onFault(listener) {
      faultListeners.push(listener)
    },
    onDesk(listener) {
      deskListeners.push(listener)
    },
  }

  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message.type === 'frame') wires.get(message.wire)?.send(message.frame)
      else if (message.type === 'fault') fault(message.code)
      else if (message.type === 'desk') for (const listener of deskListeners) listener(message.request)
      else if (message.type === 'ready') resolve(workstation)
    })
    worker.on('error', (error) => {
      reject(error)
      fault('worker_failed')
    })
    worker.on('exit', () => {
      reject(new Error('The workstation ended before it was ready.'))
      if (stopping === null) fault('worker_ended')
    })
  })
}
