import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { SafeStorage } from 'electron'
import { Refusal } from '../../shared/domain/errors.ts'
import type { Vault } from '../workstation/ports.ts'

export type Keystore = Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> &
  Partial<Pick<SafeStorage, 'getSelectedStorageBackend'>>

const NAME = 'cache.key.sealed'
const CREDENTIAL = 'workstation.credential.sealed'

/**
 * The key of the caches, sealed by the system's keystore; made at the first start. Never falls back to a key in the
 * clear: what the cache holds are other people's letters.
 * @returns 64 hexadecimal digits
 * @throws Refusal `keystore_unavailable` when there is no keystore or it cannot open the key;
 *   the cache is a copy, so a key that is lost for good costs a new first fill and no data
 */
export function openSealedKey(keystore: Keystore, folder: string, platform: NodeJS.Platform): string {
  if (!isUsable(keystore, platform)) throw new Refusal('keystore_unavailable')
  const path = join(folder, NAME)
  if (!existsSync(path)) store(path, keystore.encryptString(randomBytes(32).toString('hex')))
  let key: string
  try {
    key = keystore.decryptString(readFileSync(path))
  } catch {
    throw new Refusal('keystore_unavailable')
  }
  if (!/^[0-9a-f]{64}$/.test(key)) throw new Refusal('keystore_unavailable')
  return key
}

/** Keeps the credential of an enrolled workstation beside the key of the caches, sealed as it is. */
export function createSealedVault(keystore: Keystore, folder: string, platform: NodeJS.Platform): Vault {
  const credentialFile = join(folder, CREDENTIAL)
  const checked = () => {
    if (!isUsable(keystore, platform)) throw new Refusal('keystore_unavailable')
    return keystore
  }
  return {
    async credential() {
      return existsSync(credentialFile) ? checked().decryptString(readFileSync(credentialFile)) : null
    },
    async setCredential(value) {
      if (value === null) rmSync(credentialFile, { force: true })
      else store(credentialFile, checked().encryptString(value))
    },
    async renewKey() {
      const key = randomBytes(32).toString('hex')
      store(join(folder, NAME), checked().encryptString(key))
      return key
    },
  }
}

/** On Linux without a keyring Electron "encrypts" with a password that is in its source: that counts as none. */
function isUsable(keystore: Keystore, platform: NodeJS.Platform): boolean {
  if (!keystore.isEncryptionAvailable()) return false
  if (platform !== 'linux') return true
  const backend = keystore.getSelectedStorageBackend?.() ?? 'unknown'
  return backend !== 'basic_text' && backend !== 'unknown'
}

/** Complete or not at all: a half-written key would make the cache unreadable at the next start. */
function store(path: string, sealed: Buffer): void {
  const file = openSync(`${path}.new`, 'w', 0o600)
  try {
    writeSync(file, sealed)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(`${path}.new`, path)
}
