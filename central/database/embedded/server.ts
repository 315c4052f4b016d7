import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { access, chmod, chown, constants, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import { obstacleFor, type ServerAccount, serverAccount } from './account.ts'
import { type Binaries, binariesFor } from './binaries.ts'
import { EmbeddedProblem } from './problem.ts'
import {
  freePort,
  lives,
  looksLikePostgres,
  type Postmaster,
  readPostmaster,
  spawnPostgres,
  stopPostmaster,
} from './process.ts'

const USER = 'sallyport'
const DATABASE = 'sallyport'
/** Held by one session for as long as a central service uses the folder; it goes when that process goes. */
const OWNER_LOCK = 7_261_002

export interface EmbeddedServer {
  /** Address of the database `sallyport`, with its password. */
  readonly url: string
  /** Address of the database `postgres`, from which others can be made. */
  readonly adminUrl: string
  readonly pid: number
  /** Ends the server cleanly. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** The folder of its own: the cluster, the password, the log. Made where it does not exist. */
  readonly folder: string
  readonly onProgress?: (sentence: string) => void
  /** Further `-c name=value` settings, for a server whose data need not outlive it. */
  readonly settings?: readonly string[]
}

interface Place {
  readonly folder: string
  readonly cluster: string
  readonly log: string
  readonly account: ServerAccount | null
}

/** Makes a folder and those above it, one by one: Node's own recursion never ends where a parent refuses (as in /proc). */
async function makeFolder(folder: string): Promise<void> {
  const missing: string[] = []
  for (let each = folder; (await stat(each).catch(() => null)) === null; each = dirname(each)) missing.unshift(each)
  for (const each of missing) {
    await mkdir(each, { mode: 0o755 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
  if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' })
}

async function preparePlace(folder: string): Promise<Place> {
  const account = await serverAccount()
  if (account !== null) {
    const obstacle = await obstacleFor(account, folder)
    if (obstacle !== null && obstacle !== folder) {
      throw new EmbeddedProblem(
        `The data folder ${folder} cannot be reached by the user "postgres", under whom PostgreSQL runs when Sallyport is started as root: ${obstacle} is closed to it. Choose another folder with --data.`,
      )
    }
  }
  try {
    await makeFolder(folder)
    if (account !== null) await chmod(folder, 0o755)
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'it is not a folder' : 'it cannot be read and written'
    throw new EmbeddedProblem(`The data folder ${folder} cannot be used: ${why}.`)
  }
  return { folder, cluster: join(folder, 'postgres'), log: join(folder, 'postgres.log'), account }
}

/** The server's password: made once, readable by the owner of the folder alone. */
async function passwordIn(folder: string): Promise<string> {
  const file = join(folder, 'password')
  try {
    await writeFile(file, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new EmbeddedProblem(`The data folder ${folder} cannot be used: it cannot be written.`)
    }
  }
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch {
    throw new EmbeddedProblem(`The data folder ${folder} cannot be used: its file "password" cannot be read.`)
  }
}

async function initialise(place: Place, binaries: Binaries, password: string): Promise<void> {
  // Made beside its place and moved there when complete, so that a start that was interrupted leaves nothing half.
  const half = `${place.cluster}.half`
  const secret = join(place.folder, 'password.initdb')
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { mode: 0o700 })
  await writeFile(secret, password, { mode: 0o600 })
  if (place.account !== null) {
    await chown(half, place.account.uid, place.account.gid)
    await chown(secret, place.account.uid, place.account.gid)
  }
  try {
    const words: string[] = []
    const code = await new Promise<number | null>((done, failed) => {
      const child = spawn(
        binaries.initdb,
        [
          `--pgdata=${half}`,
          `--username=${USER}`,
          `--pwfile=${secret}`,
          '--auth=scram-sha-256',
          '--encoding=UTF8',
          '--locale=C',
          '--locale-provider=builtin',
          '--builtin-locale=C.UTF-8',
        ],
        {
          stdio: ['ignore', 'ignore', 'pipe'],
          windowsHide: true,
          cwd: place.folder,
          env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', SystemRoot: process.env.SystemRoot },
          ...(place.account === null ? {} : { uid: place.account.uid, gid: place.account.gid }),
        },
      )
      child.stderr.setEncoding('utf8').on('data', (text: string) => words.push(text))
      child.once('error', failed)
      child.once('close', done)
    })
    if (code !== 0) {
      throw new EmbeddedProblem(
        `The database in ${place.folder} could not be made: ${words.join('').trim().slice(-400)}`,
      )
    }
    await rename(half, place.cluster)
  } finally {
    await rm(secret, { force: true })
  }
}

async function connect(port: number, password: string, database: string): Promise<pg.Client> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: USER,
    password,
    database,
    connectionTimeoutMillis: 2_000,
  })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function lastWords(log: string): Promise<string> {
  const lines = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n')
  return (lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1) ?? '').trim()
}

/** Waits until the server answers; gives up when it has gone, or after a minute. */
async function untilReady(pid: number, port: number, password: string, log: string): Promise<pg.Client> {
  const until = Date.now() + 60_000
  for (;;) {
    try {
      return await connect(port, password, 'postgres')
    } catch (error) {
      if ((error as { code?: string }).code === '28P01') {
        throw new EmbeddedProblem('The database does not accept the password kept in the data folder.')
      }
      if (!lives(pid) || Date.now() > until) {
        throw new EmbeddedProblem(`PostgreSQL did not start: ${await lastWords(log)}`)
      }
      await new Promise((done) => setTimeout(done, 30))
    }
  }
}

async function start(place: Place, binaries: Binaries, settings: readonly string[]): Promise<Postmaster> {
  const port = await freePort()
  const given = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=120',
    'shared_buffers=96MB',
    'jit=off',
    // No statement and no value of one may reach the log: a message's text could be in it.
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    ...settings,
  ]
  const child = await spawnPostgres(
    binaries.postgres,
    place.cluster,
    place.log,
    given.flatMap((setting) => ['-c', setting]),
    place.account,
  )
  if (child.pid === undefined) {
    const error = await new Promise<Error>((done) => child.once('error', done))
    throw new EmbeddedProblem(`PostgreSQL could not be started: ${error.message}`)
  }
  return { pid: child.pid, port }
}

/** A server that a killed process left behind, if one still runs on this cluster; a stale lock file is cleared away. */
async function leftBehind(place: Place): Promise<Postmaster | null> {
  const found = await readPostmaster(place.cluster)
  if (found === null) return null
  if (await looksLikePostgres(found.pid)) return found
  await rm(join(place.cluster, 'postmaster.pid'), { force: true })
  return null
}

/**
 * Starts the embedded PostgreSQL on a folder of its own, or takes over the one that a killed central service left
 * running there. Listens on the loopback interface, on a free port, with a random password.
 *
 * @throws EmbeddedProblem with a sentence: the folder is in use by another central service, cannot be read or written,
 * or cannot be reached by the server's account; or the server did not start
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = await preparePlace(resolve(options.folder))
  const password = await passwordIn(place.folder)
  const say = options.onProgress ?? (() => undefined)
  const binaries = await binariesFor(place.account, join(place.folder, 'engine'))
  let found: Postmaster | null
  try {
    await access(join(place.cluster, 'PG_VERSION'))
    found = await leftBehind(place)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new EmbeddedProblem(`The data folder ${place.folder} cannot be used: it cannot be read.`)
    }
    say('Making the database')
    await initialise(place, binaries, password)
    found = null
  }
  if (found === null) say('Starting the database')
  const server = found ?? (await start(place, binaries, options.settings ?? []))
  const owner = await untilReady(server.pid, server.port, password, place.log)
  const locked = await owner.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [OWNER_LOCK])
  if (locked.rows[0]?.mine !== true) {
    await owner.end()
    throw new EmbeddedProblem(`The data folder ${place.folder} is in use by a Sallyport that is running already.`)
  }
  const made = await owner.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE])
  if (made.rows.length === 0) await owner.query(`CREATE DATABASE ${DATABASE}`)
  const address = (database: string): string => `postgres://${USER}:${password}@127.0.0.1:${server.port}/${database}`
  return {
    url: address(DATABASE),
    adminUrl: address('postgres'),
    pid: server.pid,
    async stop() {
      await owner.end().catch(() => undefined)
      await stopPostmaster(server.pid)
    },
  }
}
