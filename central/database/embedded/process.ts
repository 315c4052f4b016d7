import { type ChildProcess, spawn } from 'node:child_process'
import { open, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { ServerAccount } from './account.ts'

/** What `postmaster.pid` says of the server that made it. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
}

/** Reads `postmaster.pid`, or null when there is none or it is not complete. */
export async function readPostmaster(cluster: string): Promise<Postmaster | null> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  return Number.isInteger(pid) && pid > 1 && Number.isInteger(port) && port > 0 ? { pid, port } : null
}

/** Whether a process lives. One that belongs to somebody else lives too. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Whether the process is a PostgreSQL as far as can be told. After a crash the number in `postmaster.pid` may belong to
 * another program by now; PostgreSQL itself would then refuse to start.
 */
export async function looksLikePostgres(pid: number): Promise<boolean> {
  if (!lives(pid)) return false
  if (process.platform !== 'linux') return true
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'postgres')).trim().startsWith('postgres')
}

/** A port of the loopback interface that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject()))
    })
  })
}

/** Ends a server cleanly: it closes its sessions, writes everything and goes; killed after 20 s. */
export async function stopPostmaster(pid: number): Promise<void> {
  const gone = async (seconds: number): Promise<boolean> => {
    const until = Date.now() + seconds * 1_000
    while (Date.now() < until) {
      if (!lives(pid)) return true
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    return !lives(pid)
  }
  for (const [signal, seconds] of [
    ['SIGINT', 15],
    ['SIGQUIT', 5],
    ['SIGKILL', 5],
  ] as const) {
    if (!lives(pid)) return
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    if (await gone(seconds)) return
  }
}

/**
 * Starts the server process. It stands in a process group of its own, so that Ctrl-C in the terminal reaches Sallyport
 * first, which ends its work before it ends the server.
 */
export async function spawnPostgres(
  program: string,
  cluster: string,
  log: string,
  settings: readonly string[],
  account: ServerAccount | null,
): Promise<ChildProcess> {
  await rm(log, { force: true })
  const file = await open(log, 'a', 0o600)
  try {
    const child = spawn(program, ['-D', cluster, ...settings], {
      stdio: ['ignore', file.fd, file.fd],
      detached: true,
      windowsHide: true,
      cwd: cluster,
      env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', SystemRoot: process.env.SystemRoot },
      ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
    })
    child.unref()
    return child
  } finally {
    await file.close()
  }
}
