import { composeWorkstation } from '../../electron/workstation/compose.ts'
import type { WorkerSettings } from '../../electron/workstation/ports.ts'

/**
 * A workstation in a process of its own, so that it can be killed as a power cut would. It runs without the thread that
 * a host gives it: the thread changes nothing about what is stored when, and starting it would take half of a run.
 */
const settings = JSON.parse(process.argv[2] ?? '{}') as WorkerSettings
const told: Record<string, number> = {}
const workstation = composeWorkstation(
  settings,
  () => undefined,
  (code, fields) => {
    const key = fields?.problem === undefined ? code : `${code} ${fields.problem}`
    told[key] = (told[key] ?? 0) + 1
  },
)
process.on('disconnect', () => process.exit(0))
process.on('message', (frame: { type: string }) => {
  if (frame.type === 'close') {
    void workstation.close().then(() => process.exit(0))
    return
  }
  if (frame.type === 'reports') {
    process.send?.({ type: 'reports', told })
    return
  }
  void workstation.answer(frame).then((answer) => {
    if (answer !== null) process.send?.(answer)
  })
})
process.send?.({ type: 'ready' })
