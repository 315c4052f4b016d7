import { randomBytes } from 'node:crypto'
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from './folder.ts'

/** The key of the caches and what a person should be told about it. */
export interface CacheKey {
  /** 64 hexadecimal digits. */
  readonly key: string
  readonly notes: readonly string[]
}

export const KEY_FILE = 'cache.key'
const OTHERS = 0o077

/**
 * Reads the key of the caches from a file that its owner alone can read, and makes it at the first start. The plain
 * host has no keystore of the system to ask, and says so in `notes`.
 * @throws Error with a sentence for people when the folder or the file cannot be used
 */
export function openCacheKey(folder: string): CacheKey {
  const path = join(folder, KEY_FILE)
  const notes: string[] = []
  try {
    makeFolder(folder, 0o700)
    if (create(path)) notes.push(`A key for the local cache was made. It is kept in ${path}, readable by you alone.`)
    else if (process.platform !== 'win32' && (statSync(path).mode & OTHERS) !== 0) {
      chmodSync(path, 0o600)
      notes.push(`The key file ${path} could be read by other users. It is now readable by you alone.`)
    }
    const key = readFileSync(path, 'utf8').trim()
    if (!/^[0-9a-f]{64}$/.test(key)) throw new Error('it does not hold 64 hexadecimal digits')
    return { key, notes }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`The key of the local cache in ${path} cannot be used: ${why}`)
  }
}

/** Makes the file with a new key; false when it is there already. Flushed, because a lost key is a lost cache. */
function create(path: string): boolean {
  let file: number
  try {
    file = openSync(path, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
  try {
    writeSync(file, `${randomBytes(32).toString('hex')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return true
}
