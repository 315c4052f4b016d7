import Sqlite from 'better-sqlite3'
import { Refusal } from '../../../shared/domain/errors.ts'
import { migrations } from './migrations/index.ts'

export type Database = Sqlite.Database

/**
 * Opens an encrypted database file for this process alone, making or migrating it as needed.
 *
 * @param key 64 hexadecimal digits
 * @throws Refusal `cache_in_use` when another process holds the file, `cache_unreadable` when the key does not fit or
 *   the file was written by a newer version
 */
export function openDatabase(file: string, key: string): Database {
  if (!/^[0-9a-f]{64}$/i.test(key)) throw new Refusal('cache_unreadable')
  const db = new Sqlite(file, { timeout: 0 })
  try {
    db.pragma(`cipher='sqlcipher'`)
    db.pragma('legacy=4')
    db.pragma(`key="x'${key}'"`)
    db.pragma('locking_mode = EXCLUSIVE')
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.pragma('secure_delete = ON')
    db.pragma('cache_size = -65536')
    db.pragma('temp_store = MEMORY')
    migrate(db)
    return db
  } catch (error) {
    db.close()
    throw asRefusal(error)
  }
}

function migrate(db: Database): void {
  // The first write takes the exclusive lock, so a second process is refused here and not at its first decision.
  db.exec('BEGIN IMMEDIATE')
  try {
    const from = db.pragma('user_version', { simple: true }) as number
    if (from > migrations.length) throw new Refusal('cache_unreadable')
    for (const migration of migrations.slice(from)) db.exec(migration)
    db.pragma(`user_version = ${migrations.length}`)
    db.exec('COMMIT')
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}

function asRefusal(error: unknown): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error
  if (error.code.startsWith('SQLITE_BUSY') || error.code.startsWith('SQLITE_LOCKED')) return new Refusal('cache_in_use')
  if (error.code.startsWith('SQLITE_NOTADB') || error.code.startsWith('SQLITE_CORRUPT')) {
    return new Refusal('cache_unreadable')
  }
  return error
}
