import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { v7 } from 'uuid'
import { startCentral } from '../../central/compose.ts'
import { creditService } from '../../central/credits/service.ts'
import { paymentSandbox } from '../../central/payments/sandbox.ts'
import { PASSWORD } from '../support/central.ts'
import { clientFor } from '../support/central-client.ts'
import type { Bench } from './bench.ts'
import type { CentralScene } from './central-scene.ts'
import { freePort, inspect } from './ui/inspector.ts'
import { heapOf, press, watchKeys } from './ui/probe.ts'
import { uiScene } from './ui/scene.ts'

const MINUTES = 60
/** Longer than decisions can be undone and the console gathers what changed; at small size nothing is compared. */
const settleMs = { full: 10_000, small: 200 }

/** A member who writes as fast as the service takes it: a second process of the service without its limits for writers. */
async function writer(central: CentralScene) {
  const { fixture, database } = central
  const credits = creditService(database, () => new Date())
  await database.transaction((tx) => credits.purchase(tx, fixture.member.id, 1_000_000))
  const second = await startCentral({
    databaseUrl: central.databaseUrl,
    host: '127.0.0.1',
    port: 0,
    payments: (noticeUrl) => paymentSandbox({ noticeUrl, slowMs: 400, patienceMs: 500 }),
    writeLimits: { perAccount: 1_000_000, perAddress: 1_000_000 },
  })
  const body = { memberNumber: fixture.member.memberNumber, password: PASSWORD }
  const { accessToken } = await clientFor(second.url, null).call('memberSignIn', { body })
  const member = clientFor(second.url, accessToken)
  return {
    write: (n: number) =>
      member.call('sendMessage', {
        params: { contactId: fixture.contacts.approved },
        body: { text: `Letter ${n} about a blade of grass. `.repeat(30), idempotencyKey: v7() },
      }),
    stop: () => second.stop(),
  }
}

/** So many decisions by key, and as many messages that come meanwhile. */
async function work(page: Page, write: (n: number) => Promise<unknown>, many: number, settle: number): Promise<void> {
  const arrivals = (async () => {
    for (let n = 0; n < many; n++) await write(n)
  })()
  await press(page, 'a', many, 0)
  await arrivals
  await pause(settle)
}

const memory: Bench = {
  id: 'memory',
  target: 1.1,
  wanted: 'at most',
  async run(size) {
    const [open, each] = size === 'full' ? [50_000, 12] : [200, 1]
    const minutes = size === 'full' ? MINUTES : 3
    const port = await freePort()
    const scene = await uiScene({ messages: open, open }, { NODE_OPTIONS: `--inspect=127.0.0.1:${port}` })
    const letters = await writer(scene.central)
    try {
      const page = await scene.console()
      const host = await inspect(port)
      await watchKeys(page, 'a', '[aria-label="Message text"]')
      const look = async () => ({ renderer: await heapOf(page), workstation: await host.heap() })
      await work(page, letters.write, each, settleMs[size])
      const before = await look()
      await work(page, letters.write, each * (minutes - 1), settleMs[size])
      const after = await look()
      host.close()
      const grown = { renderer: after.renderer / before.renderer, workstation: after.workstation / before.workstation }
      const mb = (bytes: number) => (bytes / 2 ** 20).toFixed(1)
      return {
        ratios: [Math.max(grown.renderer, grown.workstation)],
        size: `${open.toLocaleString('en')} open, ${(each * minutes).toLocaleString('en')} decisions and as many arrivals`,
        note: `the worse of two, an hour's work over its first minute's: page ${mb(before.renderer)} to ${mb(after.renderer)} MB, workstation ${mb(before.workstation)} to ${mb(after.workstation)} MB, garbage collected`,
      }
    } finally {
      await letters.stop()
      await scene.stop()
    }
  },
}

export const benches: Bench[] = [memory]
