import { z } from 'zod'
import { facility, staffUser } from '../central/entities.ts'
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
  'session.signOut': method('signed_in', none, sessionState),
  'sync.state': method('anyone', none, syncState),
  /** Tries the line at once instead of waiting for the next attempt. */
  'sync.now': method('signed_in', none, syncState),
} as const
