import type { Database } from './database.ts'
import { type Migration, migrations } from './migrations/index.ts'

/** Held while migrations run, so that two processes that start together do not run them twice. */
const MIGRATION_LOCK = 7_261_001

/** The database was made by a later version of Sallyport than this one. */
export class DatabaseTooNew extends Error {
  constructor(found: number, known: number) {
    super(`The database is at migration ${found}, but this version of Sallyport knows only ${known}.`)
    this.name = 'DatabaseTooNew'
  }
}

/** Whether every migration that this version knows has run. */
export async function migrated(database: Database, list: readonly Migration[] = migrations): Promise<boolean> {
  const rows = await database.query<{ number: number }>('SELECT number FROM schema_migrations')
  const applied = new Set(rows.map((row) => row.number))
  return list.every((migration) => applied.has(migration.number))
}

/**
 * Brings the database to the newest schema; each migration runs once, all or nothing.
 *
 * @returns how many migrations ran
 * @throws DatabaseTooNew when the database has migrations that this version does not know
 */
export async function migrate(database: Database, list: readonly Migration[] = migrations): Promise<number> {
  return database.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    await tx.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
      number int PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`)
    const applied = new Set(
      (await tx.query<{ number: number }>('SELECT number FROM schema_migrations')).map((row) => row.number),
    )
    const [found, known] = [Math.max(0, ...applied), Math.max(0, ...list.map((migration) => migration.number))]
    if (found > known) throw new DatabaseTooNew(found, known)
    const missing = list.filter((migration) => !applied.has(migration.number))
    for (const migration of missing) {
      await tx.query(migration.sql)
      await tx.query('INSERT INTO schema_migrations (number, name) VALUES ($1, $2)', [migration.number, migration.name])
    }
    return missing.length
  })
}
