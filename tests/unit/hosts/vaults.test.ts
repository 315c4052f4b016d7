import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCacheKey } from '../../../electron/browser/keyfile.ts'
import { createFileVault } from '../../../electron/browser/vault.ts'
import { createSealedVault, type Keystore, openSealedKey } from '../../../electron/desktop/keystore.ts'
import type { Vault } from '../../../electron/workstation/ports.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-vault-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A keystore that turns bytes around: enough to see that nothing lies there in the clear. */
const keystore = (available = true): Keystore => ({
  isEncryptionAvailable: () => available,
  encryptString: (text) => Buffer.from(text).reverse(),
  decryptString: (sealed) => Buffer.from(sealed).reverse().toString(),
})

const kinds: [string, () => { key: () => string; vault: Vault; file: string }][] = [
  [
    'in files',
    () => ({
      key: () => openCacheKey(folder).key,
      vault: createFileVault(folder),
      file: 'workstation.credential',
    }),
  ],
  [
    'sealed by the keystore',
    () => ({
      key: () => openSealedKey(keystore(), folder, 'darwin'),
      vault: createSealedVault(keystore(), folder, 'darwin'),
      file: 'workstation.credential.sealed',
    }),
  ],
]

describe.each(kinds)('A vault %s', (_name, make) => {
  it('keeps a credential for the next start, for its owner alone, and forgets it', async () => {
    const { vault, file } = make()
    expect(await vault.credential()).toBeNull()
    await vault.setCredential('a-credential')
    expect(await make().vault.credential()).toBe('a-credential')
    expect(statSync(join(folder, file)).mode & 0o077).toBe(0)
    await vault.setCredential(null)
    await vault.setCredential(null)
    expect(await make().vault.credential()).toBeNull()
  })

  it('makes another key, which is there at the next start, and leaves nothing of the old one', async () => {
    const { vault, key } = make()
    const before = key()
    const after = await vault.renewKey()
    expect(after).toMatch(/^[0-9a-f]{64}$/)
    expect([after === before, key()]).toEqual([false, after])
  })
})

describe('A vault without a keystore', () => {
  it('stores nothing', async () => {
    const vault = createSealedVault(keystore(false), folder, 'darwin')
    await expect(vault.setCredential('a-credential')).rejects.toMatchObject({ code: 'keystore_unavailable' })
    await expect(vault.renewKey()).rejects.toMatchObject({ code: 'keystore_unavailable' })
  })

  it('is told apart from one in which a sealed credential cannot be opened', async () => {
    await createSealedVault(keystore(), folder, 'darwin').setCredential('a-credential')
    expect(readFileSync(join(folder, 'workstation.credential.sealed'), 'utf8')).not.toContain('a-credential')
    const vault = createSealedVault(keystore(false), folder, 'darwin')
    await expect(vault.credential()).rejects.toMatchObject({ code: 'keystore_unavailable' })
  })
})
