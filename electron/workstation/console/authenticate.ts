import type { Facility, StaffUser } from '../../../shared/central/entities.ts'
import type { StaffSession } from '../../../shared/central/operations.staff.ts'
import { operations } from '../../../shared/central/operations.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import type { Cache } from '../cache/cache.ts'
import type { LocalUser } from '../cache/users.ts'
import { type CentralClient, Unreachable } from '../sync/central.ts'
import type { Credentials } from '../sync/tokens.ts'
import { makeVerifier, matches } from './verifier.ts'

/** How long after the last sign-in at central a user may sign in without it. */
const OFFLINE_HOURS = 72
/** Wrong passwords after which central has to be asked again. */
const OFFLINE_FAILURES = 5

/** Somebody stands before the screen and waits: then the cache is asked. */
const SIGN_IN_TIMEOUT_MS = 8_000

export interface Authenticated {
  /** As it was typed. */
  readonly username: string
  readonly user: StaffUser
  readonly facility: Facility
  readonly cache: Cache
  readonly credentials: Credentials
  readonly offline: boolean
}

export interface AuthenticateOptions {
  readonly central: CentralClient
  /** The facility that this workstation knows, if any. */
  readonly facilityId: string | null
  /** Opens the cache of a facility. */
  readonly open: (facilityId: string) => Cache
  /** The credential of the workstation, where it is enrolled. */
  readonly credential: () => Promise<string | null>
  /** The clock of this computer: what it measures here is only how long ago something was. */
  readonly now: () => number
}

/** Signs in at central. @throws Refusal as central, `rate_limited`; Unreachable */
async function atCentral(
  options: Pick<AuthenticateOptions, 'central' | 'credential'>,
  username: string,
  password: string,
): Promise<StaffSession> {
  const credential = await options.credential()
  const signal = AbortSignal.timeout(SIGN_IN_TIMEOUT_MS)
  const body = { username, password, ...(credential === null ? {} : { workstation: credential }) }
  try {
    return await options.central.call(operations.signIn, { params: {}, query: {}, body, signal })
  } catch (error) {
    if (error instanceof Unreachable && error.status === 429) throw new Refusal('rate_limited')
    throw error
  }
}

/**
 * Finds out who wants to sign in: at central, or against the cache where central cannot be reached.
 *
 * @throws Refusal `wrong_credentials`, `workstation_required`, `workstation_unknown`, `workstation_revoked`; `unavailable` where central cannot be reached and the user cannot be recognised
 *   here; what opening the cache throws
 */
export async function authenticate(
  options: AuthenticateOptions,
  username: string,
  password: string,
): Promise<Authenticated> {
  const signIn = () => atCentral(options, username, password)
  // Made while central does the same: both take the time that a password is worth.
  const making = makeVerifier(password)
  making.catch(() => undefined)
  let session: StaffSession
  try {
    session = await signIn()
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    return authenticateOffline(options, username, password, signIn)
  }
  const verifier = await making
  const cache = options.open(session.facility.id)
  cache.durable(() =>
    cache.users.put({
      id: session.user.id,
      username,
      name: session.user.name,
      role: session.user.role,
      salt: verifier.salt,
      verifier: verifier.hash,
      signedInAt: options.now(),
      refreshToken: session.refreshToken,
      refreshExpiresAt: Date.parse(session.refreshExpiresAt),
    }),
  )
  return {
    username,
    user: session.user,
    facility: session.facility,
    cache,
    credentials: { accessToken: session.accessToken, refreshToken: session.refreshToken, signInAgain: null },
    offline: false,
  }
}

async function authenticateOffline(
  options: AuthenticateOptions,
  username: string,
  password: string,
  signInAgain: () => Promise<StaffSession>,
): Promise<Authenticated> {
  if (options.facilityId === null) throw new Refusal('unavailable')
  const cache = options.open(options.facilityId)
  const facility = cache.facility.get()
  if (facility === null) throw new Refusal('unavailable')
  const known = await recognise(cache, username, password, options.now())
  const user = cache.facility.staff(known.id) ?? { id: known.id, name: known.name, role: known.role, active: true }
  return {
    username,
    user,
    facility,
    cache,
    credentials: { accessToken: null, refreshToken: known.refreshToken, signInAgain },
    offline: true,
  }
}

/**
 * Recognises a user by what is kept here of an earlier sign-in.
 * @throws Refusal `wrong_credentials`; `unavailable` where that is not possible or not allowed any more
 */
async function recognise(cache: Cache, username: string, password: string, now: number): Promise<LocalUser> {
  const known = cache.users.byUsername(username)
  const age = known === null ? Number.POSITIVE_INFINITY : now - known.signedInAt
  // A clock that was set back would otherwise stretch the time without an end.
  const inTime = age >= -3_600_000 && age <= OFFLINE_HOURS * 3_600_000
  if (known?.salt == null || known.verifier === null || !inTime) throw new Refusal('unavailable')
  // Counted before it is tried: ending the process during the attempt must not give another one.
  cache.durable(() => {
    cache.users.setFailures(known.id, known.failures + 1)
    if (known.failures + 1 >= OFFLINE_FAILURES) cache.users.forgetVerifier(known.id)
  })
  if (!(await matches(password, { salt: known.salt, hash: known.verifier }))) throw new Refusal('wrong_credentials')
  cache.durable(() => {
    cache.users.setFailures(known.id, 0)
    cache.users.setVerifier(known.id, known.salt, known.verifier)
  })
  return known
}

/**
 * Asks for the password again of a user whose cache is open.
 *
 * @returns the new session, or null where central could not be reached and the user was recognised here
 * @throws Refusal as `authenticate`
 */
export async function confirmUser(
  options: Pick<AuthenticateOptions, 'central' | 'credential' | 'now'>,
  cache: Cache,
  username: string,
  password: string,
): Promise<StaffSession | null> {
  try {
    return await atCentral(options, username, password)
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    await recognise(cache, username, password, options.now())
    return null
  }
}
