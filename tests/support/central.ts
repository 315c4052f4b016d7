import pg from 'pg'
import { v7 } from 'uuid'
import { type Central, type CentralOptions, startCentral } from '../../central/compose.ts'
import { paymentSandbox } from '../../central/payments/sandbox.ts'
import type { Logger } from '../../central/ports.ts'
import type { PublicMessage } from '../../shared/central/operations.correspondents.ts'
import { type CentralClient, clientFor } from './central-client.ts'
import { createFixture, type Fixture, PASSWORD, PIN, type StaffName } from './central-fixture.ts'

export * from './central-client.ts'
export * from './central-fixture.ts'

export interface TestCentralOptions {
  /** A server in which a fresh database is made; the one of the test run when none is given. */
  readonly adminUrl?: string
  readonly clock?: () => Date
  readonly logger?: Logger
  readonly port?: number
  /** What else the service is given. */
  readonly more?: Partial<CentralOptions>
  /** The sandbox in a hurry when none is given. */
  readonly payments?: NonNullable<CentralOptions['payments']>
}

/** A central service on a database of its own, with the small facility of `central-fixture.ts`. */
export interface TestCentral {
  readonly url: string
  readonly databaseUrl: string
  /** The running service; another one after `restart`. */
  readonly central: Central
  readonly fixture: Fixture
  readonly anyone: CentralClient
  staff(name: StaffName): Promise<CentralClient>
  member(memberNumber?: string): Promise<CentralClient>
  individual(bookingNumber?: string): Promise<CentralClient>
  /** Sends a message and gives it as its sender sees it. */
  send(
    client: CentralClient,
    contactId: string,
    text: string,
    more?: { revises?: string; cod?: boolean },
  ): Promise<PublicMessage>
  /** Stops the service; the database stays. */
  pause(): Promise<void>
  /** Starts the service again on the same database and the same port. */
  restart(): Promise<void>
  /** Stops the service and drops the database. */
  stop(): Promise<void>
}

async function administer(adminUrl: string, sql: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    await admin.query(sql)
  } finally {
    await admin.end()
  }
}

/** Makes a fresh, empty database and gives its address and the way to drop it. */
export async function freshDatabase(adminUrl = process.env.SALLYPORT_TEST_POSTGRES) {
  if (adminUrl === undefined) throw new Error('no PostgreSQL for tests: give adminUrl or set SALLYPORT_TEST_POSTGRES')
  const name = `test_${v7().replaceAll('-', '')}`
  await administer(adminUrl, `CREATE DATABASE ${name}`)
  const address = new URL(adminUrl)
  address.pathname = `/${name}`
  return { url: address.href, drop: () => administer(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

/** Starts a central service for a test. Call `stop` at the end. */
export async function startTestCentral(options: TestCentralOptions = {}): Promise<TestCentral> {
  const database = await freshDatabase(options.adminUrl)
  const settings: CentralOptions = {
    databaseUrl: database.url,
    host: '127.0.0.1',
    port: options.port ?? 0,
    payments: options.payments ?? ((noticeUrl) => paymentSandbox({ noticeUrl, slowMs: 400, patienceMs: 500 })),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    ...(options.logger === undefined ? {} : { logger: options.logger }),
    // Tests write faster than people.
    writeLimits: { perAccount: 1_000_000, perAddress: 1_000_000 },
    ...options.more,
  }
  let central = await startCentral(settings)
  const fixture = await createFixture(central.database)
  const { url } = central
  const anyone = clientFor(url, null)
  return {
    url,
    databaseUrl: database.url,
    get central() {
      return central
    },
    fixture,
    anyone,
    async staff(name) {
      const body = { username: fixture.staff[name].username, password: PASSWORD }
      return clientFor(url, (await anyone.call('signIn', { body })).accessToken)
    },
    async member(memberNumber = fixture.member.memberNumber) {
      const session = await anyone.call('memberSignIn', { body: { memberNumber, password: PASSWORD } })
      return clientFor(url, session.accessToken)
    },
    async individual(bookingNumber = fixture.individual.bookingNumber) {
      const session = await anyone.call('individualSignIn', { body: { bookingNumber, pin: PIN } })
      return clientFor(url, session.accessToken)
    },
    send: (client, contactId, text, more = {}) =>
      client.call('sendMessage', { params: { contactId }, body: { text, idempotencyKey: v7(), ...more } }),
    pause: () => central.stop(),
    async restart() {
      await central.stop()
      central = await startCentral({ ...settings, port: Number(new URL(url).port) })
    },
    async stop() {
      await central.stop()
      await database.drop()
    },
  }
}
