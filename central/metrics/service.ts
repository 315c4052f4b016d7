import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '../database/database.ts'

/** What is counted. No label carries a name, an address, an id of a person or anything that somebody wrote. */
export interface Metrics {
  /** @param route the pattern of the route, never the address that was asked for */
  request(method: string, route: string, status: number, seconds: number): void
  commandResult(outcome: 'applied' | 'conflict' | 'refused'): void
  delivered(messages: number): void
  liveConnections(many: number): void
  email(outcome: 'sent' | 'failed' | 'given_up'): void
  /** Everything in the text format of Prometheus. */
  text(): Promise<string>
  readonly contentType: string
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Counters of this process, and of the database what a look at it tells at the moment of the question. */
export function metricsService(database: Database): Metrics {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  const requests = new Histogram({
    name: 'sallyport_http_request_seconds',
    help: 'Requests by method, route pattern and status, and how long they took',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers,
  })
  const commands = new Counter({
    name: 'sallyport_command_results_total',
    help: 'Results of staff commands',
    labelNames: ['outcome'],
    registers,
  })
  const deliveries = new Counter({
    name: 'sallyport_scheduled_deliveries_total',
    help: 'Messages that this process delivered when their time came',
    registers,
  })
  const live = new Gauge({
    name: 'sallyport_live_connections',
    help: 'Open live connections of workstations',
    registers,
  })
  const emails = new Counter({
    name: 'sallyport_emails_total',
    help: 'Attempts to send an e-mail',
    labelNames: ['outcome'],
    registers,
  })
  new Gauge({
    name: 'sallyport_database_connections',
    help: 'Connections of the pool of this process',
    labelNames: ['state'],
    registers,
    collect() {
      const { totalCount, idleCount, waitingCount } = database.pool
      this.set({ state: 'used' }, totalCount - idleCount)
      this.set({ state: 'idle' }, idleCount)
      this.set({ state: 'wanted' }, waitingCount)
    },
  })
  const open = new Gauge({
    name: 'sallyport_open_messages',
    help: 'Messages that wait, by state, in all facilities of the database',
    labelNames: ['state'],
    registers,
  })
  const oldest = new Gauge({
    name: 'sallyport_oldest_pending_seconds',
    help: 'Age of the oldest message that waits for review',
    registers,
  })
  const overdue = new Gauge({
    name: 'sallyport_overdue_deliveries',
    help: 'Scheduled messages whose time came more than five seconds ago',
    registers,
  })
  const waiting = new Gauge({
    name: 'sallyport_emails_waiting',
    help: 'E-mails that wait in the outbox',
    registers,
  })

  const look = async (): Promise<void> => {
    const states = await database.query<{ state: string; many: number; age: number; late: number }>(
      `SELECT state, count(*) AS many, coalesce(extract(epoch FROM now() - min(sent_at)), 0)::float8 AS age,
         count(*) FILTER (WHERE deliver_at < now() - interval '5 seconds') AS late
       FROM messages WHERE state IN ('pending_review', 'held', 'scheduled') GROUP BY state`,
    )
    const of = (state: string) => states.find((row) => row.state === state)
    for (const state of ['pending_review', 'held', 'scheduled']) open.set({ state }, of(state)?.many ?? 0)
    oldest.set(of('pending_review')?.age ?? 0)
    overdue.set(of('scheduled')?.late ?? 0)
    const outbox = await database.query<{ many: number }>(
      `SELECT count(*) AS many FROM email_outbox WHERE state = 'waiting'`,
    )
    waiting.set(outbox[0]?.many ?? 0)
  }

  return {
    request: (method, route, status, seconds) => requests.observe({ method, route, status }, seconds),
    commandResult: (outcome) => commands.inc({ outcome }),
    delivered: (messages) => deliveries.inc(messages),
    liveConnections: (many) => live.set(many),
    email: (outcome) => emails.inc({ outcome }),
    async text() {
      // A database that is away must not take the figures of the process with it.
      await look().catch(() => {
        for (const gauge of [open, oldest, overdue, waiting]) gauge.reset()
      })
      return register.metrics()
    },
    contentType: register.contentType,
  }
}
