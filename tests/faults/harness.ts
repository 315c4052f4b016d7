import { openDatabase } from '../../central/database/database.ts'
import { migrate } from '../../central/database/migrate.ts'
import { freshDatabase } from '../support/central.ts'
import { type CentralProcess, startCentralProcess } from './central.ts'
import { type RunResult, runOnce } from './run.ts'

/** A database and a central process, in which run follows on run: each in a facility of its own. */
export interface Lane {
  run(seed: number): Promise<RunResult>
  close(): Promise<void>
}

/** @param adminUrl a PostgreSQL in which a database may be made */
export async function openLane(adminUrl: string): Promise<Lane> {
  const fresh = await freshDatabase(adminUrl)
  const database = openDatabase(fresh.url, () => undefined)
  await migrate(database)
  const central: CentralProcess = await startCentralProcess(fresh.url)
  return {
    run: (seed) => runOnce(seed, central, database),
    async close() {
      await central.kill()
      await database.close()
      await fresh.drop()
    },
  }
}
