import type { StaffSession } from '../../../shared/central/operations.staff.ts'
import { operations } from '../../../shared/central/operations.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import type { CentralClient } from './central.ts'

/** What a session is made from: the tokens of a sign-in, or what an offline sign-in left to get them with. */
export interface Credentials {
  readonly accessToken: string | null
  readonly refreshToken: string | null
  /** Signs in anew when no refresh token is left: only after an offline sign-in, and only in memory. */
  readonly signInAgain: (() => Promise<StaffSession>) | null
}

/** Calls of one signed-in user. A call that finds its access token expired gets a new one and is made once more. */
export interface Tokens {
  readonly central: CentralClient
  readonly accessToken: string | null
  /** What the session could be continued with elsewhere. */
  credentials(): Credentials
  /** Goes on with the tokens of another sign-in. */
  adopt(session: StaffSession): void
  /**
   * Runs a call with a valid token.
   *
   * @throws SessionEnded when no token can be had any more; WorkstationRevoked
   */
  withToken<T>(use: (token: string) => Promise<T>): Promise<T>
}

/** The session cannot be continued: the user must sign in. */
export class SessionEnded extends Error {}

/** The session ended because this workstation may hold nothing of the facility any more. */
export class WorkstationRevoked extends SessionEnded {}

/**
 * @param onRenewed told new tokens before they are used, because a refresh token works only once
 */
export function createTokens(
  central: CentralClient,
  credentials: Credentials,
  onRenewed: (session: StaffSession) => void,
): Tokens {
  let { accessToken, refreshToken, signInAgain } = credentials
  let renewing: Promise<string> | null = null

  async function renew(): Promise<string> {
    const session = await obtain()
    accessToken = session.accessToken
    refreshToken = session.refreshToken
    signInAgain = null
    onRenewed(session)
    return session.accessToken
  }

  async function obtain(): Promise<StaffSession> {
    if (refreshToken !== null) {
      try {
        return await central.call(operations.refreshSession, { params: {}, query: {}, body: { refreshToken } })
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        if (error.code === 'workstation_revoked') throw new WorkstationRevoked()
        refreshToken = null
      }
    }
    if (signInAgain === null) throw new SessionEnded()
    try {
      return await signInAgain()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      throw error.code === 'workstation_revoked' ? new WorkstationRevoked() : new SessionEnded()
    }
  }

  function renewOnce(): Promise<string> {
    renewing ??= renew().finally(() => {
      renewing = null
    })
    return renewing
  }

  return {
    central,
    get accessToken() {
      return accessToken
    },
    credentials: () => ({ accessToken, refreshToken, signInAgain }),
    adopt(session) {
      accessToken = session.accessToken
      refreshToken = session.refreshToken
      signInAgain = null
    },
    async withToken(use) {
      const token = accessToken ?? (await renewOnce())
      try {
        return await use(token)
      } catch (error) {
        if (error instanceof Refusal && error.code === 'workstation_revoked') throw new WorkstationRevoked()
        if (!isExpired(error)) throw error
        // Another call may have renewed it in the meantime.
        const fresh = accessToken !== null && accessToken !== token ? accessToken : await renewOnce()
        try {
          return await use(fresh)
        } catch (second) {
          if (isExpired(second)) throw new SessionEnded()
          throw second
        }
      }
    },
  }
}

function isExpired(error: unknown): boolean {
  return error instanceof Refusal && (error.code === 'unauthenticated' || error.code === 'session_expired')
}
