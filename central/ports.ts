import { v7 } from 'uuid'

/** The time, handed in by the composition root so that tests can set it. */
export type Clock = () => Date

/** A new id (UUIDv7) that sorts by the clock. */
export function newId(clock: Clock): string {
  return v7({ msecs: clock().getTime() })
}

/** A moment as the contracts write it. */
export function instantOf(date: Date): string
export function instantOf(date: Date | null): string | null
export function instantOf(date: Date | null): string | null {
  return date === null ? null : date.toISOString()
}

/**
 * What may be logged. A closed list on purpose: no address with a query, no body, no name, no text and no credential
 * has a field here.
 */
export interface LogFields {
  readonly method?: string
  /** The pattern of the route, never the address that was asked for. */
  readonly route?: string
  readonly status?: number
  readonly milliseconds?: number
  readonly requestId?: string
  readonly code?: string
  readonly error?: string
  /** Stack frames without the message of the error, which may quote a value. */
  readonly frames?: string
  readonly count?: number
  readonly port?: number
}

export interface Logger {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

/** An error as it may be logged: its name, its code and where it happened. */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = (error as { code?: unknown }).code
  const frames = error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .map((line) => line.trim())
    .join(' | ')
  return {
    error: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(frames === undefined ? {} : { frames }),
  }
}
