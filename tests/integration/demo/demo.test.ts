import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Central, startCentral } from '../../../central/compose.ts'
import { demoAccounts } from '../../../central/demo/accounts.ts'
import { type DemoProgress, seedDemo } from '../../../central/demo/seed.ts'
import { startTraffic } from '../../../central/demo/traffic.ts'
import { clientFor, freshDatabase, readSnapshot } from '../../support/central.ts'
import { smallSizes } from '../../unit/demo/sizes.ts'

let central: Central
let drop: () => Promise<void>
const progress: DemoProgress[] = []
const fill = (now: Date) => ({ seed: 1, now, sizes: smallSizes, onProgress: (one: DemoProgress) => progress.push(one) })

beforeAll(async () => {
  const database = await freshDatabase(inject('postgresAdminUrl'))
  drop = database.drop
  central = await startCentral({
    databaseUrl: database.url,
    host: '127.0.0.1',
    port: 0,
    prepare: (db) => seedDemo(db.pool, fill(new Date())),
  })
})

afterAll(async () => {
  await central.stop()
  await drop()
})

async function count(sql: string): Promise<number> {
  const rows = await central.database.query<{ many: number }>(`SELECT count(*) AS many FROM ${sql}`)
  return rows[0]?.many ?? Number.NaN
}

describe('the demo facility in the database', () => {
  it('shows its progress to the end', () => {
    expect(progress.length).toBeGreaterThan(2)
    expect(progress.every((one, i) => i === 0 || one.done >= (progress[i - 1]?.done ?? 0))).toBe(true)
    expect(progress.at(-1)?.done).toBe(progress.at(-1)?.total)
  })

  it('keeps every promise about money', async () => {
    expect(await count('(SELECT 1 FROM postings GROUP BY transaction_id HAVING sum(amount) <> 0) AS x')).toBe(0)
    expect(
      await count(
        `(SELECT 1 FROM postings AS p JOIN ledger_accounts AS a ON a.id = p.account_id AND a.kind = 'service'
          GROUP BY a.id HAVING sum(p.amount) < 0) AS x`,
      ),
    ).toBe(0)
    const charge = "(SELECT 1 FROM ledger_transactions AS t WHERE t.message_id = m.id AND t.kind IN ('charge', 'cod'))"
    const refund = "(SELECT 1 FROM ledger_transactions AS t WHERE t.message_id = m.id AND t.kind = 'refund')"
    expect(await count(`messages AS m WHERE (m.payment = 'cod_unpaid') = EXISTS ${charge}`)).toBe(0)
    expect(await count(`messages AS m WHERE (m.payment = 'refunded') <> EXISTS ${refund}`)).toBe(0)
  })

  it('is left alone by a second start', async () => {
    const before = await count('messages')
    await seedDemo(central.database.pool, fill(new Date()))
    expect(await count('messages')).toBe(before)
    expect(await count('facilities')).toBe(1)
  })

  it('opens to each of its staff, and its snapshot is valid line by line', async () => {
    const anyone = clientFor(central.url, null)
    for (const { username, password, name } of demoAccounts) {
      expect((await anyone.call('signIn', { body: { username, password } })).user.name).toBe(name)
    }
    const session = await anyone.call('signIn', {
      body: { username: 'maddox', password: demoAccounts[0]?.password ?? '' },
    })
    const lines = await readSnapshot(central.url, session.accessToken, session.facility.id)
    expect(lines.at(-1)).toMatchObject({ type: 'end', records: lines.length - 2 })
    expect(lines[0]).toMatchObject({ type: 'head', position: 1 })
  })
})

describe('live traffic', () => {
  it('writes through the API until it is stopped, some of it for review', async () => {
    const before = await count('messages')
    const stop = new AbortController()
    const running = startTraffic({
      url: central.url,
      seed: 1,
      now: () => new Date(),
      perMinute: 6_000,
      signal: stop.signal,
      members: smallSizes.members,
    })
    await expect.poll(() => count('messages'), { timeout: 50_000, interval: 200 }).toBeGreaterThan(before + 6)
    await expect
      .poll(() => count("messages WHERE state = 'pending_review'"), { timeout: 50_000, interval: 200 })
      .toBeGreaterThan(smallSizes.pending)
    stop.abort()
    await running
    const after = await count('messages')
    expect(await count("ledger_transactions WHERE kind = 'charge'")).toBeGreaterThan(0)
    expect(await count('messages')).toBe(after)
  })

  it('goes on quietly while the service cannot be reached, and stops at once', async () => {
    const stop = new AbortController()
    const running = startTraffic({
      url: 'http://127.0.0.1:9',
      seed: 1,
      now: () => new Date(),
      perMinute: 60_000,
      signal: stop.signal,
    })
    const state = await Promise.race([
      running.then(() => 'ended'),
      new Promise((resolve) => setImmediate(resolve, 'going')),
    ])
    expect(state).toBe('going')
    stop.abort()
    await expect(running).resolves.toBeUndefined()
  })
})
