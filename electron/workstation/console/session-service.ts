import type { AlertList } from '../../../shared/console/alerts.ts'
import type { SessionState, SyncState } from '../../../shared/console/session.ts'
import type { ErrorCode } from '../../../shared/domain/errors.ts'
import type { Role } from '../../../shared/domain/roles.ts'
import type { Clock } from '../clock.ts'
import type { LocalFile } from '../local.ts'
import type { Report, Vault, WorkerSettings, WorkstationStatus } from '../ports.ts'
import type { CentralClient } from '../sync/central.ts'
import type { Broadcast, ChangeHub } from './hub.ts'
import type { Workspace } from './workspace.ts'

/** Who is signed in at this workstation, with what is open for them, and how the workstation itself fares. */
export interface SessionService {
  state(): SessionState
  syncState(): SyncState
  status(): WorkstationStatus
  /** The urgent messages that wait; none when nobody is signed in. */
  alerts(): AlertList
  /** Signs in; who was signed in before is signed out once the new user is known. */
  signIn(username: string, password: string): Promise<SessionState>
  signOut(): Promise<SessionState>
  lock(): SessionState
  /** @throws Refusal `wrong_credentials`, `unavailable` */
  unlock(password: string): Promise<SessionState>
  enrol(code: string): Promise<SessionState>
  putAside(): Promise<SessionState>
  erase(): Promise<SessionState>
  /** Told of errors of the local store that a call met. */
  onTrouble(code: ErrorCode): void
  /** @throws Refusal `unauthenticated` when nobody is signed in */
  workspace(): Workspace
  currentRole(): Role | null
  currentUser(): string | null
  close(): Promise<void>
}

export interface SessionOptions {
  readonly settings: WorkerSettings
  readonly central: CentralClient
  readonly vault: Vault
  readonly local: LocalFile
  readonly hub: ChangeHub
  readonly broadcast: Broadcast
  readonly report: Report
  readonly clock: Clock
  /** Ends what reads the copy besides, before it is closed. */
  readonly beforeClosing: () => Promise<void>
}
