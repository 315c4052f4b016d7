import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Central, type CentralOptions, startCentral } from '../../../central/compose.ts'
import { createFixture, type Fixture, freshDatabase, PASSWORD } from '../../support/central.ts'
import { type CentralClient, clientFor } from '../../support/central-client.ts'

const run = promisify(execFile)

/** What a family has sent and an officer can see, at one central service. */
async function at(central: Central, fixture: Fixture) {
  const anyone = clientFor(central.url, null)
  const member = clientFor(
    central.url,
    (
      await anyone.call('memberSignIn', {
        body: { memberNumber: fixture.member.memberNumber, password: PASSWORD },
      })
    ).accessToken,
  )
  const officer = clientFor(
    central.url,
    (await anyone.call('signIn', { body: { username: fixture.staff.maddox.username, password: PASSWORD } }))
      .accessToken,
  )
  const params = { facilityId: fixture.facilityId }
  return {
    params,
    officer,
    send: (text: string) => sendFrom(member, fixture.contacts.approved, text),
    texts: async () =>
      (await member.call('thread', { params: { contactId: fixture.contacts.approved } })).messages.map(
        (message) => message.text,
      ),
    balance: async () => (await member.call('myAccount')).balances.service,
    head: async () => {
      const { head, generation } = await officer.call('changes', { params, query: { after: 1 } })
      return { head, generation }
    },
  }
}

const sendFrom = (member: CentralClient, contactId: string, text: string) =>
  member.call('sendMessage', { params: { contactId }, body: { text, idempotencyKey: `${text}-key` } })

/** The pg_dump to use for a server of a major version: its own or a later one. Null where there is none. */
async function toolsFor(major: number): Promise<string | null> {
  const root = '/usr/lib/postgresql'
  const folders = ['', ...(await readdir(root).catch(() => [])).map((version) => join(root, version, 'bin'))]
  for (const folder of folders) {
    const { stdout } = await run(join(folder, 'pg_dump'), ['--version']).catch(() => ({ stdout: '' }))
    if (Number(/(\d+)(\.\d+|devel|beta\d+)/.exec(stdout)?.[1]) >= major) return folder
  }
  return null
}

describe('a backup', () => {
  let folder: string
  const running = new Set<Central>()
  const start = async (options: Partial<CentralOptions>) => {
    const central = await startCentral({ host: '127.0.0.1', port: 0, ...options })
    running.add(central)
    return central
  }
  const stop = async (central: Central) => {
    await central.stop()
    running.delete(central)
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sallyport-backup-'))
    await run('chmod', ['755', folder])
  })
  afterEach(async () => {
    for (const central of running) await stop(central)
    await rm(folder, { recursive: true, force: true })
  })

  it('of the embedded database is a copy of its folder, and put back it is what it was', async () => {
    const [data, copy] = [join(folder, 'data'), join(folder, 'copy')]
    const first = await start({ dataFolder: data })
    const fixture = await createFixture(first.database)
    await (await at(first, fixture)).send('Before the backup')
    await stop(first)
    await run('cp', ['-a', data, copy])

    const second = await start({ dataFolder: data })
    const after = await at(second, fixture)
    await after.send('After the backup')
    await after.send('And another one')
    const lost = await after.head()
    await stop(second)
    await rm(data, { recursive: true })
    await run('cp', ['-a', copy, data])

    // A folder that was put back in its place cannot be told from one that was never away.
    const unaware = await start({ dataFolder: data })
    const early = await at(unaware, fixture)
    expect(await early.officer.refusal('changes', { params: early.params, query: { after: lost.head } })).toBe(
      'feed_ahead',
    )
    await stop(unaware)

    const third = await start({ dataFolder: data, restored: true })
    const restored = await at(third, fixture)
    expect(await restored.texts()).toEqual(['Before the backup'])
    expect(await restored.balance()).toBe(950)
    expect(await third.firstBrokenAuditEntry(fixture.facilityId)).toBeNull()
    for (const position of [1, lost.head]) {
      expect(await restored.officer.refusal('changes', { params: restored.params, query: { after: position } })).toBe(
        'feed_behind',
      )
    }
    await restored.send('Life goes on')
    const { position } = (await third.database.query<{ position: number }>('SELECT position FROM feed_heads'))[0] ?? {
      position: 0,
    }
    const page = await restored.officer.call('changes', { params: restored.params, query: { after: position - 1 } })
    expect(page.records).toHaveLength(1)
    expect(page.generation).not.toBe(lost.generation)
  })

  it('by pg_dump is restored by pg_restore, and is recognised as a copy', async (context) => {
    const [source, target] = [await freshDatabase(), await freshDatabase()]
    try {
      const first = await start({ databaseUrl: source.url })
      const rows = await first.database.query<{ version: string }>('SHOW server_version_num')
      const major = Math.floor(Number(Object.values(rows[0] ?? {})[0]) / 10_000)
      const tools = await toolsFor(major)
      if (tools === null) {
        context.skip(`SKIPPED: no pg_dump for PostgreSQL ${major} or later on this machine`)
        return
      }
      const fixture = await createFixture(first.database)
      const before = await at(first, fixture)
      await before.send('Before the backup')
      const file = join(folder, 'backup.dump')
      // While the service runs: pg_dump sees one moment.
      await run(join(tools, 'pg_dump'), ['--format=custom', '--no-owner', `--file=${file}`, source.url])
      await before.send('After the backup')
      const lost = await before.head()
      await stop(first)
      await run(join(tools, 'pg_restore'), ['--no-owner', '--exit-on-error', `--dbname=${target.url}`, file])

      const second = await start({ databaseUrl: target.url })
      const restored = await at(second, fixture)
      expect(await restored.texts()).toEqual(['Before the backup'])
      expect(await restored.balance()).toBe(950)
      expect(await second.firstBrokenAuditEntry(fixture.facilityId)).toBeNull()
      expect(await restored.officer.refusal('changes', { params: restored.params, query: { after: lost.head } })).toBe(
        'feed_behind',
      )
      await expect(second.database.query(`UPDATE audit_entries SET action = 'x'`)).rejects.toThrow()
    } finally {
      for (const central of running) await stop(central)
      await source.drop()
      await target.drop()
    }
  })
})
