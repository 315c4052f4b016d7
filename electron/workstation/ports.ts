import type { DeskRequest } from '../../shared/console/desk.ts'

/** What the thread of the workstation is told at its start. Structured-clone safe. */
export interface WorkerSettings {
  /** The folder for the caches and the settings; made when it is missing. */
  readonly folder: string
  /** Address of the central service, without a path. */
  readonly centralUrl: string
  /** 64 hexadecimal digits: the key of the caches. Null when the keystore does not give it: then nothing is stored. */
  readonly cacheKey: string | null
  /** A code with which the workstation enrols by itself when it has no credential yet. */
  readonly enrolmentCode?: string
  readonly host: 'desktop' | 'browser'
  readonly keystore: 'system' | 'file'
  /** Address of the code of a simulation's thread. */
  readonly simulationUrl: string
}

/**
 * Where a host keeps what must be secret and small: beside the key of the caches the credential of an enrolled
 * workstation. What it throws means that the keystore cannot be used.
 */
export interface Vault {
  credential(): Promise<string | null>
  /** Null forgets it. Kept when this resolves. */
  setCredential(value: string | null): Promise<void>
  /**
   * Throws the key of the caches away and makes another: what was encrypted with the old one can be read by nobody any
   * more.
   * @returns 64 hexadecimal digits
   */
  renewKey(): Promise<string>
}

/** One call to the vault, as it travels between thread and host. */
export type VaultCall =
  | { readonly ask: 'credential' }
  | { readonly ask: 'setCredential'; readonly value: string | null }
  | { readonly ask: 'renewKey' }

/** What a host sends to the thread. Each attached wire has a number of its own. */
export type ToWorker =
  | { readonly type: 'attach'; readonly wire: number }
  | { readonly type: 'frame'; readonly wire: number; readonly frame: unknown }
  | { readonly type: 'detach'; readonly wire: number }
  | { readonly type: 'vault'; readonly seq: number; readonly ok: boolean; readonly value: string | null }
  | { readonly type: 'status'; readonly seq: number }
  | { readonly type: 'stop' }

/** What a host may want to know before it ends the workstation. */
export interface WorkstationStatus {
  /** Decisions of the signed-in user that have not reached central. */
  readonly waiting: number
  readonly online: boolean
}

/** What the thread sends to its host. */
export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'frame'; readonly wire: number; readonly frame: unknown }
  | { readonly type: 'fault'; readonly code: string }
  | { readonly type: 'desk'; readonly request: DeskRequest }
  | { readonly type: 'vault'; readonly seq: number; readonly call: VaultCall }
  | { readonly type: 'status'; readonly seq: number; readonly status: WorkstationStatus }
  | { readonly type: 'stopped' }

/** The only fields that a report may carry: none of them can hold message text, a name or a credential. */
export interface ReportFields {
  readonly method?: string
  readonly position?: number
  readonly count?: number
  readonly milliseconds?: number
  readonly status?: number
  readonly problem?: string
}

/** Where the workstation tells what went wrong; the composition root decides what becomes of it. */
export type Report = (code: string, fields?: ReportFields) => void
