import { parentPort, workerData } from 'node:worker_threads'
import { composeWorkstation } from './compose.ts'
import type { FromWorker, Report, ToWorker, WorkerSettings } from './ports.ts'

/** The composition root of the workstation's thread. */
function main(): void {
  const port = parentPort
  if (port === null) throw new Error('The workstation runs in a worker thread; start it with startWorkstation.')
  const post = (message: FromWorker) => port.postMessage(message)
  const wires = new Set<number>()
  const report: Report = (code) => post({ type: 'fault', code })
  const workstation = composeWorkstation(
    workerData as WorkerSettings,
    (frame) => {
      for (const wire of wires) post({ type: 'frame', wire, frame })
    },
    report,
    (request) => post({ type: 'desk', request }),
  )

  async function receive(message: ToWorker): Promise<void> {
    if (message.type === 'attach') wires.add(message.wire)
    else if (message.type === 'detach') wires.delete(message.wire)
    else if (message.type === 'frame') {
      const frame = await workstation.answer(message.frame)
      if (frame !== null && wires.has(message.wire)) post({ type: 'frame', wire: message.wire, frame })
    } else {
      await workstation.close()
      post({ type: 'stopped' })
      port?.close()
    }
  }

  port.on('message', (message: ToWorker) => void receive(message))
  post({ type: 'ready' })
}

main()
