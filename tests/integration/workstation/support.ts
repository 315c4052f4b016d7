import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { Vault } from '../../../electron/workstation/ports.ts'
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
  workstation(options: WorkstationChoice): Promise<TestWorkstation>
  /** A line to central that can be cut and can garble. */
  proxy(central: TestCentral): Promise<TestProxy>
  after(close: () => Promise<unknown>): void
  close(): Promise<void>
}

export interface WorkstationChoice {
  readonly centralUrl: string
  readonly folder?: string
  readonly key?: string | null
  readonly vault?: Vault
  readonly enrolmentCode?: string
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
      const key = options.key === undefined ? randomBytes(32).toString('hex') : options.key
      const workstation = await startWorkstation({
        folder,
        centralUrl: options.centralUrl,
        cacheKey: key,
        host: 'browser',
        keystore: 'file',
        ...(options.vault === undefined ? {} : { vault: options.vault }),
        ...(options.enrolmentCode === undefined ? {} : { enrolmentCode: options.enrolmentCode }),
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
        key: key ?? '',
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

/** Writes so many copies of a message into central's database, each a minute older than the one before. */
export async function multiply(central: TestCentral, messageId: string, count: number): Promise<void> {
  await central.central.database.query(
    `INSERT INTO messages SELECT (jsonb_populate_record(m, jsonb_build_object(
       'id', gen_random_uuid(), 'sent_at', m.sent_at - n * interval '1 minute',
       'text', m.text || ' ' || n))).*
     FROM messages AS m, generate_series(1, $2) AS n WHERE m.id = $1`,
    [messageId, count],
  )
}
