import Sqlite from 'better-sqlite3'
import { type ErrorCode, Refusal } from '../../../shared/domain/errors.ts'

/** Whether an error says that a file is damaged, or was written with another key. */
export function isDamage(error: unknown): boolean {
  return codeOf(error, 'SQLITE_NOTADB', 'SQLITE_CORRUPT', 'SQLITE_IOERR_SHORT_READ')
}

const byCode: readonly (readonly [ErrorCode, readonly string[]])[] = [
  ['cache_in_use', ['SQLITE_BUSY', 'SQLITE_LOCKED']],
  ['disk_full', ['SQLITE_FULL', 'ENOSPC', 'EDQUOT']],
  ['cache_read_only', ['SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_PERM', 'EACCES', 'EPERM', 'EROFS']],
  ['cache_damaged', ['SQLITE_NOTADB', 'SQLITE_CORRUPT', 'SQLITE_IOERR']],
]

/** What an error of the local store means for people; null for an error that is not of the store. */
export function troubleOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return null
  const found = byCode.find(([, codes]) => codeOf(error, ...codes))
  return found === undefined ? null : new Refusal(found[0])
}

/** Whether one record alone was refused by the tables: the store itself is well. */
export function isOfOneRecord(error: unknown): boolean {
  return (
    !(error instanceof Sqlite.SqliteError) || codeOf(error, 'SQLITE_CONSTRAINT', 'SQLITE_MISMATCH', 'SQLITE_TOOBIG')
  )
}

function codeOf(error: unknown, ...codes: readonly string[]): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as NodeJS.ErrnoException
  if (typeof code !== 'string') return false
  return codes.some((each) => code === each || code.startsWith(`${each}_`))
}
