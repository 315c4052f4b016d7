import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/** N = 2^15, r = 8, p = 3: one of the settings that OWASP holds equal; some 32 MiB for each check. */
const COST = 32_768
const BLOCK = 8
const PARALLEL = 3
const KEY_BYTES = 32

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, { ...options, maxmem: 256 * COST * BLOCK }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })
}

/**
 * The hash to store for a password or PIN: `scrypt$N$r$p$salt$key`, salt and key in base64. It carries its own
 * settings, so that they can be raised later. Takes about 0.2 s of one core.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, { N: COST, r: BLOCK, p: PARALLEL })
  return `scrypt$${COST}$${BLOCK}$${PARALLEL}$${salt.toString('base64')}$${key.toString('base64')}`
}

/**
 * Whether a password belongs to a stored hash, compared in constant time. With `null` (no such account) it does the
 * same work and answers false, so that the time taken does not tell which accounts exist.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [scheme, n, r, p, salt, key] = (stored ?? '').split('$')
  const known = scheme === 'scrypt' && salt !== undefined && key !== undefined
  const expected = known ? Buffer.from(key, 'base64') : Buffer.alloc(KEY_BYTES)
  const derived = await derive(password, known ? Buffer.from(salt, 'base64') : Buffer.alloc(16), {
    N: known ? Number(n) : COST,
    r: known ? Number(r) : BLOCK,
    p: known ? Number(p) : PARALLEL,
  })
  return known && expected.length === derived.length && timingSafeEqual(expected, derived)
}
