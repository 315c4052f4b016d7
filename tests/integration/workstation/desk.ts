import { startWorkstation } from '../../../electron/workstation/start.ts'
import { createConsoleClient } from '../../../shared/console/client.ts'
import { wirePair } from './wires.ts'

/**
 * A workstation in a process of its own, so that a test can end it as a power cut would. Told in its first argument what
 * to decide; prints `decided` when the decision has been answered, and goes on until it is killed.
 */
interface Order {
  readonly folder: string
  readonly centralUrl: string
  readonly cacheKey: string
  readonly username: string
  readonly password: string
  readonly messageId: string
  readonly reasonId: string
}

async function main(): Promise<void> {
  const order = JSON.parse(process.argv[2] ?? '{}') as Order
  const workstation = await startWorkstation({ ...order, host: 'browser', keystore: 'file' })
  const [near, far] = wirePair()
  workstation.attach(far)
  const console = createConsoleClient(near)
  await console.call('session.signIn', { username: order.username, password: order.password })
  const { messageId } = order
  let version = 0
  while (version === 0) {
    const [row] = (await console.call('review.rows', { ids: [messageId] })).rows
    if (row) version = row.version
    else await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const items = [{ id: messageId, version }]
  const { taken } = await console.call('review.decide', { kind: 'reject', items, reasonId: order.reasonId })
  process.stdout.write(taken.length === 1 ? 'decided\n' : 'refused\n')
}

await main()
