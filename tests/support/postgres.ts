import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type EmbeddedServer, startEmbedded } from '../../central/database/embedded/server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the database `postgres` of the run's server, from which fresh ones are made. */
    postgresAdminUrl: string
  }
}

/** Starts a PostgreSQL whose data need not outlive it, in a temporary folder that goes with it. */
export async function startThrowawayPostgres(): Promise<EmbeddedServer> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-postgres-'))
  const server = await startEmbedded({
    folder,
    settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'],
  })
  return {
    ...server,
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/**
 * One server for the whole run, the one of DATABASE_URL or an embedded one; every test file makes databases of its own
 * in it, so the user of DATABASE_URL must be allowed to make some.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL
  if (given !== undefined && given !== '') {
    // What tests start must not take it for the database of a service.
    delete process.env.DATABASE_URL
    project.provide('postgresAdminUrl', given)
    process.env.SALLYPORT_TEST_POSTGRES = given
    return async () => undefined
  }
  const server = await startThrowawayPostgres()
  project.provide('postgresAdminUrl', server.adminUrl)
  // For what is not run by vitest's own workers but started from a test.
  process.env.SALLYPORT_TEST_POSTGRES = server.adminUrl
  return () => server.stop()
}
