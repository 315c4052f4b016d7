import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { startWorkstation, type Workstation } from '../../../electron/workstation/start.ts'
import { type ConsoleClient, createConsoleClient } from '../../../shared/console/client.ts'
import { type EventData, type EventName, eventNames } from '../../../shared/console/events.ts'
import type { SyncState } from '../../../shared/console/session.ts'
import { PASSWORD, type StaffName, startTestCentral, type TestCentral } from '../../support/central.ts'
import { startProxy, type TestProxy } from './proxy.ts'
import { wirePair } from './wires.ts'

/** What one test opened, closed in the opposite order. */
export interface Scene {
  central(undoWindowSeconds?: number): Promise<TestCentral>
  folder(): Promise<string>
  workstation(options: { centralUrl: string; folder?: string; key?: string }): Promise<TestWorkstation>
  /** A line to central that can be cut and can garble. */
  proxy(central: TestCentral): Promise<TestProxy>
  after(close: () => Promise<unknown>): void
  close(): Promise<void>
}

export interface TestWorkstation {
  readonly workstation: Workstation
  readonly console: ConsoleClient
  readonly folder: string
  readonly key: string
  readonly faults: string[]
  /** Every event so far. */
  readonly events: { name: EventName; data: unknown }[]
  signIn(central: TestCentral, name: StaffName): Promise<void>
  /** Resolves when the sync state fits; asks again on every event and now and then. */
  until(test: (state: SyncState) => boolean): Promise<SyncState>
  stop(): Promise<void>
}

/** Waits until something holds, asking every 30 ms; fails after 40 s. */
export async function eventually<T>(ask: () => Promise<T> | T, test: (value: T) => boolean): Promise<T> {
  const end = Date.now() + 40_000
  for (;;) {
    const value = await ask()
    if (test(value)) return value
    if (Date.now() > end) throw new Error(`Waited in vain; last seen: ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}

export function createScene(): Scene {
  const closing: (() => Promise<unknown>)[] = []
  const scene: Scene = {
    async central(undoWindowSeconds = 0) {
      const central = await startTestCentral({ adminUrl: inject('postgresAdminUrl') })
      closing.push(() => central.stop())
      await central.central.database.query('UPDATE facilities SET undo_window_seconds = $1', [undoWindowSeconds])
      return central
    },
    async folder() {
      const folder = await mkdtemp(join(tmpdir(), 'sallyport-workstation-'))
      closing.push(() => rm(folder, { recursive: true, force: true }))
      return folder
    },
    async workstation(options) {
      const folder = options.folder ?? (await scene.folder())
      const key = options.key ?? randomBytes(32).toString('hex')
      const workstation = await startWorkstation({
        folder,
        centralUrl: options.centralUrl,
        cacheKey: key,
        host: 'browser',
        keystore: 'file',
      })
      closing.push(() => workstation.stop())
      const faults: string[] = []
      workstation.onFault((code) => void faults.push(code))
      const [near, far, closeWire] = wirePair()
      workstation.attach(far)
      const console = createConsoleClient(near)
      const events: TestWorkstation['events'] = []
      for (const name of eventNames) {
        console.on(name, (data: EventData<EventName>) => void events.push({ name, data }))
      }
      return {
        workstation,
        console,
        folder,
        key,
        faults,
        events,
        async signIn(central, name) {
          const { username } = central.fixture.staff[name]
          await console.call('session.signIn', { username, password: PASSWORD })
        },
        until: (test) => eventually(() => console.call('sync.state', {}), test),
        async stop() {
          await workstation.stop()
          closeWire()
        },
      }
    },
    async proxy(central) {
      const proxy = await startProxy(central.url)
      closing.push(() => proxy.stop())
      return proxy
    },
    after: (close) => void closing.push(close),
    async close() {
      for (const each of closing.splice(0).reverse()) await each()
    },
  }
  return scene
}

export const synced = (state: SyncState) => state.connection === 'synced' && state.waiting === 0

/** Decides on one message in the version that the workstation shows. */
export async function decideOn(
  desk: TestWorkstation,
  kind: 'approve' | 'hold' | 'reject' | 'return' | 'escalate',
  id: string,
  reasonId?: string,
) {
  const [row] = (await desk.console.call('review.rows', { ids: [id] })).rows
  if (row === undefined) throw new Error('the workstation does not know this message')
  const reason = reasonId === undefined ? {} : { reasonId }
  return desk.console.call('review.decide', { kind, items: [{ id, version: row.version }], ...reason })
}

/** Decisions and refunds that central has recorded for a message. */
export async function recorded(central: TestCentral, messageId: string) {
  const rows = await central.central.database.query<{ decisions: number }>(
    'SELECT COUNT(*)::int AS decisions FROM decisions WHERE message_id = $1',
    [messageId],
  )
  const member = await central.member()
  const { transactions } = await member.call('myTransactions')
  return {
    decisions: rows[0]?.decisions,
    refunds: transactions.filter((each) => each.kind === 'refund' && each.messageId === messageId).length,
    balance: (await member.call('myAccount')).balances.service,
  }
}
