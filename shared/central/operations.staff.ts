import { z } from 'zod'
import { id, instant } from '../domain/ids.ts'
import { CLAIMS_PER_CALL, claimAnswer } from './claims.ts'
import { COMMANDS_PER_CALL, commandResult } from './commands.ts'
import { facility, staffUser } from './entities.ts'
import { changesPage, FEED_PAGE, liveEvents, snapshotLine } from './feed.ts'
import { operation } from './operation.ts'

const none = z.object({})
const ofFacility = z.object({ facilityId: id })

/** A staff session. Tokens are opaque; the access token is short-lived, the refresh token is used once. */
export const staffSession = z.object({
  accessToken: z.string().min(20),
  accessExpiresAt: instant,
  refreshToken: z.string().min(20),
  refreshExpiresAt: instant,
  user: staffUser,
  facility,
})
export type StaffSession = z.infer<typeof staffSession>

/** What staff and their workstations call. */
export const staffOperations = {
  signIn: operation({
    method: 'POST',
    path: '/v1/sessions',
    audience: 'anyone',
    summary: 'Sign in a member of staff',
    params: none,
    query: none,
    body: z.object({
      username: z.string().min(1).max(80),
      password: z.string().min(1).max(200),
      /** The credential of the enrolled workstation at which the user signs in, where there is one. */
      workstation: z.string().min(20).max(200).optional(),
    }),
    answer: staffSession,
    errors: ['wrong_credentials', 'workstation_required', 'workstation_unknown', 'workstation_revoked'],
  }),
  refreshSession: operation({
    method: 'POST',
    path: '/v1/sessions/refresh',
    audience: 'anyone',
    summary: 'Exchange a refresh token for new tokens',
    params: none,
    query: none,
    body: z.object({ refreshToken: z.string().min(20).max(200) }),
    answer: staffSession,
    errors: ['session_expired', 'workstation_required', 'workstation_revoked'],
  }),
  signOut: operation({
    method: 'POST',
    path: '/v1/sessions/end',
    audience: 'staff',
    summary: 'End the session; its tokens stop working at once',
    params: none,
    query: none,
    body: none,
    answer: none,
    errors: [],
  }),
  snapshot: operation({
    method: 'GET',
    path: '/v1/facilities/:facilityId/snapshot',
    audience: 'staff',
    summary: 'The current state as NDJSON, with the feed position it stands at; open messages come first',
    params: ofFacility,
    query: z.object({
      retentionDays: z.coerce.number().int().min(1).max(3650).default(30),
      /**
       * The latest `mark` of a snapshot that broke off: what came before it is not sent again. What changed since that
       * snapshot's own position is in the feed, from there on.
       */
      after: z.string().max(400).optional(),
    }),
    body: none,
    answer: snapshotLine,
    errors: ['forbidden', 'wrong_facility'],
    stream: 'ndjson',
  }),
  changes: operation({
    method: 'GET',
    path: '/v1/facilities/:facilityId/changes',
    audience: 'staff',
    summary: 'What changed after a position, in commit order, at most 1,000 at a time',
    params: ofFacility,
    query: z.object({
      after: z.coerce.number().int().min(0),
      /** Most records in the answer. */
      limit: z.coerce.number().int().min(1).max(FEED_PAGE).default(FEED_PAGE),
    }),
    body: none,
    answer: changesPage,
    errors: ['forbidden', 'wrong_facility', 'feed_behind', 'feed_ahead'],
  }),
  live: operation({
    method: 'GET',
    path: '/v1/facilities/:facilityId/live',
    audience: 'staff',
    summary: 'Server-sent events: the head position whenever it moves, claims and presence, and heartbeats',
    params: ofFacility,
    query: none,
    body: none,
    answer: liveEvents.head,
    errors: ['forbidden', 'wrong_facility'],
    stream: 'sse',
  }),
  commands: operation({
    method: 'POST',
    path: '/v1/facilities/:facilityId/commands',
    audience: 'staff',
    summary: 'Apply commands, each in its own transaction, each exactly once however often it is sent',
    params: ofFacility,
    query: none,
    /** Each command is checked on its own by `parseCommand`, so that a bad one does not stop the others. */
    body: z.object({ commands: z.array(z.unknown()).min(1).max(COMMANDS_PER_CALL) }),
    answer: z.object({ results: z.array(commandResult) }),
    errors: ['wrong_facility'],
  }),
  claims: operation({
    method: 'POST',
    path: '/v1/facilities/:facilityId/claims',
    audience: 'staff',
    summary: 'Take or extend claims on messages, and give some back',
    params: ofFacility,
    query: none,
    body: z.object({
      /** To be taken, or extended where the caller holds them. */
      take: z.array(id).max(CLAIMS_PER_CALL).default([]),
      /** To be given back; what somebody else holds is left alone. Done before anything is taken. */
      release: z.array(id).max(CLAIMS_PER_CALL).default([]),
    }),
    /** One for each of `take`, in its order. */
    answer: z.object({ claims: z.array(claimAnswer) }),
    errors: ['forbidden', 'wrong_facility'],
  }),
} as const
