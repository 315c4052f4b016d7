import { type Database, openDatabase } from '../../central/database/database.ts'
import { migrate } from '../../central/database/migrate.ts'
import { newId } from '../../central/ports.ts'
import type { Message } from '../../shared/central/entities.ts'
import { type Program, startProgram } from '../e2e/processes.ts'
import { createFixture, type Fixture, freshDatabase, PASSWORD, type StaffName } from '../support/central.ts'
import { type CentralClient, clientFor } from '../support/central-client.ts'
import { startThrowawayPostgres } from '../support/postgres.ts'
import { messagesOf, people, type Shape } from './letters.ts'

/** A central service as a process of its own, with the small facility and many people and messages more. */
export interface CentralScene {
  readonly fixture: Fixture
  readonly database: Database
  readonly databaseUrl: string
  readonly url: string
  staff(name: StaffName): Promise<CentralClient>
  /** Stores messages; their ids in the order of time, open ones first. No feed entry is written: they are for a fill. */
  store(shape: Shape): Promise<string[]>
  stop(): Promise<void>
}

const CONTACTS = 500
const STEP = 2_000

/** @param undoSeconds in which a decision can be taken back before it leaves */
export async function centralScene(undoSeconds: number): Promise<CentralScene> {
  const cleanUp: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const each of cleanUp.reverse()) await each()
  }
  try {
    const server = await startThrowawayPostgres()
    cleanUp.push(() => server.stop())
    const made = await freshDatabase(server.adminUrl)
    cleanUp.push(made.drop)
    const database = openDatabase(made.url, () => undefined, 4)
    cleanUp.push(() => database.close())
    await migrate(database)
    const fixture = await createFixture(database)
    await database.query('UPDATE facilities SET undo_window_seconds = $1', [undoSeconds])
    const contacts = await storePeople(database, fixture)
    const central: Program = await startProgram('central/main.ts', ['--port', '0'], { DATABASE_URL: made.url })
    cleanUp.push(() => central.stop())
    let stored = 0
    return {
      fixture,
      database,
      databaseUrl: made.url,
      url: central.url,
      async staff(name) {
        const body = { username: fixture.staff[name].username, password: PASSWORD }
        const { accessToken } = await clientFor(central.url, null).call('signIn', { body })
        return clientFor(central.url, accessToken)
      },
      async store(shape) {
        // Another time for each part, because a message's id is made of its time.
        const end = Date.now() - 86_400_000 * stored++
        const ids: string[] = []
        let part: Message[] = []
        const flush = async () => {
          await storeMessages(database, fixture.facilityId, part)
          part = []
        }
        for (const message of messagesOf(shape, contacts, end)) {
          part.push(message)
          ids.push(message.id)
          if (part.length === STEP) await flush()
        }
        await flush()
        return ids
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function storePeople(database: Database, fixture: Fixture) {
  const fresh = () => newId(() => new Date())
  const { members, individuals } = people()
  const [some, inside] = [members.slice(0, CONTACTS), individuals.slice(0, CONTACTS)]
  const memberIds = some.map(fresh)
  const individualIds = inside.map(fresh)
  await database.query(
    `INSERT INTO members (id, name, member_number, email, city, password_hash)
     SELECT *, 'Denver', '-' FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[])`,
    [memberIds, some.map((each) => each.name), some.map((each) => each.memberNumber), some.map((each) => each.email)],
  )
  await database.query(
    `INSERT INTO individuals (id, facility_id, name, booking_number, housing_unit, pin_hash)
     SELECT id, $2, name, number, 'A', '-' FROM unnest($1::uuid[], $3::text[], $4::text[]) AS t (id, name, number)`,
    [individualIds, fixture.facilityId, inside.map((each) => each.name), inside.map((each) => each.bookingNumber)],
  )
  const contacts = memberIds.map((memberId, n) => ({ id: fresh(), memberId, individualId: individualIds[n] ?? '' }))
  await database.query(
    `INSERT INTO contacts (id, facility_id, member_id, individual_id, relationship, state, requested_at, decided_at, decided_by)
     SELECT id, $2, member, individual, 'sister', 'approved', now() - interval '1 year', now() - interval '1 year', $3
     FROM unnest($1::uuid[], $4::uuid[], $5::uuid[]) AS t (id, member, individual)`,
    [contacts.map((each) => each.id), fixture.facilityId, fixture.staff.ode.id, memberIds, individualIds],
  )
  return contacts
}

async function storeMessages(database: Database, facilityId: string, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return
  const of = <K extends keyof Message>(key: K) => messages.map((each) => each[key])
  await database.query(
    `INSERT INTO messages (id, facility_id, contact_id, member_id, individual_id, direction, text, characters, state,
       payment, priority, sent_at, delivered_at, state_since, screening)
     SELECT id, $1, contact, member, individual, direction, text, length(text), state, 'paid', priority, sent, delivered,
       sent, screening
     FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[],
       $10::timestamptz[], $11::timestamptz[], $12::jsonb[])
       AS t (id, contact, member, individual, direction, text, state, priority, sent, delivered, screening)`,
    [
      facilityId,
      of('id'),
      of('contactId'),
      of('memberId'),
      of('individualId'),
      of('direction'),
      of('text'),
      of('state'),
      of('priority'),
      of('sentAt'),
      of('deliveredAt'),
      messages.map((each) => JSON.stringify(each.screening)),
    ],
  )
}
