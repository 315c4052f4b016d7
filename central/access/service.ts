import { createHash, randomBytes } from 'node:crypto'
import { Refusal } from '../../shared/domain/errors.ts'
import type { Database, Queryable } from '../database/database.ts'
import { type Clock, newId } from '../ports.ts'
import { type AttemptKey, attemptLimit } from './attempts.ts'
import { verifyPassword } from './passwords.ts'
import { end, endAll, findByAccess, goesOn, insert, rotate, type SessionKind, type SessionRow, sweep } from './store.ts'

const STAFF_ACCESS_MINUTES = 15
const STAFF_REFRESH_HOURS = 12
const CORRESPONDENT_HOURS = 24

export interface Tokens {
  readonly accessToken: string
  readonly accessExpiresAt: Date
}

export interface StaffTokens extends Tokens {
  readonly refreshToken: string
  readonly refreshExpiresAt: Date
}

export interface AccessService {
  /**
   * Checks a password. An account that does not exist (`null`) costs the same time as one that does.
   * @param key the account's name as it was given, with the caller's address: the unit of the limit on failures
   * @throws Refusal wrong_credentials, rate_limited
   */
  check(password: string, stored: string | null, key: { account: string; address: string }): Promise<void>
  /** @param workstationId the enrolled workstation at which the user signs in, or null */
  openStaff(tx: Queryable, staffId: string, workstationId: string | null): Promise<StaffTokens>
  openCorrespondent(tx: Queryable, kind: 'member' | 'individual', id: string): Promise<Tokens>
  /** New tokens for a refresh token, which works once. @throws Refusal session_expired, workstation_revoked */
  refresh(refreshToken: string): Promise<{ staffId: string; workstationId: string | null; tokens: StaffTokens }>
  /** The session of an access token. @throws Refusal unauthenticated, session_expired, workstation_revoked */
  session(accessToken: string): Promise<SessionRow>
  end(sessionId: string): Promise<void>
  /** Ends every session of one person, with the commit. */
  endAll(tx: Queryable, subjectId: string): Promise<void>
  /** Whether a session goes on: not ended, and not at a workstation that was revoked. */
  goesOn(sessionId: string): Promise<boolean>
  /** Takes away sessions that ended long ago. */
  sweep(): Promise<void>
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()
const newToken = (): string => randomBytes(32).toString('base64url')

/** Sessions by opaque random tokens, of which only the hash is kept. */
export function accessService(database: Database, clock: Clock): AccessService {
  const limit = attemptLimit(clock)
  const turns = new Map<string, Promise<unknown>>()
  /** Attempts on one account from one address take turns: together all would begin before the first has failed. */
  const inTurn = async <T>(key: AttemptKey, attempt: () => Promise<T>): Promise<T> => {
    const name = `${key.address} ${key.account.toLowerCase()}`
    const mine = (turns.get(name) ?? Promise.resolve()).then(attempt)
    const over = mine.catch(() => undefined)
    turns.set(name, over)
    try {
      return await mine
    } finally {
      if (turns.get(name) === over) turns.delete(name)
    }
  }
  const later = (minutes: number): Date => new Date(clock().getTime() + minutes * 60_000)

  const staffTokens = (): StaffTokens => ({
    accessToken: newToken(),
    accessExpiresAt: later(STAFF_ACCESS_MINUTES),
    refreshToken: newToken(),
    refreshExpiresAt: later(STAFF_REFRESH_HOURS * 60),
  })

  return {
    check: (password, stored, key) =>
      inTurn(key, async () => {
        limit.enter(key)
        if (await verifyPassword(password, stored)) return limit.succeeded(key)
        limit.failed(key)
        throw new Refusal('wrong_credentials')
      }),
    async openStaff(tx, staffId, workstationId) {
      const tokens = staffTokens()
      await insert(tx, {
        id: newId(clock),
        kind: 'staff',
        subjectId: staffId,
        workstationId,
        accessHash: hashOf(tokens.accessToken),
        accessExpiresAt: tokens.accessExpiresAt,
        refreshHash: hashOf(tokens.refreshToken),
        refreshExpiresAt: tokens.refreshExpiresAt,
        at: clock(),
      })
      return tokens
    },
    async openCorrespondent(tx, kind: SessionKind, id) {
      const tokens = { accessToken: newToken(), accessExpiresAt: later(CORRESPONDENT_HOURS * 60) }
      await insert(tx, {
        id: newId(clock),
        kind,
        subjectId: id,
        workstationId: null,
        accessHash: hashOf(tokens.accessToken),
        accessExpiresAt: tokens.accessExpiresAt,
        refreshHash: null,
        refreshExpiresAt: null,
        at: clock(),
      })
      return tokens
    },
    async refresh(refreshToken) {
      const tokens = staffTokens()
      const session = await rotate(database, hashOf(refreshToken), {
        accessHash: hashOf(tokens.accessToken),
        accessExpiresAt: tokens.accessExpiresAt,
        refreshHash: hashOf(tokens.refreshToken),
        refreshExpiresAt: tokens.refreshExpiresAt,
        at: clock(),
      })
      if (session === null) throw new Refusal('session_expired')
      if (session.workstation_revoked) throw new Refusal('workstation_revoked')
      return { staffId: session.subject_id, workstationId: session.workstation_id, tokens }
    },
    async session(accessToken) {
      const session = await findByAccess(database, hashOf(accessToken))
      if (session === null) throw new Refusal('unauthenticated')
      if (session.expires.getTime() <= clock().getTime()) throw new Refusal('session_expired')
      if (session.workstation_revoked) throw new Refusal('workstation_revoked')
      return session
    },
    end: (sessionId) => end(database, sessionId, clock()),
    endAll: (tx, subjectId) => endAll(tx, subjectId, clock()),
    goesOn: (sessionId) => goesOn(database, sessionId, clock()),
    sweep: () => sweep(database, new Date(clock().getTime() - 24 * 3_600_000)),
  }
}
