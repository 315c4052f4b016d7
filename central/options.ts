import { parseArgs } from 'node:util'

/** What the command line asks for. */
export interface MainOptions {
  readonly databaseUrl: string | null
  readonly dataFolder: string
  readonly host: string
  readonly port: number
  readonly demo: boolean
  readonly reset: boolean
  readonly seed: number
  readonly liveTraffic: boolean
  readonly exitWithParent: boolean
  readonly trustProxy: boolean
  /** The port of the metrics, on the loopback interface; null for none. */
  readonly metricsPort: number | null
  /** The mail server and the sender's address; null where no e-mail is sent. */
  readonly smtp: { readonly url: string; readonly from: string } | null
  readonly restored: boolean
  readonly logLevel: string
  readonly help: boolean
}

/** The command line cannot be understood. The message is a sentence. */
export class BadOption extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'BadOption'
  }
}

export const usage = `The central service of Sallyport.

  --data DIR           where the embedded PostgreSQL keeps its data (./.demo/central by default);
                       not used when DATABASE_URL names a PostgreSQL
  --host ADDRESS       the address to listen on (127.0.0.1)
  --port N             the port to listen on (7410; 0 for any free one)
  --demo               fill an empty database with the demo facility
  --seed N             another demo facility (1)
  --live-traffic       let the demo's people write while the service runs
  --reset              begin with an empty database: everything in it is thrown away
  --trust-proxy        believe a reverse proxy's word on the callers' addresses
  --metrics-port N     serve the metrics for Prometheus on this port of 127.0.0.1 (off)
  --restored           the database was put back from a backup: every workstation takes a new copy
  --exit-with-parent   stop when the process that started this one has gone
  --log LEVEL          debug, info, warn, error or silent (info)
  --help               show this

  DATABASE_URL         a PostgreSQL of one's own: postgres://user:password@host:port/database
  SMTP_URL, MAIL_FROM  the mail server and the sender's address: members are then told by e-mail too
`

function wholeNumber(name: string, text: string, from: number, to: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= from && value <= to)) {
    throw new BadOption(`--${name} needs a whole number from ${from} to ${to}, not "${text}".`)
  }
  return value
}

function databaseUrl(env: NodeJS.ProcessEnv): string | null {
  const text = env.DATABASE_URL
  if (text === undefined || text === '') return null
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) {
    throw new BadOption('DATABASE_URL is not an address of the form postgres://user:password@host:port/database.')
  }
  return text
}

function smtp(env: NodeJS.ProcessEnv): MainOptions['smtp'] {
  const url = env.SMTP_URL ?? ''
  if (url === '') return null
  if (!/^smtps?:\/\//.test(url) || !URL.canParse(url)) {
    throw new BadOption('SMTP_URL is not an address of the form smtp://user:password@host:port.')
  }
  const from = env.MAIL_FROM ?? ''
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(from)) throw new BadOption('SMTP_URL needs MAIL_FROM too, an e-mail address.')
  return { url, from }
}

/**
 * Reads the command line and the environment.
 * @throws BadOption with a sentence
 */
export function mainOptions(args: readonly string[], env: NodeJS.ProcessEnv): MainOptions {
  let values: Record<string, string | boolean | undefined>
  try {
    values = parseArgs({
      args: [...args],
      options: {
        data: { type: 'string', default: '.demo/central' },
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: '7410' },
        demo: { type: 'boolean', default: false },
        seed: { type: 'string', default: '1' },
        'live-traffic': { type: 'boolean', default: false },
        reset: { type: 'boolean', default: false },
        'trust-proxy': { type: 'boolean', default: false },
        'metrics-port': { type: 'string' },
        restored: { type: 'boolean', default: false },
        'exit-with-parent': { type: 'boolean', default: false },
        log: { type: 'string', default: 'info' },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    const first = (error as Error).message.split(/[\n.]/)[0]
    throw new BadOption(`${first}. --help lists the options.`)
  }
  if (String(values.data).trim() === '') throw new BadOption('--data needs the path of a folder.')
  if (!['debug', 'info', 'warn', 'error', 'silent'].includes(String(values.log))) {
    throw new BadOption('--log needs one of debug, info, warn, error, silent.')
  }
  const options: MainOptions = {
    databaseUrl: databaseUrl(env),
    dataFolder: String(values.data),
    host: String(values.host),
    port: wholeNumber('port', String(values.port), 0, 65_535),
    demo: values.demo === true,
    reset: values.reset === true,
    seed: wholeNumber('seed', String(values.seed), 0, 4_294_967_295),
    liveTraffic: values['live-traffic'] === true,
    metricsPort:
      values['metrics-port'] === undefined
        ? null
        : wholeNumber('metrics-port', String(values['metrics-port']), 0, 65_535),
    smtp: smtp(env),
    restored: values.restored === true,
    exitWithParent: values['exit-with-parent'] === true,
    trustProxy: values['trust-proxy'] === true,
    logLevel: String(values.log),
    help: values.help === true,
  }
  if (options.liveTraffic && !options.demo) throw new BadOption('--live-traffic is for the demo: give --demo too.')
  if (options.reset && !options.demo) {
    throw new BadOption('--reset throws all data away and is for the demo only: give --demo too.')
  }
  if (options.reset && options.databaseUrl !== null) {
    throw new BadOption('--reset is for the embedded database only, and DATABASE_URL names another one.')
  }
  return options
}
