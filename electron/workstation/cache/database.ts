import { existsSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { Refusal } from '../../../shared/domain/errors.ts'
import { migrations, moves } from './migrations/index.ts'
import { ownMigrations } from './own/index.ts'
import { isDamage, troubleOf } from './trouble.ts'

export type Database = Sqlite.Database

/** The file of what belongs to the workstation, beside the copy. */
export function ownFileOf(file: string): string {
  return `${file.replace(/\.cache$/, '')}.own`
}

/**
 * Opens the copy of a facility and, attached to it as `own`, the file of what belongs to this workstation; both
 * encrypted, for this process alone, made or migrated as needed. The lock of the own file keeps other processes away;
 * the copy is not locked, so that another thread can read it (`openReader`).
 *
 * @param key 64 hexadecimal digits
 * @throws Refusal `cache_in_use` when another process holds the files; `cache_damaged` when the own file can be read
 *   and the copy cannot; `outbox_unreadable` the other way round; `cache_unreadable` when neither can, as with another
 *   key, or a newer version wrote them; `cache_read_only`; `disk_full`
 */
export function openDatabase(file: string, key: string): Database {
  if (!/^[0-9a-f]{64}$/i.test(key)) throw new Refusal('cache_unreadable')
  try {
    return opened(file, key)
  } catch (error) {
    if (isDamage(error)) throw new Refusal(diagnosis(file, key))
    throw troubleOf(error) ?? error
  }
}

function opened(file: string, key: string): Database {
  const db = bare(file, key)
  try {
    cipher(db)
    db.prepare(`ATTACH DATABASE ? AS own KEY "x'${key}'"`).run(ownFileOf(file))
    db.pragma('own.locking_mode = EXCLUSIVE')
    for (const schema of ['main', 'own']) {
      db.pragma(`${schema}.journal_mode = WAL`)
      db.pragma(`${schema}.synchronous = NORMAL`)
      db.pragma(`${schema}.secure_delete = ON`)
    }
    db.pragma('cache_size = -65536')
    db.pragma('temp_store = MEMORY')
    migrateOwn(db)
    migrateCopy(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * Opens a copy that this process has open already, to read beside it in another thread.
 *
 * @throws Refusal `cache_unreadable` when the key does not fit
 */
export function openReader(file: string, key: string): Database {
  const db = bare(file, key, { readonly: true, timeout: 5_000 })
  try {
    db.pragma('cache_size = -16384')
    db.pragma('temp_store = MEMORY')
    db.pragma('user_version')
    return db
  } catch (error) {
    db.close()
    throw isDamage(error) ? new Refusal('cache_unreadable') : (troubleOf(error) ?? error)
  }
}

function bare(file: string, key: string, options: Sqlite.Options = { timeout: 0 }): Database {
  const db = new Sqlite(file, options)
  cipher(db)
  db.pragma(`key="x'${key}'"`)
  return db
}

function cipher(db: Database): void {
  db.pragma(`cipher='sqlcipher'`)
  db.pragma('legacy=4')
}

/** Everything in one transaction. The first write takes the lock, so a second process is refused here and at once. */
function inTransaction(db: Database, work: () => void): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    work()
    db.exec('COMMIT')
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}

function migrateOwn(db: Database): void {
  inTransaction(db, () => {
    const from = db.pragma('own.user_version', { simple: true }) as number
    if (from > ownMigrations.length) throw new Refusal('cache_unreadable')
    for (const migration of ownMigrations.slice(from)) db.exec(migration)
    if (from < ownMigrations.length) db.pragma(`own.user_version = ${ownMigrations.length}`)
  })
}

function migrateCopy(db: Database): void {
  const from = db.pragma('main.user_version', { simple: true }) as number
  if (from > migrations.length) throw new Refusal('cache_unreadable')
  for (const [n, migration] of migrations.entries()) {
    if (n < from) continue
    const tables = moves.get(migration)
    if (tables !== undefined) move(db, tables)
    inTransaction(db, () => {
      db.exec(migration)
      db.pragma(`main.user_version = ${n + 1}`)
    })
  }
}

/**
 * Copies rows into the own file, on the disk before the migration that follows takes them out of the copy: the two
 * files are not written as one, and a power cut in between must leave them in both rather than in neither.
 */
function move(db: Database, tables: readonly string[]): void {
  db.pragma('own.synchronous = FULL')
  inTransaction(db, () => {
    for (const table of tables) db.exec(`INSERT OR IGNORE INTO own.${table} SELECT * FROM main.${table}`)
  })
  db.pragma('own.synchronous = NORMAL')
}

/** Which of the two files cannot be read. With a wrong key it is both. */
function diagnosis(file: string, key: string): 'cache_damaged' | 'outbox_unreadable' | 'cache_unreadable' {
  // A new own file beside an old copy proves nothing about the key.
  if (isReadable(ownFileOf(file), key, true)) return 'cache_damaged'
  return isReadable(file, key, false) ? 'outbox_unreadable' : 'cache_unreadable'
}

/**
 * Whether a file can be read with a key.
 * @param wholly whether every page is looked at, which takes long in a large file
 */
export function isReadable(file: string, key: string, wholly: boolean): boolean {
  if (!existsSync(file)) return false
  let db: Database | null = null
  try {
    db = bare(file, key)
    if ((db.pragma('user_version', { simple: true }) as number) === 0) return false
    return !wholly || db.pragma('quick_check(1)', { simple: true }) === 'ok'
  } catch {
    return false
  } finally {
    db?.close()
  }
}
