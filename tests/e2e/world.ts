import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, type Page } from '@playwright/test'
import { v7 } from 'uuid'
import { type Database, openDatabase } from '../../central/database/database.ts'
import type { EmbeddedServer } from '../../central/database/embedded/server.ts'
import { migrate } from '../../central/database/migrate.ts'
import type { PublicMessage } from '../../shared/central/operations.correspondents.ts'
import { freshDatabase } from '../support/central.ts'
import { type CentralClient, clientFor } from '../support/central-client.ts'
import { createFixture, type Fixture, PASSWORD, PIN, type StaffName } from '../support/central-fixture.ts'
import { startThrowawayPostgres } from '../support/postgres.ts'
import { type Program, startProgram } from './processes.ts'

/** A workstation: the browser host as a process of its own, with a data folder that outlives it. */
export interface Workstation {
  readonly program: Program
  /** Where it keeps its key and its caches. */
  readonly folder: string
  /** Starts it again on the same data folder, after it was stopped or killed. Gives a new start address. */
  restart(): Promise<Program>
}

/** A central service with the small facility, as processes, and who uses them. */
export interface World {
  readonly fixture: Fixture
  readonly database: Database
  readonly centralUrl: string
  central: Program
  /** Starts the central service again on its port, after it was stopped or killed. */
  restartCentral(): Promise<void>
  workstation(): Promise<Workstation>
  member(): Promise<CentralClient>
  individual(): Promise<CentralClient>
  staff(name: StaffName): Promise<CentralClient>
  send(client: CentralClient, text: string, more?: { contactId?: string; revises?: string }): Promise<PublicMessage>
  /** Service credits of the caller. */
  credits(client: CentralClient): Promise<number>
  /** The message as the caller sees it now. */
  see(client: CentralClient, messageId: string, contactId?: string): Promise<PublicMessage>
}

/** Seconds in which a decision can be undone in these tests: long enough to press a key, short enough to wait for. */
export const UNDO_SECONDS = 3

async function startWorld(server: EmbeddedServer, cleanUp: (() => Promise<unknown>)[]): Promise<World> {
  const made = await freshDatabase(server.adminUrl)
  cleanUp.push(made.drop)
  const database = openDatabase(made.url, () => undefined, 4)
  cleanUp.push(() => database.close())
  await migrate(database)
  const fixture = await createFixture(database)
  await database.query('UPDATE facilities SET undo_window_seconds = $1', [UNDO_SECONDS])
  const environment = { DATABASE_URL: made.url }
  const central = await startProgram('central/main.ts', ['--port', '0'], environment)
  const centralUrl = central.url
  const anyone = clientFor(centralUrl, null)
  const world: World = {
    fixture,
    database,
    centralUrl,
    central,
    async restartCentral() {
      world.central = await startProgram('central/main.ts', ['--port', new URL(centralUrl).port], environment)
    },
    async workstation() {
      const folder = await mkdtemp(join(tmpdir(), 'sallyport-e2e-'))
      cleanUp.push(() => rm(folder, { recursive: true, force: true }))
      const start = () => startProgram('electron/browser/main.ts', ['--central', centralUrl, '--data', folder])
      let program = await start()
      cleanUp.push(() => program.stop())
      return {
        folder,
        get program() {
          return program
        },
        async restart() {
          program = await start()
          return program
        },
      }
    },
    async member() {
      const { accessToken } = await anyone.call('memberSignIn', {
        body: { memberNumber: fixture.member.memberNumber, password: PASSWORD },
      })
      return clientFor(centralUrl, accessToken)
    },
    async individual() {
      const { accessToken } = await anyone.call('individualSignIn', {
        body: { bookingNumber: fixture.individual.bookingNumber, pin: PIN },
      })
      return clientFor(centralUrl, accessToken)
    },
    async staff(name) {
      const { accessToken } = await anyone.call('signIn', {
        body: { username: fixture.staff[name].username, password: PASSWORD },
      })
      return clientFor(centralUrl, accessToken)
    },
    send: (client, text, { contactId = fixture.contacts.approved, ...more } = {}) =>
      client.call('sendMessage', { params: { contactId }, body: { text, idempotencyKey: v7(), ...more } }),
    async credits(client) {
      return (await client.call('myAccount')).balances.service
    },
    async see(client, messageId, contactId = fixture.contacts.approved) {
      const { messages } = await client.call('thread', { params: { contactId } })
      const found = messages.find((message) => message.id === messageId)
      if (found === undefined) throw new Error('the caller does not see this message')
      return found
    },
  }
  cleanUp.push(() => world.central.stop())
  return world
}

/** Tests with a world of their own each, on one database server for all. */
export const test = base.extend<{ world: World; secondPage: Page }, { server: EmbeddedServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures that are needed from it.
    async ({}, use) => {
      const server = await startThrowawayPostgres()
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  world: async ({ server }, use) => {
    const cleanUp: (() => Promise<unknown>)[] = []
    try {
      await use(await startWorld(server, cleanUp))
    } finally {
      for (const each of cleanUp.reverse()) await each()
    }
  },
  secondPage: async ({ browser }, use) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    await use(await context.newPage())
    await context.close()
  },
})

export { expect } from '@playwright/test'

/** How many decisions, refunds and notifications of rejection central has of a message. */
export async function traces(world: World, messageId: string) {
  const [row] = await world.database.query<{ decisions: number; refunds: number; notifications: number }>(
    `SELECT (SELECT count(*) FROM decisions WHERE message_id = $1)::int AS decisions,
       (SELECT count(*) FROM ledger_transactions WHERE message_id = $1 AND kind = 'refund')::int AS refunds,
       (SELECT count(*) FROM notifications WHERE message_id = $1 AND kind = 'message_rejected')::int AS notifications`,
    [messageId],
  )
  return row
}
