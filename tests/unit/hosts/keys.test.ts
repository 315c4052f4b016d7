import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCacheKey } from '../../../electron/browser/keyfile.ts'
import { type Keystore, openSealedKey } from '../../../electron/desktop/keystore.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-keys-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the key file of the browser host', () => {
  const file = () => join(folder, 'cache.key')

  it('is made once, says so, and is read afterwards', () => {
    const first = openCacheKey(folder)
    expect(first.key).toMatch(/^[0-9a-f]{64}$/)
    expect(first.notes.join()).toContain('readable by you alone')
    expect(openCacheKey(folder)).toEqual({ key: first.key, notes: [] })
  })

  it.skipIf(process.platform === 'win32')(
    'is readable by its owner alone, and repaired with a word when it is not',
    () => {
      const { key } = openCacheKey(folder)
      expect(statSync(file()).mode & 0o777).toBe(0o600)
      chmodSync(file(), 0o644)
      const again = openCacheKey(folder)
      expect(again.key).toBe(key)
      expect(again.notes.join()).toContain('could be read by other users')
      expect(statSync(file()).mode & 0o777).toBe(0o600)
    },
  )

  it.each(['', 'short', 'Z'.repeat(64)])('is refused when it holds %j, and left as it is', (content) => {
    writeFileSync(file(), content, { mode: 0o600 })
    expect(() => openCacheKey(folder)).toThrow(/cannot be used/)
    expect(readFileSync(file(), 'utf8')).toBe(content)
  })

  it('is refused with a sentence when a file is in the place of its folder', () => {
    writeFileSync(file(), '')
    expect(() => openCacheKey(file())).toThrow(/cannot be used/)
  })
})

describe('the sealed key of the desktop app', () => {
  /** A keystore that seals by turning bytes round: enough to tell sealed from plain. */
  const keystore = (over: Partial<Keystore> = {}): Keystore => ({
    isEncryptionAvailable: () => true,
    encryptString: (text) => Buffer.from(`sealed:${[...text].reverse().join('')}`),
    decryptString: (sealed) => {
      const text = sealed.toString()
      if (!text.startsWith('sealed:')) throw new Error('not sealed here')
      return [...text.slice('sealed:'.length)].reverse().join('')
    },
    getSelectedStorageBackend: () => 'gnome_libsecret',
    ...over,
  })

  it('is made once, sealed on the disk, and opened afterwards', () => {
    const key = openSealedKey(keystore(), folder, 'linux')
    expect(key).toMatch(/^[0-9a-f]{64}$/)
    expect(readFileSync(join(folder, 'cache.key.sealed'), 'utf8')).not.toContain(key)
    expect(openSealedKey(keystore(), folder, 'linux')).toBe(key)
    expect(readdirSync(folder)).toEqual(['cache.key.sealed'])
  })

  it.each<[string, Partial<Keystore>, NodeJS.Platform]>([
    ['there is no keystore', { isEncryptionAvailable: () => false }, 'win32'],
    ['Linux has no keyring', { getSelectedStorageBackend: () => 'basic_text' }, 'linux'],
    ['the keyring is unknown', { getSelectedStorageBackend: () => 'unknown' }, 'linux'],
  ])('is refused and nothing is stored when %s', (_what, over, platform) => {
    expect(() => openSealedKey(keystore(over), folder, platform)).toThrow(
      expect.objectContaining({ code: 'keystore_unavailable' }),
    )
    expect(readdirSync(folder)).toEqual([])
  })

  it('is refused, and not replaced, when the keystore cannot open it', () => {
    writeFileSync(join(folder, 'cache.key.sealed'), 'of another account')
    expect(() => openSealedKey(keystore(), folder, 'darwin')).toThrow(
      expect.objectContaining({ code: 'keystore_unavailable' }),
    )
    expect(readFileSync(join(folder, 'cache.key.sealed'), 'utf8')).toBe('of another account')
  })
})
