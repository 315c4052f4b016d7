import { pino } from 'pino'
import type { LogFields, Logger } from './ports.ts'

/** Every field that a line of the log may have; another one is left out, whatever the types were talked into. */
const allowed: readonly (keyof LogFields)[] = [
  'method',
  'route',
  'status',
  'milliseconds',
  'requestId',
  'code',
  'error',
  'frames',
  'count',
  'port',
]

/** Writes JSON lines to standard output, or to what is given. */
export function jsonLogger(level: string, stream?: { write(line: string): void }): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  const log = stream === undefined ? pino(options) : pino(options, stream)
  const pick = (fields: LogFields | undefined): LogFields =>
    Object.fromEntries(allowed.filter((name) => fields?.[name] !== undefined).map((name) => [name, fields?.[name]]))
  return {
    info: (event, fields) => log.info(pick(fields), event),
    warn: (event, fields) => log.warn(pick(fields), event),
    error: (event, fields) => log.error(pick(fields), event),
  }
}

/** Logs nothing. */
export const silentLogger: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined }
