import { fork } from 'node:child_process'
import { once } from 'node:events'
import pg from 'pg'
import { v7 } from 'uuid'
import { hashOf } from '../../central/audit/chain.ts'
import { openDatabase } from '../../central/database/database.ts'
import { migrate } from '../../central/database/migrate.ts'
import { createFixture, type Fixture, freshDatabase, PASSWORD } from '../support/central.ts'
import { clientFor, command, sendCommands } from '../support/central-client.ts'
import { openLive } from '../support/central-live.ts'
import { startThrowawayPostgres } from '../support/postgres.ts'
import { type Bench, type Measured, timed } from './bench.ts'

const LIVE = 50
/** Workstations that decide at the same time, and how many decisions each sends in one call. */
const DECIDING = 10
const PER_CALL = 10

/** Puts messages that wait for review into the database, some 1.1 kB each, and gives their ids. */
async function pendingMessages(pool: pg.Pool, fixture: Fixture, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => v7())
  const { rows } = await pool.query<{ member_id: string; individual_id: string }>(
    'SELECT member_id, individual_id FROM contacts WHERE id = $1',
    [fixture.contacts.approved],
  )
  const screening = { ruleSetVersion: 1, matches: [], rules: [] }
  await pool.query(
    `INSERT INTO messages (id, facility_id, contact_id, member_id, individual_id, direction, text, characters, state,
       payment, cod, escalated, urgent, priority, sent_at, state_since, screening, version)
     SELECT id, $2, $3, $4, $5, 'inbound', $6, $7, 'pending_review', 'paid', false, false, false, 'normal', now(), now(), $8, 1
     FROM unnest($1::uuid[]) AS id`,
    [
      ids,
      fixture.facilityId,
      fixture.contacts.approved,
      rows[0]?.member_id,
      rows[0]?.individual_id,
      'x'.repeat(1_100),
      1_100,
      JSON.stringify(screening),
    ],
  )
  return ids
}

function slices<T>(all: readonly T[], parts: number): T[][] {
  const each = Math.ceil(all.length / parts)
  return Array.from({ length: parts }, (_, n) => all.slice(n * each, (n + 1) * each))
}

/** One hold as the service writes it: the same statements in the same order, and nothing around them. */
async function bareHold(client: pg.PoolClient, fixture: Fixture, messageId: string): Promise<void> {
  const [facilityId, staffId, reasonId, commandId, at] = [
    fixture.facilityId,
    fixture.staff.maddox.id,
    fixture.reasons.unclear,
    v7(),
    new Date(),
  ]
  await client.query('BEGIN')
  await client.query(
    `INSERT INTO commands (id, facility_id, staff_id, kind, target, batch_id, received_at)
     VALUES ($1, $2, $3, 'message.hold', $4, NULL, $5) ON CONFLICT (id) DO NOTHING RETURNING 1`,
    [commandId, facilityId, staffId, messageId, at],
  )
  await client.query('SAVEPOINT part_1')
  const found = await client.query<{ state: string }>(
    `SELECT m.*, c.privileged FROM messages AS m JOIN contacts AS c ON c.id = m.contact_id
     WHERE m.id = $1 FOR UPDATE OF m`,
    [messageId],
  )
  await client.query(
    `SELECT * FROM decisions WHERE message_id = $1 AND message_version > 1 AND staff_id <> $2
     ORDER BY message_version DESC LIMIT 1`,
    [messageId, staffId],
  )
  await client.query('SELECT * FROM reasons WHERE facility_id = $1 AND id = $2', [facilityId, reasonId])
  await client.query(
    `UPDATE messages SET state = 'held', payment = 'paid', escalated = false, delivered_at = NULL, opened_at = NULL,
       state_since = $2, reason_id = NULL, version = 2 WHERE id = $1`,
    [messageId, at],
  )
  const decision = { id: v7(), messageId, kind: 'hold', staffId, reasonId, note: null, batchId: null, at }
  await client.query(
    `INSERT INTO decisions (id, facility_id, message_id, message_version, kind, staff_id, reason_id, note, batch_id, at)
     VALUES ($1, $2, $3, 2, 'hold', $4, $5, NULL, NULL, $6)`,
    [decision.id, facilityId, messageId, staffId, reasonId, at],
  )
  await client.query('RELEASE SAVEPOINT part_1')
  const head = (
    await client.query<{ position: string; hash: Buffer }>(
      'SELECT position, hash FROM audit_heads WHERE facility_id = $1 FOR UPDATE',
      [facilityId],
    )
  ).rows[0]
  if (head === undefined) throw new Error('a facility without a trail')
  const position = Number(head.position) + 1
  const details = { command: commandId, outcome: 'applied', basedOn: 1, batch: null, reason: reasonId, version: 2 }
  const entry = { actorId: staffId, action: 'message.hold', subjectId: messageId, details }
  const hash = hashOf(head.hash, position, at, facilityId, entry)
  await client.query(
    `INSERT INTO audit_entries (facility_id, position, at, actor_id, action, subject_id, details, previous_hash, hash)
     VALUES ($1, $2, $3, $4, 'message.hold', $5, $6, $7, $8)`,
    [facilityId, position, at, staffId, messageId, JSON.stringify(details), head.hash, hash],
  )
  await client.query('UPDATE audit_heads SET position = $2, hash = $3 WHERE facility_id = $1', [
    facilityId,
    position,
    hash,
  ])
  const last = (
    await client.query<{ position: string }>(
      'UPDATE feed_heads SET position = position + 2 WHERE facility_id = $1 RETURNING position',
      [facilityId],
    )
  ).rows[0]
  await client.query(
    `INSERT INTO changes (facility_id, position, entity, entity_id, version, op, data)
     VALUES ($1, $2, 'message', $4, 2, 'put', $5), ($1, $3, 'decision', $6, 1, 'put', $7)`,
    [
      facilityId,
      Number(last?.position) - 1,
      Number(last?.position),
      messageId,
      JSON.stringify(found.rows[0]),
      decision.id,
      JSON.stringify(decision),
    ],
  )
  await client.query('UPDATE commands SET result = $2 WHERE id = $1', [
    commandId,
    JSON.stringify({ id: commandId, outcome: 'applied', position: Number(last?.position), version: 2 }),
  ])
  await client.query('COMMIT')
}

/** Starts the service as a process of its own, so that its callers do not take its processor time. */
async function startService(databaseUrl: string) {
  const child = fork('central/main.ts', ['--port', '0', '--log', 'silent', '--exit-with-parent'], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  for (;;) {
    const [told] = (await once(child, 'message')) as [{ type: string; url?: string; sentence?: string }]
    if (told.type === 'failed') throw new Error(told.sentence)
    if (told.type === 'ready' && told.url !== undefined) {
      return {
        url: told.url,
        async stop() {
          const gone = once(child, 'exit')
          child.kill('SIGTERM')
          await gone
        },
      }
    }
  }
}

async function measure(size: 'small' | 'full'): Promise<Measured> {
  const [decisions, repeats] = size === 'small' ? [100, 1] : [500, 5]
  const server = await startThrowawayPostgres()
  const { url: databaseUrl } = await freshDatabase(server.adminUrl)
  const database = openDatabase(databaseUrl, () => undefined)
  await migrate(database)
  const fixture = await createFixture(database)
  const { facilityId } = fixture
  const service = await startService(databaseUrl)
  const bare = new pg.Pool({ connectionString: databaseUrl, max: DECIDING })
  const lives = []
  try {
    const body = { username: fixture.staff.maddox.username, password: PASSWORD }
    const { accessToken } = await clientFor(service.url, null).call('signIn', { body })
    for (let n = 0; n < LIVE; n++) lives.push(await openLive(service.url, accessToken, facilityId))
    const client = clientFor(service.url, accessToken)
    const payload = { reasonId: fixture.reasons.unclear }

    const ours = async (ids: readonly string[]): Promise<void> => {
      await Promise.all(
        slices(ids, DECIDING).map(async (own) => {
          for (let at = 0; at < own.length; at += PER_CALL) {
            const commands = own.slice(at, at + PER_CALL).map((id) => command('message.hold', id, 1, payload))
            const results = await sendCommands(client, facilityId, ...commands)
            if (results.some((result) => result.outcome !== 'applied')) throw new Error('a decision was not applied')
          }
        }),
      )
    }
    const theirs = async (ids: readonly string[]): Promise<void> => {
      await Promise.all(
        slices(ids, DECIDING).map(async (own) => {
          const connection = await bare.connect()
          try {
            for (const id of own) await bareHold(connection, fixture, id)
          } finally {
            connection.release()
          }
        }),
      )
    }

    const ratios: number[] = []
    let rate = 0
    // The first turn warms both up and does not count.
    for (let turn = 0; turn <= repeats; turn++) {
      const [first, second] = [
        await pendingMessages(bare, fixture, decisions),
        await pendingMessages(bare, fixture, decisions),
      ]
      const oursFirst = turn % 2 === 0
      const before = await timed(() => (oursFirst ? ours(first) : theirs(first)))
      const after = await timed(() => (oursFirst ? theirs(second) : ours(second)))
      if (turn === 0) continue
      const [own, other] = oursFirst ? [before, after] : [after, before]
      ratios.push(other / own)
      rate = Math.max(rate, decisions / (own / 1_000))
    }
    return {
      ratios,
      size: `${decisions} decisions, ${LIVE} live`,
      note: `ours up to ${Math.round(rate)} decisions a second; theirs: the same transactions on ${DECIDING} bare connections`,
    }
  } finally {
    for (const live of lives) live.close()
    await service.stop()
    await bare.end()
    await database.close()
    await server.stop()
  }
}

export const benches: Bench[] = [{ id: 'central.commands', target: 0.5, wanted: 'at least', run: measure }]
