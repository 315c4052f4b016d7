import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type CentralClient, startTestCentral, type TestCentral } from '../../support/central.ts'

const MAIN = new URL('../../../central/main.ts', import.meta.url).pathname

/** Starts `central/main.ts` on a database; resolves when it listens. */
async function startProcess(databaseUrl: string): Promise<ChildProcess> {
  const child = fork(MAIN, ['--port', '0', '--exit-with-parent', '--log', 'silent'], {
    execArgv: [],
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (told: { type: string; sentence?: string }) => {
      if (told.type === 'ready') resolve()
      if (told.type === 'failed') reject(new Error(told.sentence))
    })
    child.once('exit', (code) => reject(new Error(`central ended with ${code} before it was ready`)))
  })
  await ready
  return child
}

describe('two central processes on one database', () => {
  let test: TestCentral
  let member: CentralClient
  const running = new Set<ChildProcess>()
  const begin = async () => {
    const child = await startProcess(test.databaseUrl)
    running.add(child)
    return child
  }
  const kill = async (child: ChildProcess) => {
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    running.delete(child)
  }

  beforeAll(async () => {
    // Its own service only takes messages in: its clock stands still, so that it never delivers.
    const still = new Date()
    test = await startTestCentral({ clock: () => still })
    member = await test.member()
    await member.call('purchaseCredits', { body: { credits: 5_000, cardToken: 'tok_ok', idempotencyKey: v7() } })
    await vi.waitFor(async () => expect((await member.call('myAccount')).balances.service).toBe(6_000))
  })
  afterAll(async () => {
    for (const child of running) await kill(child)
    await test.stop()
  })

  interface Row {
    readonly id: string
    readonly state: string
    readonly early: boolean
    readonly late: number
    readonly told: number
    readonly records: number
  }
  /** The messages, with how many seconds after its time each was delivered, and how often that was told. */
  const rowsOf = (ids: readonly string[]) =>
    test.central.database.query<Row>(
      `SELECT id, state, delivered_at < deliver_at AS early,
         extract(epoch FROM delivered_at - deliver_at)::float8 AS late,
         (SELECT count(*) FROM notifications n WHERE n.message_id = m.id AND n.kind = 'message_delivered') AS told,
         (SELECT count(*) FROM changes c WHERE c.entity_id = m.id AND c.data->>'state' = 'delivered') AS records
       FROM messages m WHERE id = ANY($1::uuid[])`,
      [ids],
    )
  /** Sends messages that an hour's delay applies to, and brings their times near: one every 40 ms from a moment on. */
  const schedule = async (many: number, fromMs: number) => {
    const ids: string[] = []
    for (let n = 0; n < many; n++) {
      const { id } = await test.send(member, test.fixture.contacts.approved, `Read it later, ${n}`)
      ids.push(id)
    }
    await test.central.database.query(
      `UPDATE messages SET deliver_at = now() + ($2 + 40 * n) * interval '1 millisecond'
       FROM unnest($1::uuid[]) WITH ORDINALITY AS given (message_id, n) WHERE id = message_id`,
      [ids, fromMs],
    )
    return ids
  }
  const allDelivered = (ids: readonly string[]) =>
    vi.waitFor(async () => expect((await rowsOf(ids)).filter((row) => row.state !== 'delivered')).toEqual([]), {
      timeout: 30_000,
      interval: 100,
    })

  it('deliver no message early, none twice, and each within five seconds of its time', async () => {
    await Promise.all([begin(), begin()])
    const ids = await schedule(15, 1_000)
    await allDelivered(ids)
    const rows = await rowsOf(ids)
    expect(rows).toHaveLength(15)
    for (const row of rows) expect(row).toMatchObject({ early: false, told: 1, records: 1 })
    expect(Math.max(...rows.map((row) => row.late))).toBeLessThan(5)
  })

  it('forget none when they are killed in the midst of it', async () => {
    const ids = await schedule(18, 500)
    const others = await schedule(3, 3_600_000)
    await vi.waitFor(async () => expect((await rowsOf(ids)).some((row) => row.state === 'delivered')).toBe(true), {
      timeout: 10_000,
      interval: 20,
    })
    await Promise.all([...running].map(kill))
    // The time of these passes while nobody is there to deliver them.
    await test.central.database.query(`UPDATE messages SET deliver_at = now() WHERE id = ANY($1::uuid[])`, [others])
    expect((await rowsOf(others)).map((row) => row.state)).toEqual(['scheduled', 'scheduled', 'scheduled'])
    ids.push(...others)
    await Promise.all([begin(), begin()])
    await allDelivered(ids)
    for (const row of await rowsOf(ids)) expect(row).toMatchObject({ early: false, told: 1, records: 1 })
    const gaps = await test.central.database.query(
      `SELECT 1 FROM feed_heads h WHERE position - floor <> (SELECT count(*) FROM changes c WHERE c.facility_id = h.facility_id)`,
    )
    expect(gaps).toEqual([])
    expect(await test.central.firstBrokenAuditEntry(test.fixture.facilityId)).toBeNull()
  })
})
