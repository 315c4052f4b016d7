import type { Database } from '../database/database.ts'

/**
 * How far positions jump after a restore: further than any facility has come since the backup, so that every
 * workstation stands below the floor and takes a snapshot, those too that were told positions which are now lost.
 */
const JUMP = 1_000_000_000

/** Which database this is: its server, its number there, and the timeline, which a recovery to a moment changes. */
async function homeOf(database: Database): Promise<string> {
  const whole = `SELECT (SELECT system_identifier FROM pg_control_system()) || '/' ||
    (SELECT timeline_id FROM pg_control_checkpoint()) || '/' || oid AS home
    FROM pg_database WHERE datname = current_database()`
  const modest = 'SELECT oid::text AS home FROM pg_database WHERE datname = current_database()'
  // Not every operator of a PostgreSQL lets its users read the control file.
  const rows = await database.query<{ home: string }>(whole).catch(() => database.query<{ home: string }>(modest))
  return rows[0]?.home ?? ''
}

/**
 * Begins another generation of every feed when this database is a restored copy: it finds itself at another home than
 * the one it was written in.
 *
 * @param restored says so of a copy that cannot be told apart, such as a data folder put back in its place
 * @returns whether another generation was begun
 */
export async function recogniseHome(database: Database, restored = false): Promise<boolean> {
  const home = await homeOf(database)
  return database.transaction(async (tx) => {
    await tx.query('INSERT INTO database_home (home) VALUES ($1) ON CONFLICT DO NOTHING', [home])
    const rows = await tx.query<{ home: string }>('SELECT home FROM database_home FOR UPDATE')
    if (!restored && rows[0]?.home === home) return false
    await tx.query('UPDATE database_home SET home = $1', [home])
    await tx.query(
      `UPDATE feed_heads SET generation = gen_random_uuid(), position = position + ${JUMP}, floor = position + ${JUMP}`,
    )
    return true
  })
}
