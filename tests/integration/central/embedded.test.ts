import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../central/database/database.ts'
import { EmbeddedProblem } from '../../../central/database/embedded/problem.ts'
import { type EmbeddedServer, startEmbedded } from '../../../central/database/embedded/server.ts'
import { DatabaseTooNew, migrate } from '../../../central/database/migrate.ts'

describe('the embedded PostgreSQL', () => {
  let folder: string
  const running: EmbeddedServer[] = []

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sallyport-embedded-'))
  })
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const start = async () => {
    const server = await startEmbedded({ folder, settings: ['fsync=off'] })
    running.push(server)
    return server
  }
  const query = async (url: string, sql: string) => {
    const database = openDatabase(url, () => undefined, 1)
    try {
      return await database.query(sql)
    } finally {
      await database.close()
    }
  }

  it('keeps its data between runs, and its password to its owner', async () => {
    const first = await start()
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS n')
    await first.stop()
    const second = await start()
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }])
    expect((await stat(join(folder, 'password'))).mode & 0o077).toBe(0)
    await expect(query(second.url.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'SELECT 1')).rejects.toThrow('password')
  })

  it('refuses a second start on the same folder with a sentence, and the first goes on', async () => {
    const first = await start()
    await expect(start()).rejects.toThrow('is in use by a Sallyport that is running already')
    expect(await query(first.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
  })

  it('starts after its server was killed, with a lock file left behind', async () => {
    const first = await start()
    process.kill(first.pid, 'SIGKILL')
    await first.stop()
    expect(await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).toContain(String(first.pid))
    const second = await start()
    expect(await query(second.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
  })

  it('starts although the number in the lock file belongs to another program by now', async () => {
    const first = await start()
    await first.stop()
    const file = join(folder, 'postgres', 'postmaster.pid')
    await writeFile(file, `${process.pid}\n${join(folder, 'postgres')}\n1\n5432\n\n127.0.0.1\n\nready\n`)
    await chmod(file, 0o644)
    const second = await start()
    expect(await query(second.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
  })

  it('refuses a folder that is a file, or that cannot be made, with a sentence', async () => {
    await writeFile(join(folder, 'file'), '')
    for (const place of ['file', 'file/below']) {
      await expect(startEmbedded({ folder: join(folder, place) })).rejects.toThrow(EmbeddedProblem)
    }
  })

  it('is not started by root in a folder that the account of the server cannot reach', async ({ skip }) => {
    if (process.getuid?.() !== 0) skip('only root has this difficulty')
    await chmod(folder, 0o700)
    await expect(startEmbedded({ folder: join(folder, 'below') })).rejects.toThrow('cannot be reached by the user')
  })

  it('migrates once, however many do it at the same time, and not backwards', async () => {
    const server = await start()
    const two = [openDatabase(server.url, () => undefined), openDatabase(server.url, () => undefined)]
    try {
      const ran = await Promise.all(two.map((database) => migrate(database)))
      expect(ran.toSorted((a, b) => a - b)[0]).toBe(0)
      await two[0]?.query(`INSERT INTO schema_migrations (number, name) VALUES (999, 'of tomorrow')`)
      await expect(Promise.all(two.map((database) => migrate(database)))).rejects.toThrow(DatabaseTooNew)
    } finally {
      await Promise.all(two.map((database) => database.close()))
    }
  })
})
