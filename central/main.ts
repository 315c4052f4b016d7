import { type Central, PortInUse, startCentral } from './compose.ts'
import type { Database } from './database/database.ts'
import { EmbeddedProblem } from './database/embedded/problem.ts'
import { DatabaseTooNew } from './database/migrate.ts'
import { jsonLogger } from './logger.ts'
import { smtpMail } from './notifications/smtp.ts'
import { BadOption, type MainOptions, mainOptions, usage } from './options.ts'
import { paymentSandbox } from './payments/sandbox.ts'
import { describeError, type Logger } from './ports.ts'

/** What a process that was started with a channel tells the one that started it. */
type Told =
  | { readonly type: 'progress'; readonly step: string; readonly done?: number; readonly total?: number }
  | { readonly type: 'ready'; readonly url: string }
  | { readonly type: 'failed'; readonly sentence: string }

function tell(message: Told): void {
  if (process.connected) process.send?.(message)
}

function fail(sentence: string, code: number): never {
  process.stderr.write(`${sentence}\n`)
  tell({ type: 'failed', sentence })
  process.exit(code)
}

function readOptions(): MainOptions {
  try {
    return mainOptions(process.argv.slice(2), process.env)
  } catch (error) {
    if (error instanceof BadOption) return fail(error.message, 2)
    throw error
  }
}

/** The sentence for a person, where the failure is one that a person can do something about. */
function sentenceFor(error: unknown): string {
  if (error instanceof EmbeddedProblem || error instanceof DatabaseTooNew || error instanceof PortInUse) {
    return error.message
  }
  const code = (error as { code?: unknown } | null)?.code
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND') return 'The PostgreSQL of DATABASE_URL cannot be reached.'
  if (code === '28P01' || code === '28000')
    return 'The PostgreSQL of DATABASE_URL does not accept this user and password.'
  if (code === '3D000') return 'The database named in DATABASE_URL does not exist.'
  if (code === 'EACCES') return 'The central service may not listen on this address and port.'
  if (code === 'EADDRNOTAVAIL') return 'The address given with --host does not belong to this computer.'
  return 'The central service could not start; its log says where it failed.'
}

/** Fills an empty database with the demo facility. Loaded only when asked for. */
async function fillWithDemo(database: Database, seed: number): Promise<void> {
  const { seedDemo } = await import('./demo/seed.ts')
  await seedDemo(database.pool, {
    seed,
    now: new Date(),
    onProgress: ({ what, done, total }) => tell({ type: 'progress', step: what, done, total }),
  })
}

/** Lets the demo's people write. Returns the way to stop them. */
async function letPeopleWrite(url: string, seed: number, logger: Logger): Promise<() => Promise<void>> {
  const { startTraffic } = await import('./demo/traffic.ts')
  const stopping = new AbortController()
  const traffic = startTraffic({ url, seed, now: () => new Date(), signal: stopping.signal }).catch((error: unknown) =>
    logger.error('traffic_failed', describeError(error)),
  )
  return async () => {
    stopping.abort()
    await traffic
  }
}

async function main(): Promise<void> {
  const options = readOptions()
  if (options.help) {
    process.stdout.write(usage)
    return
  }
  const logger = jsonLogger(options.logLevel)
  let central: Central | undefined
  let stopTraffic: (() => Promise<void>) | undefined
  let ending = false
  const end = (code: number): void => {
    if (ending) return
    ending = true
    void (async () => {
      await stopTraffic?.()
      await central?.stop()
      process.exit(code)
    })()
  }
  // A signal during the start waits for the start, so that nothing half started stays behind.
  let wanted: number | undefined
  const onSignal = (): void => {
    if (central !== undefined) {
      end(0)
      return
    }
    // Asked twice during the start: somebody is in a hurry. What stays behind is taken over by the next start.
    if (wanted !== undefined) process.exit(1)
    wanted = 0
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onSignal)
  if (options.exitWithParent) process.once('disconnect', onSignal)
  process.on('uncaughtException', (error) => {
    logger.error('crashed', describeError(error))
    wanted = 1
    if (central === undefined) process.exit(1)
    end(1)
  })

  try {
    central = await startCentral({
      ...(options.databaseUrl === null ? { dataFolder: options.dataFolder } : { databaseUrl: options.databaseUrl }),
      host: options.host,
      port: options.port,
      trustProxy: options.trustProxy,
      restored: options.restored,
      ...(options.metricsPort === null ? {} : { metrics: { host: '127.0.0.1', port: options.metricsPort } }),
      ...(options.smtp === null ? {} : { mail: smtpMail(options.smtp.url, options.smtp.from) }),
      reset: options.reset,
      logger,
      onProgress: (step) => tell({ type: 'progress', step }),
      // The sandbox gives credits away: only the demo may have it.
      ...(options.demo
        ? {
            prepare: (database: Database) => fillWithDemo(database, options.seed),
            payments: (noticeUrl: () => string) => paymentSandbox({ noticeUrl }),
          }
        : {}),
    })
  } catch (error) {
    logger.error('start_failed', describeError(error))
    fail(sentenceFor(error), 1)
  }
  if (wanted !== undefined) return end(wanted)
  if (options.liveTraffic) stopTraffic = await letPeopleWrite(central.url, options.seed, logger)
  process.stdout.write(`The central service listens at ${central.url}\n`)
  if (central.metricsUrl !== null) process.stdout.write(`Its metrics are at ${central.metricsUrl}/metrics\n`)
  tell({ type: 'ready', url: central.url })
}

await main()
