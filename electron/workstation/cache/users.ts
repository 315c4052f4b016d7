import type { Role } from '../../../shared/domain/roles.ts'
import type { Database } from './database.ts'

/** A user who has signed in at this workstation. */
export interface LocalUser {
  readonly id: string
  readonly username: string
  readonly name: string
  readonly role: Role
  /** Salt and scrypt hash of the password; null when it may no longer be used to sign in offline. */
  readonly salt: Buffer | null
  readonly verifier: Buffer | null
  /** Wrong passwords given offline since the last right one. */
  readonly failures: number
  /** When the user last signed in at central (milliseconds since 1970). */
  readonly signedInAt: number
  readonly refreshToken: string | null
}

/** Users who have signed in here, with what lets them sign in while central cannot be reached. */
export interface UserRepository {
  put(user: Omit<LocalUser, 'failures'> & { refreshExpiresAt: number }): void
  byUsername(username: string): LocalUser | null
  setRefreshToken(id: string, token: string | null, expiresAt: number | null): void
  setFailures(id: string, failures: number): void
  setVerifier(id: string, salt: Buffer | null, verifier: Buffer | null): void
  /** Forgets the password's verifier: the next sign-in must be at central. */
  forgetVerifier(id: string): void
  /** Remembers that a user opened a message; the first time, central is to be told under the id `report`. */
  markOpened(userId: string, messageId: string, report: string, at: number): void
  /** What a user opened and central has yet to be told, oldest first. */
  unreportedReads(userId: string, limit: number): readonly { id: string; messageId: string; at: number }[]
  /** Central knows of these. */
  forgetReads(ids: readonly string[]): void
  hasOpened(userId: string, messageId: string): boolean
}

export function createUserRepository(db: Database): UserRepository {
  const put = db.prepare(
    `INSERT INTO local_user VALUES (:id, :username, :name, :role, :salt, :verifier, 0, :signedInAt, :refreshToken, :refreshExpiresAt)
     ON CONFLICT (id) DO UPDATE SET username = excluded.username, name = excluded.name, role = excluded.role,
       salt = excluded.salt, verifier = excluded.verifier, failures = 0, signed_in_at = excluded.signed_in_at,
       refresh_token = excluded.refresh_token, refresh_expires_at = excluded.refresh_expires_at`,
  )
  // A name that went to somebody else at central must not let the earlier holder in.
  const freeName = db.prepare('DELETE FROM local_user WHERE username = ? AND id <> ?')
  const byUsername = db.prepare<[string], LocalUser>(
    `SELECT id, username, name, role, salt, verifier, failures, signed_in_at AS signedInAt, refresh_token AS refreshToken
     FROM local_user WHERE username = ?`,
  )
  const setRefresh = db.prepare('UPDATE local_user SET refresh_token = ?, refresh_expires_at = ? WHERE id = ?')
  const setFailures = db.prepare('UPDATE local_user SET failures = ? WHERE id = ?')
  const setVerifier = db.prepare('UPDATE local_user SET salt = ?, verifier = ? WHERE id = ?')
  const forget = db.prepare('UPDATE local_user SET salt = NULL, verifier = NULL WHERE id = ?')
  const markOpened = db.prepare('INSERT INTO opened VALUES (?, ?) ON CONFLICT DO NOTHING')
  const report = db.prepare('INSERT INTO read_report VALUES (?, ?, ?, ?)')
  const unreported = db.prepare<[string, number], { id: string; messageId: string; at: number }>(
    'SELECT id, message_id AS messageId, at FROM read_report WHERE user_id = ? ORDER BY at LIMIT ?',
  )
  const forgetRead = db.prepare('DELETE FROM read_report WHERE id = ?')
  const hasOpened = db.prepare<[string, string], { one: number }>(
    'SELECT 1 AS one FROM opened WHERE user_id = ? AND message_id = ?',
  )

  return {
    put(user) {
      const username = user.username.toLowerCase()
      freeName.run(username, user.id)
      put.run({ ...user, username })
    },
    byUsername: (username) => byUsername.get(username.toLowerCase()) ?? null,
    setRefreshToken(id, token, expiresAt) {
      setRefresh.run(token, expiresAt, id)
    },
    setFailures(id, failures) {
      setFailures.run(failures, id)
    },
    setVerifier(id, salt, verifier) {
      setVerifier.run(salt, verifier, id)
    },
    forgetVerifier(id) {
      forget.run(id)
    },
    markOpened(userId, messageId, reportId, at) {
      if (markOpened.run(userId, messageId).changes > 0) report.run(reportId, userId, messageId, at)
    },
    unreportedReads: (userId, limit) => unreported.all(userId, limit),
    forgetReads(ids) {
      for (const id of ids) forgetRead.run(id)
    },
    hasOpened: (userId, messageId) => hasOpened.get(userId, messageId) !== undefined,
  }
}
