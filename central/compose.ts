import { operations } from '../shared/central/operations.ts'
import { accessService } from './access/service.ts'
import { USUAL_WRITES, type WriteLimits, writeLimit } from './access/writes.ts'
import { auditService } from './audit/service.ts'
import { careService } from './care/service.ts'
import { claimService } from './claims/service.ts'
import { batchService } from './commands/batches.ts'
import { commandService } from './commands/service.ts'
import { balanceService } from './contacts/balances.ts'
import { findService } from './contacts/find.ts'
import { importService } from './contacts/import.ts'
import { personNoteService } from './contacts/notes.ts'
import { peopleService } from './contacts/people.ts'
import { privilegeService } from './contacts/privilege.ts'
import { contactService } from './contacts/service.ts'
import { standingService } from './contacts/standing.ts'
import { creditService } from './credits/service.ts'
import { type Database, openDatabase } from './database/database.ts'
import { startEmbedded } from './database/embedded/server.ts'
import { migrate, migrated } from './database/migrate.ts'
import { type Scheduler, startScheduler } from './delivery/scheduler.ts'
import { facilityAdministration } from './facility/administration.ts'
import { facilityService } from './facility/service.ts'
import { recogniseHome } from './feed/generation.ts'
import { openHeadBoard } from './feed/heads.ts'
import { feedService } from './feed/service.ts'
import { authentication } from './http/authenticate.ts'
import { handlersFor } from './http/handlers.ts'
import { startMetricsServer } from './http/metrics.ts'
import { closeGently, httpServer } from './http/server.ts'
import { streams } from './http/streams.ts'
import { silentLogger } from './logger.ts'
import { archiveService } from './messaging/archive.ts'
import { assignmentService } from './messaging/assignments.ts'
import { decisionService } from './messaging/decisions.ts'
import { deliveryService } from './messaging/delivery.ts'
import { holdService } from './messaging/holds.ts'
import { readService } from './messaging/reads.ts'
import { returnService } from './messaging/returns.ts'
import { ruleEffectService } from './messaging/rule-effect.ts'
import { messagingService } from './messaging/service.ts'
import { withholdService } from './messaging/withhold.ts'
import { metricsService } from './metrics/service.ts'
import type { MailPort } from './notifications/mail.ts'
import { startMailOutbox } from './notifications/outbox.ts'
import { notificationService } from './notifications/service.ts'
import { startAsker } from './payments/asker.ts'
import type { PaymentGateway } from './payments/port.ts'
import { paymentService } from './payments/service.ts'
import { type Clock, describeError, type Logger } from './ports.ts'
import { recusalService } from './recusals/service.ts'
import { restrictionService } from './restrictions/service.ts'
import { screeningService } from './screening/service.ts'
import { staffAccounts } from './staff/accounts.ts'
import { staffService } from './staff/service.ts'
import { viewService } from './views/service.ts'
import { workstationService } from './workstations/service.ts'

const SWEEP_MS = 3_600_000
const MAIL_EVERY_MS = 5_000

export interface CentralOptions {
  /** An own PostgreSQL; without it the embedded one is started in `dataFolder`. */
  readonly databaseUrl?: string
  readonly dataFolder?: string
  readonly host: string
  /** 0 for any free one. */
  readonly port: number
  readonly logger?: Logger
  readonly clock?: Clock
  readonly trustProxy?: boolean
  /** Carries e-mail to members; without it they are told in their account only. */
  readonly mail?: MailPort
  /** How often the outbox is looked at, in milliseconds. */
  readonly mailEveryMs?: number
  /** Where Prometheus finds the metrics: a port of their own. Without it there are none. */
  readonly metrics?: { readonly host: string; readonly port: number }
  readonly writeLimits?: WriteLimits
  /** Says that the database was restored where that cannot be seen: every workstation takes a snapshot. */
  readonly restored?: boolean
  /**
   * The payment processor by which credits are bought; without it none can be. It is given where its notices go, which
   * is known once the service listens.
   */
  readonly payments?: (noticeUrl: () => string) => PaymentGateway
  /** Throws away what the embedded database holds. Not for a database of one's own. */
  readonly reset?: boolean
  readonly onProgress?: (sentence: string) => void
  /** Runs on the migrated database before the service listens: fills it, for a demo. */
  readonly prepare?: (database: Database) => Promise<void>
}

export interface Central {
  /** Where it listens, without a slash at the end. */
  readonly url: string
  /** Where the metrics are, or null. */
  readonly metricsUrl: string | null
  readonly databaseUrl: string
  readonly database: Database
  /** Whether a facility's audit trail holds: null, or the position of its first broken entry. */
  firstBrokenAuditEntry(facilityId: string): Promise<number | null>
  /** Ends everything that it started, in order; a second call waits for the first. */
  stop(): Promise<void>
}

/** The port is taken. The message is a sentence. */
export class PortInUse extends Error {
  constructor(host: string, port: number) {
    super(`Port ${port} on ${host} is in use by another program: choose another with --port.`)
    this.name = 'PortInUse'
  }
}

/** What was started, to be ended in the opposite order. */
function closers() {
  const steps: (() => Promise<unknown> | unknown)[] = []
  return {
    add: (step: () => Promise<unknown> | unknown) => void steps.push(step),
    async run(logger: Logger) {
      for (const step of steps.splice(0).reverse()) {
        try {
          await step()
        } catch (error) {
          logger.error('stop_failed', describeError(error))
        }
      }
    },
  }
}

/**
 * Starts the central service: its database, its schema, its delivery and its HTTP server.
 *
 * @throws EmbeddedProblem, DatabaseTooNew, PortInUse, each with a sentence; nothing stays behind
 */
export async function startCentral(options: CentralOptions): Promise<Central> {
  const logger = options.logger ?? silentLogger
  const clock = options.clock ?? (() => new Date())
  const started = closers()
  try {
    const databaseUrl = await databaseFor(options, (step) => started.add(step))
    const database = openDatabase(databaseUrl, (error) => logger.warn('connection_lost', describeError(error)))
    started.add(() => database.close())
    if (options.reset === true && options.databaseUrl === undefined) {
      await database.query('DROP SCHEMA public CASCADE')
      await database.query('CREATE SCHEMA public')
    }
    await migrate(database)
    if (await recogniseHome(database, options.restored ?? false)) logger.warn('database_was_restored')
    const metrics = options.metrics === undefined ? null : metricsService(database)
    await options.prepare?.(database)

    const heads = await openHeadBoard(database, databaseUrl, logger)
    started.add(() => heads.close())
    const feed = feedService(database, heads)
    const audit = auditService(database, clock)
    const access = accessService(database, clock)
    const notifications = notificationService(database, clock, options.mail !== undefined)
    const credits = creditService(database, clock)
    const facilities = facilityService()
    const workstations = workstationService(database, clock, facilities, audit, heads)
    const staff = staffService(database, access, facilities, audit, workstations)
    const people = peopleService(database, access)
    const contacts = contactService(database, clock, facilities, staff, feed, notifications)
    const screening = screeningService(clock, facilities, feed)
    const returns = returnService(clock, contacts, feed, audit)
    const messaging = messagingService(database, clock, contacts, facilities, credits, screening, feed, notifications)
    const due = deliveryService(database, clock, contacts, facilities, returns, feed, notifications)
    const claims = claimService(database, clock, heads, logger)
    started.add(() => claims.settled())
    const recusals = recusalService(clock, people, claims, feed, audit)
    const decisions = decisionService(
      clock,
      facilities,
      staff,
      contacts,
      credits,
      feed,
      notifications,
      claims,
      recusals,
    )
    const restrictions = restrictionService(database, clock, facilities, people, staff, returns, feed, audit)
    const notes = personNoteService(clock, people, feed)
    const holds = holdService(database, clock, feed, audit)
    const assignments = assignmentService(staff, recusals, feed)
    const views = viewService(clock, staff, feed)
    const commands = commandService(
      database,
      clock,
      logger,
      decisions,
      contacts,
      privilegeService(clock, withholdService(feed), feed, audit),
      screening,
      restrictions,
      notes,
      recusals,
      assignments,
      views,
      audit,
    )

    const [facilitySource, reasonSource] = facilities.snapshotSources
    const sources = [
      facilitySource,
      ...staff.snapshotSources,
      // Before anybody's name: a workstation that is being filled shows nobody what is closed to them.
      ...recusals.snapshotSources,
      reasonSource,
      ...screening.snapshotSources,
      ...people.snapshotSources,
      ...contacts.snapshotSources,
      ...messaging.snapshotSources,
      ...restrictions.snapshotSources,
      ...notes.snapshotSources,
      ...views.snapshotSources,
    ].filter((source) => source !== undefined)
    // Known once the service listens, and read no earlier.
    let address = ''
    const gateway = options.payments?.(() => `${address}${operations.paymentNotice.path}`) ?? null
    const payments = paymentService(database, clock, logger, people, credits, gateway)
    const finding = findService(database, clock, people)
    const standing = standingService(database, facilities, returns, feed, audit)
    const care = careService(database, clock, audit)
    const live = streams(database, feed, heads, sources, clock, logger, staff, claims, (many) =>
      metrics?.liveConnections(many),
    )
    const administration = {
      facility: facilityAdministration(database, clock, feed, audit),
      accounts: staffAccounts(database, clock, access, feed, audit, heads),
      workstations,
      archive: archiveService(database, recusals, audit),
      batches: batchService(database),
      reads: readService(database, clock, audit),
      audit,
    }
    let scheduler: Scheduler | undefined
    const server = httpServer({
      ready: async () => ({
        database: await database.query('SELECT 1').then(
          () => true,
          () => false,
        ),
        migrations: await migrated(database).catch(() => false),
        scheduler: scheduler?.alive() ?? false,
      }),
      handlers: handlersFor(
        {
          staff,
          people,
          contacts,
          messaging,
          credits,
          notifications,
          commands,
          feed,
          administration,
          onCommandResult: (outcome) => metrics?.commandResult(outcome),
          payments,
          finding,
          care,
          standing,
          claims,
          balances: balanceService(database, clock, people, credits, recusals),
          ruleEffects: ruleEffectService(database, clock, screening),
          importing: importService(database, clock, recusals, feed, notifications, audit),
        },
        live,
      ),
      authenticate: authentication(access, staff, writeLimit(clock, options.writeLimits ?? USUAL_WRITES)),
      logger,
      version: '1',
      trustProxy: options.trustProxy ?? false,
      onAnswer: (method, route, status, seconds) => metrics?.request(method, route, status, seconds),
    })
    started.add(() => closeGently(server))
    started.add(() => live.close())
    const url = await server.listen({ host: options.host, port: options.port }).catch((error: unknown) => {
      throw (error as { code?: string }).code === 'EADDRINUSE' ? new PortInUse(options.host, options.port) : error
    })

    address = url
    started.add(() => payments.close())
    const delivery = startScheduler(due, holds, restrictions, clock, logger, (many) => metrics?.delivered(many))
    scheduler = delivery
    started.add(() => delivery.stop())
    if (options.mail !== undefined) {
      const outbox = startMailOutbox({
        database,
        mail: options.mail,
        clock,
        logger,
        everyMs: options.mailEveryMs ?? MAIL_EVERY_MS,
        onAttempt: (outcome) => metrics?.email(outcome),
      })
      started.add(() => outbox.stop())
    }
    let metricsUrl: string | null = null
    if (metrics !== null && options.metrics !== undefined) {
      const { host, port } = options.metrics
      const metricsServer = await startMetricsServer(metrics, host, port).catch((error: unknown) => {
        throw (error as { code?: string }).code === 'EADDRINUSE' ? new PortInUse(host, port) : error
      })
      started.add(() => metricsServer.close())
      metricsUrl = metricsServer.url
    }
    const asker = startAsker(payments, logger)
    started.add(() => asker.stop())
    const sweeper = setInterval(() => {
      access.sweep().catch((error: unknown) => logger.warn('sweep_failed', describeError(error)))
    }, SWEEP_MS)
    started.add(() => clearInterval(sweeper))

    let stopping: Promise<void> | undefined
    return {
      url,
      metricsUrl,
      databaseUrl,
      database,
      firstBrokenAuditEntry: (facilityId) => audit.firstBroken(facilityId),
      stop() {
        stopping ??= started.run(logger)
        return stopping
      },
    }
  } catch (error) {
    await started.run(logger)
    throw error
  }
}

async function databaseFor(options: CentralOptions, onStop: (step: () => Promise<void>) => void): Promise<string> {
  if (options.databaseUrl !== undefined) return options.databaseUrl
  if (options.dataFolder === undefined) throw new Error('either databaseUrl or dataFolder must be given')
  const server = await startEmbedded({
    folder: options.dataFolder,
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  })
  onStop(() => server.stop())
  return server.url
}
