import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** One start token, good for one exchange, and the one session that it opens. */
export interface StartSession {
  /** The token of the start address. */
  readonly token: string
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

/** Makes a token and the session behind it. Both live as long as the process and are stored nowhere. */
export function createStartSession(): StartSession {
  const token = secret()
  const session = secret()
  let used = false
  return {
    token,
    exchange(candidate) {
      if (used || !same(candidate, token)) return null
      used = true
      return session
    },
    accepts: (cookie) => used && cookie !== undefined && same(cookie, session),
  }
}
