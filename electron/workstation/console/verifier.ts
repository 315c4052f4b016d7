import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** What is kept of a password to recognise it while central cannot be reached. */
export interface Verifier {
  readonly salt: Buffer
  readonly hash: Buffer
}

const LENGTH = 32
/** 2^15 blocks of 1 kB: 32 MB and some 100 ms for each guess. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, LENGTH, COST, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

export async function makeVerifier(password: string): Promise<Verifier> {
  const salt = randomBytes(16)
  return { salt, hash: await derive(password, salt) }
}

export async function matches(password: string, verifier: Verifier): Promise<boolean> {
  const hash = await derive(password, verifier.salt)
  return hash.length === verifier.hash.length && timingSafeEqual(hash, verifier.hash)
}
