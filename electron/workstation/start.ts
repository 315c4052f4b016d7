import { Worker } from 'node:worker_threads'
import type { DeskRequest } from '../../shared/console/desk.ts'
import type { Wire } from '../../shared/console/wire.ts'
import type { FromWorker, ToWorker, Vault, VaultCall, WorkerSettings, WorkstationStatus } from './ports.ts'

export interface WorkstationOptions extends Omit<WorkerSettings, 'simulationUrl'> {
  /** The bundled worker, with that of simulations beside it; without it their TypeScript is run directly. */
  readonly workerUrl?: URL
  /** Without it the workstation cannot be enrolled. */
  readonly vault?: Vault
}

/** A running workstation, as its host sees it. */
export interface Workstation {
  /** Connects a renderer's line; the answer disconnects it. A line that closes disconnects itself. */
  attach(wire: Wire): () => void
  /** What has yet to leave. Answers nothing to wait for when the thread has ended. */
  status(): Promise<WorkstationStatus>
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
  const { workerUrl, vault, ...settings } = options
  const worker = new Worker(workerUrl ?? new URL('./worker.ts', import.meta.url), {
    workerData: {
      ...settings,
      simulationUrl: (workerUrl === undefined
        ? new URL('./simulation/worker.ts', import.meta.url)
        : new URL('./simulation.cjs', workerUrl)
      ).href,
    } satisfies WorkerSettings,
    name: 'workstation',
  })
  const post = (message: ToWorker) => worker.postMessage(message)
  const wires = new Map<number, Wire>()
  const faultListeners: ((code: string) => void)[] = []
  const deskListeners: ((request: DeskRequest) => void)[] = []
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  let lastWire = 0
  let stopping: Promise<void> | null = null

  const idle: WorkstationStatus = { waiting: 0, online: false }
  const asked = new Map<number, (status: WorkstationStatus) => void>()
  let lastAsked = 0

  async function answerVault(seq: number, call: VaultCall): Promise<void> {
    try {
      post({ type: 'vault', seq, ok: true, value: await callVault(vault, call) })
    } catch {
      fault('keystore_unavailable')
      post({ type: 'vault', seq, ok: false, value: null })
    }
  }

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
    status() {
      if (stopping !== null) return Promise.resolve(idle)
      const seq = ++lastAsked
      return new Promise((resolve) => {
        asked.set(seq, resolve)
        post({ type: 'status', seq })
      })
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
      else if (message.type === 'vault') void answerVault(message.seq, message.call)
      else if (message.type === 'status') {
        asked.get(message.seq)?.(message.status)
        asked.delete(message.seq)
      } else if (message.type === 'ready') resolve(workstation)
    })
    worker.on('error', (error) => {
      reject(error)
      fault('worker_failed')
    })
    worker.on('exit', () => {
      reject(new Error('The workstation ended before it was ready.'))
      for (const each of asked.values()) each(idle)
      asked.clear()
      if (stopping === null) fault('worker_ended')
    })
  })
}

/** @throws Error when there is no vault, or it cannot be used */
async function callVault(vault: Vault | undefined, call: VaultCall): Promise<string | null> {
  if (call.ask === 'credential') return vault?.credential() ?? null
  if (vault === undefined) throw new Error('this host has no vault')
  if (call.ask === 'renewKey') return vault.renewKey()
  await vault.setCredential(call.value)
  return null
}
