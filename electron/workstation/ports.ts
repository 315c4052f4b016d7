import type { DeskRequest } from '../../shared/console/desk.ts'

/** What the thread of the workstation is told at its start. Structured-clone safe. */
export interface WorkerSettings {
  /** The folder for the caches and the settings; made when it is missing. */
  readonly folder: string
  /** Address of the central service, without a path. */
  readonly centralUrl: string
  /** 64 hexadecimal digits: the key of the caches. */
  readonly cacheKey: string
  readonly host: 'desktop' | 'browser'
  readonly keystore: 'system' | 'file'
}

/** What a host sends to the thread. Each attached wire has a number of its own. */
export type ToWorker =
  | { readonly type: 'attach'; readonly wire: number }
  | { readonly type: 'frame'; readonly wire: number; readonly frame: unknown }
  | { readonly type: 'detach'; readonly wire: number }
  | { readonly type: 'stop' }

/** What the thread sends to its host. */
export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'frame'; readonly wire: number; readonly frame: unknown }
  | { readonly type: 'fault'; readonly code: string }
  | { readonly type: 'desk'; readonly request: DeskRequest }
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
