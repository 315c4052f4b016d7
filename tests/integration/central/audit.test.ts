import { spawn } from 'node:child_process'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type CentralClient, startTestCentral, type TestCentral } from '../../support/central.ts'

/** Runs the verifier as an operator would. */
function verifier(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['central/verify-audit.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.stderr.on('data', (chunk) => {
      err += chunk
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, out, err }))
  })
}

describe('the audit trail', () => {
  let test: TestCentral
  let supervisor: CentralClient
  let officer: CentralClient
  let params: { facilityId: string }

  beforeAll(async () => {
    test = await startTestCentral()
    supervisor = await test.staff('ode')
    officer = await test.staff('maddox')
    params = { facilityId: test.fixture.facilityId }
    for (let n = 0; n < 12; n++) await supervisor.call('searchMessages', { params, query: { limit: 1 } })
    await test.central.database.query('CREATE TABLE trail_copy AS SELECT * FROM audit_entries')
  })
  afterAll(() => test.stop())
  afterEach(() => tamper('DELETE FROM audit_entries', 'INSERT INTO audit_entries SELECT * FROM trail_copy'))

  /** Does what only somebody with the rights of the database's owner can do. */
  const tamper = async (...statements: string[]) => {
    const { database } = test.central
    await database.query('ALTER TABLE audit_entries DISABLE TRIGGER USER')
    for (const statement of statements) await database.query(statement)
    await database.query('ALTER TABLE audit_entries ENABLE TRIGGER USER')
  }
  const verify = () => supervisor.call('verifyAudit', { params })

  it('holds as it is written, by the call and by the verifier', async () => {
    const report = await verify()
    expect(report).toMatchObject({ holds: true, problems: [] })
    expect(report.entries).toBe(report.end.position)
    expect(await test.central.firstBrokenAuditEntry(params.facilityId)).toBeNull()
    const { code, out } = await verifier('--database', test.databaseUrl)
    expect(out).toContain(`${params.facilityId}: ${report.entries} entries, all hold; ends with ${report.end.hash}`)
    expect(code).toBe(0)
  })

  it('cannot be changed by an ordinary statement', async () => {
    const { database } = test.central
    await expect(database.query(`UPDATE audit_entries SET action = 'x'`)).rejects.toThrow()
    await expect(database.query('DELETE FROM audit_entries')).rejects.toThrow()
    await expect(database.query('TRUNCATE audit_entries')).rejects.toThrow()
  })

  it('names an entry whose content was altered, whichever part of it', async () => {
    const changes = [
      `action = 'message.approve'`,
      `details = details || '{"shown": 99}'`,
      `at = at + interval '1 millisecond'`,
      `actor_id = '${test.fixture.staff.farr.id}'`,
      'subject_id = actor_id',
    ]
    for (const change of changes) {
      await tamper(`UPDATE audit_entries SET ${change} WHERE position = 5`)
      expect((await verify()).problems).toEqual([{ position: 5, problem: 'altered', belongsAt: null }])
      await tamper('DELETE FROM audit_entries', 'INSERT INTO audit_entries SELECT * FROM trail_copy')
    }
  })

  it('names entries that are missing: at the beginning, in between and at the end', async () => {
    const { end } = await verify()
    for (const gone of [[1], [4, 5], [end.position]]) {
      await tamper(`DELETE FROM audit_entries WHERE position IN (${gone.join(', ')})`)
      const { holds, problems } = await verify()
      expect(holds).toBe(false)
      expect(problems).toEqual(gone.map((position) => ({ position, problem: 'missing', belongsAt: null })))
      await tamper('INSERT INTO audit_entries SELECT * FROM trail_copy ON CONFLICT DO NOTHING')
    }
  })

  it('names entries that changed places, and where they belong', async () => {
    await tamper(
      'UPDATE audit_entries SET position = 1000 WHERE position = 3',
      'UPDATE audit_entries SET position = 3 WHERE position = 7',
      'UPDATE audit_entries SET position = 7 WHERE position = 1000',
    )
    expect((await verify()).problems).toEqual([
      { position: 3, problem: 'reordered', belongsAt: 7 },
      { position: 7, problem: 'reordered', belongsAt: 3 },
    ])
    const { code, out } = await verifier('--database', test.databaseUrl, '--facility', params.facilityId)
    expect(out).toContain('entry 3 was written at another place: it belongs at 7')
    expect(code).toBe(1)
  })

  it('finds an entry that was taken out with the gap closed, and one that was put in', async () => {
    await tamper(
      'DELETE FROM audit_entries WHERE position = 6',
      'UPDATE audit_entries SET position = 6 WHERE position = 7',
    )
    const first = (await verify()).problems
    expect(first[0]).toEqual({ position: 6, problem: 'reordered', belongsAt: 7 })
    await tamper('DELETE FROM audit_entries', 'INSERT INTO audit_entries SELECT * FROM trail_copy')
    const { end } = await verify()
    await tamper(
      `INSERT INTO audit_entries SELECT facility_id, position + 1, at, actor_id, action, subject_id, details, hash, hash
       FROM audit_entries WHERE position = ${end.position}`,
    )
    expect((await verify()).problems).toEqual([
      { position: end.position + 1, problem: 'beyond_the_end', belongsAt: null },
    ])
  })

  it('answers the verifier’s user with a sentence where something is wrong with the call', async () => {
    const bad = await verifier('--database', 'nowhere')
    expect([bad.code, bad.err]).toEqual([2, expect.stringContaining('--database needs an address')])
    expect((await verifier('--databse', 'x')).code).toBe(2)
    const unknown = await verifier('--database', test.databaseUrl, '--facility', test.fixture.member.id)
    expect([unknown.code, unknown.err]).toEqual([2, 'There is no such facility in this database.\n'])
  })

  it('is read by filters, page by page, and by officers in what they did themselves', async () => {
    const searches = { action: 'messages.search', limit: 5 }
    const first = await supervisor.call('listAudit', { params, query: searches })
    expect(first.entries).toHaveLength(5)
    const before = first.next
    if (before === null) throw new Error('a second page was expected')
    const second = await supervisor.call('listAudit', { params, query: { ...searches, before } })
    const positions = [...first.entries, ...second.entries].map((entry) => entry.position)
    expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => b - a))
    const own = await officer.call('listAudit', { params, query: { actorId: test.fixture.staff.ode.id } })
    expect(own.entries.length).toBeGreaterThan(0)
    expect(own.entries.every((entry) => entry.actorId === test.fixture.staff.maddox.id)).toBe(true)
    expect(await officer.refusal('verifyAudit', { params })).toBe('forbidden')
  })
})
