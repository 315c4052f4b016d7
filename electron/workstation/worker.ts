import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../../shared/domain/errors.ts'
import { composeWorkstation } from './compose.ts'
import type { FromWorker, Report, ToWorker, Vault, VaultCall, WorkerSettings } from './ports.ts'

/** The composition root of the workstation's thread. */
function main(): void {
  const port = parentPort
  if (port === null) throw new Error('The workstation runs in a worker thread; start it with startWorkstation.')
  const post = (message: FromWorker) => port.postMessage(message)
  const wires = new Set<number>()
  const asked = new Map<number, { resolve: (value: string | null) => void; reject: (error: Error) => void }>()
  let lastAsked = 0
  const ask = (call: VaultCall) =>
    new Promise<string | null>((resolve, reject) => {
      const seq = ++lastAsked
      asked.set(seq, { resolve, reject })
      post({ type: 'vault', seq, call })
    })
  const vault: Vault = {
    credential: () => ask({ ask: 'credential' }),
    setCredential: async (value) => void (await ask({ ask: 'setCredential', value })),
    renewKey: async () => (await ask({ ask: 'renewKey' })) ?? '',
  }
  const report: Report = (code) => post({ type: 'fault', code })
  const workstation = composeWorkstation(
    workerData as WorkerSettings,
    (frame) => {
      for (const wire of wires) post({ type: 'frame', wire, frame })
    },
    report,
    (request) => post({ type: 'desk', request }),
    vault,
  )

  async function receive(message: ToWorker): Promise<void> {
    if (message.type === 'attach') wires.add(message.wire)
    else if (message.type === 'detach') wires.delete(message.wire)
    else if (message.type === 'frame') {
      const frame = await workstation.answer(message.frame)
      if (frame !== null && wires.has(message.wire)) post({ type: 'frame', wire: message.wire, frame })
    } else if (message.type === 'vault') {
      const call = asked.get(message.seq)
      asked.delete(message.seq)
      if (message.ok) call?.resolve(message.value)
      else call?.reject(new Refusal('keystore_unavailable'))
    } else if (message.type === 'status') {
      post({ type: 'status', seq: message.seq, status: workstation.status() })
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
