import type { AnswerOf, Operation } from '../../../shared/central/operation.ts'
import type { StaffSession } from '../../../shared/central/operations.staff.ts'
import type { SyncState } from '../../../shared/console/session.ts'
import type { ErrorCode } from '../../../shared/domain/errors.ts'
import type { Applied } from '../cache/apply.ts'
import type { Cache } from '../cache/cache.ts'
import type { Report } from '../ports.ts'
import type { CallArguments, CentralClient } from './central.ts'
import type { Claims } from './claims.ts'
import type { BatchEvent } from './push.ts'
import type { Credentials } from './tokens.ts'

export interface EngineOptions {
  readonly cache: Cache
  readonly central: CentralClient
  readonly facilityId: string
  readonly userId: string
  readonly userName: string
  readonly credentials: Credentials
  /** How long closed messages are kept. */
  readonly retentionDays: number
  readonly report: Report
  /** The time of day as central has it. */
  readonly now: () => number
  /** Told what the feed or an answer changed. */
  readonly onApplied: (applied: readonly Applied[]) => void
  /** Told of changes beyond counting: a fill goes on or is complete. */
  readonly onFilled: (complete: boolean) => void
  readonly onIssues: () => void
  /** Told when central has answered commands of a batch. */
  readonly onBatch: (event: BatchEvent) => void
  /** Told when `state` may have changed. */
  readonly onState: () => void
  /** Told when claims or who is connected may have changed. */
  readonly onClaims: () => void
  readonly onRenewed: (session: StaffSession) => void
  /** Told once when the session cannot be continued; the engine has stopped then. */
  readonly onEnded: (why: 'session' | 'revoked') => void
  /** Told of every error of the local store. */
  readonly onTrouble: (code: ErrorCode) => void
}

/** Keeps the copy of one facility in step with central for one signed-in user. */
export interface Engine {
  state(): Pick<SyncState, 'connection' | 'syncedAt' | 'offlineSince' | 'filling' | 'trouble' | 'setAside'>
  /** A command was added or taken back: looks again at when the next one leaves. */
  outboxChanged(): void
  /** Tries the line at once; resolves when that attempt has ended, well or not. */
  tryNow(): Promise<void>
  /**
   * Asks central something on behalf of the user, once, outside the order of the sync.
   * @throws Refusal what central refused
   * @throws Unreachable when there is no answer, or no session at central
   */
  ask<O extends Operation>(operation: O, call: Omit<CallArguments<O>, 'token' | 'signal'>): Promise<AnswerOf<O>>
  /** Days for which closed messages are kept here. */
  readonly retentionDays: number
  readonly accessToken: string | null
  /** What the session could be continued with elsewhere. */
  credentials(): Credentials
  /** Goes on with the tokens of another sign-in of the same user. */
  adopt(session: StaffSession): void
  readonly claims: Claims
  stop(): Promise<void>
}
