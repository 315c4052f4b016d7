import { z } from 'zod'
import { facility, staffUser } from '../central/entities.ts'
import { errorCode } from '../domain/errors.ts'
import { instant } from '../domain/ids.ts'
import { method } from './method.ts'

const none = z.object({})

/** How far the first fill of the cache has come: rows stored of rows to come. */
export const fillProgress = z.object({ done: z.int().min(0), total: z.int().min(0) })

/** What the top bar says about the line to the central service. */
export const syncState = z.object({
  /** filling: first copy under way. synced: all that central has is here. offline: it cannot be reached. */
  connection: z.enum(['signed_out', 'filling', 'syncing', 'synced', 'offline']),
  /** When central last answered that nothing is missing. */
  syncedAt: instant.nullable(),
  /** Since when it is offline. */
  offlineSince: instant.nullable(),
  filling: fillProgress.nullable(),
  /** Decisions of this user that have not been confirmed yet, the ones in their undo window included. */
  waiting: z.int().min(0),
  /** Conflicts and refusals that the user has not dealt with. */
  issues: z.int().min(0),
  /** Why nothing can be stored at the moment, as with a full disk. */
  trouble: errorCode.nullable(),
  /** Records that could not be understood; fetched again by themselves. */
  setAside: z.int().min(0),
  /** Milliseconds by which central's clock is ahead of this computer's; moments here are central's. */
  clockOffset: z.int(),
})
export type SyncState = z.infer<typeof syncState>

export const sessionState = z.object({
  status: z.enum(['signed_out', 'signed_in', 'locked']),
  user: staffUser.nullable(),
  facility: facility.nullable(),
  /** The name of the last user, to fill in the form. */
  lastUsername: z.string().nullable(),
  /** Signed in against the cache because central could not be reached. */
  offline: z.boolean(),
  /** The name under which this workstation is enrolled; null when it is not. */
  workstation: z.string().nullable(),
  /** Why the local store cannot be used, or that this workstation was revoked. */
  trouble: errorCode.nullable(),
  /** When a damaged copy was last made anew, since the start. */
  repairedAt: instant.nullable(),
  host: z.enum(['desktop', 'browser']),
  /** Where the key of the cache is kept: the system's keystore, or a file readable by its owner alone. */
  keystore: z.enum(['system', 'file']),
})
export type SessionState = z.infer<typeof sessionState>

export const sessionMethods = {
  'session.state': method('anyone', none, sessionState),
  'session.signIn': method(
    'anyone',
    z.object({ username: z.string().trim().min(1).max(80), password: z.string().min(1).max(200) }),
    sessionState,
  ),
  /** Ends the session. What waits in the outbox is kept and leaves when the user signs in again. */
  'session.signOut': method('anyone', none, sessionState),
  /** Hides everything until the user gives the password again; claims are given back, the outbox goes on leaving. */
  'session.lock': method('signed_in', none, sessionState),
  'session.unlock': method('anyone', z.object({ password: z.string().min(1).max(200) }), sessionState),
  'sync.state': method('anyone', none, syncState),
  /** Tries the line at once instead of waiting for the next attempt. */
  'sync.now': method('signed_in', none, syncState),
} as const
