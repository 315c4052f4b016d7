import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Start tokens, one at a time and good for one exchange each, and the one session that they open. */
export interface StartSession {
  /** Makes the token of a start address; one that was made before and not used stops working. */
  issue(): string
  /** Exchanges the token for the session's cookie value; null when it is wrong or was used before. */
  exchange(token: string): string | null
  /** Whether a cookie value is that of the session. */
  accepts(cookie: string | undefined): boolean
}

const secret = () => randomBytes(32).toString('base64url')

/** Compares digests, so that neither length nor content can be found out by timing. */
function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/** Makes a session that nobody is in yet. It lives as long as the process, and is stored nowhere. */
export function createStartSession(): StartSession {
  const session = secret()
  let token: string | null = null
  let entered = false
  return {
    issue() {
      token = secret()
      return token
    },
    exchange(candidate) {
      if (token === null || !same(candidate, token)) return null
      token = null
      entered = true
      return session
    },
    accepts: (cookie) => entered && cookie !== undefined && same(cookie, session),
  }
}
