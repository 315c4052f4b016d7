import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Vault } from '../workstation/ports.ts'
import { KEY_FILE } from './keyfile.ts'

const CREDENTIAL_FILE = 'workstation.credential'

/** Keeps the credential of an enrolled workstation in a file beside the key, readable by its owner alone. */
export function createFileVault(folder: string): Vault {
  const credentialFile = join(folder, CREDENTIAL_FILE)
  const keyFile = join(folder, KEY_FILE)
  return {
    async credential() {
      try {
        return readFileSync(credentialFile, 'utf8').trim() || null
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },
    async setCredential(value) {
      if (value === null) rmSync(credentialFile, { force: true })
      else replace(credentialFile, value)
    },
    async renewKey() {
      const key = randomBytes(32).toString('hex')
      overwrite(keyFile)
      replace(keyFile, key)
      return key
    },
  }
}

/** Complete or not at all, and on the disk. */
function replace(path: string, text: string): void {
  const file = openSync(`${path}.new`, 'w', 0o600)
  try {
    writeSync(file, `${text}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(`${path}.new`, path)
}

/** What stood in the file is gone from its place on the disk, as far as a file system allows. */
function overwrite(path: string): void {
  let file: number
  try {
    file = openSync(path, 'r+')
  } catch {
    return
  }
  try {
    writeSync(file, randomBytes(Math.max(1, statSync(path).size)), 0)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
