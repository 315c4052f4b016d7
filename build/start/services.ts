import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Child, firstMessage, startChild } from './children.ts'
import type { DataFolders } from './folders.ts'

/** What a process that was started says of itself. */
export interface Ready {
  readonly url: string
  readonly notes: readonly string[]
}

const CENTRAL_PATIENCE_MS = 120_000
const HOST_PATIENCE_MS = 30_000
const DESKTOP_PATIENCE_MS = 20_000

const messageOf = (message: unknown) =>
  (typeof message === 'object' && message !== null ? message : {}) as Record<string, unknown>

function ready(message: unknown): Ready | null {
  const { type, url, notes } = messageOf(message)
  if (type !== 'ready') return null
  return { url: typeof url === 'string' ? url : '', notes: Array.isArray(notes) ? notes.map(String) : [] }
}

/** Starts the demo's central service; `tell` hears how far its facility has been made, in words. */
export async function startCentral(
  project: string,
  folders: DataFolders,
  options: { port: number; reset: boolean },
  tell: (text: string) => void,
  keep: (child: Child) => void,
): Promise<Ready> {
  // The demo keeps to its own database, whatever database somebody's shell names for something else.
  const { DATABASE_URL: _, ...env } = process.env
  const child = startChild({
    name: 'The central service',
    env,
    command: process.execPath,
    args: [
      join(project, 'central/main.ts'),
      ...['--data', folders.central, '--port', String(options.port)],
      ...['--demo', '--live-traffic', '--exit-with-parent'],
      ...(options.reset ? ['--reset'] : []),
    ],
    logFile: join(folders.root, 'central.log'),
    cwd: project,
  })
  keep(child)
  child.onMessage((message) => {
    const text = progressText(messageOf(message))
    if (text !== null) tell(text)
  })
  return firstMessage(child, ready, CENTRAL_PATIENCE_MS)
}

/** What the service tells of its way up, such as "Writing letters: 12,000 of 20,000"; null when it is something else. */
export function progressText(message: Record<string, unknown>): string | null {
  const { type, step, done, total } = message
  if (type !== 'progress' || typeof step !== 'string') return null
  if (typeof done !== 'number' || typeof total !== 'number') return step
  return `${step}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`
}

/** An enrolment code travels in the environment: a command line can be read by other users. */
function withCode(env: NodeJS.ProcessEnv, code: string | null): NodeJS.ProcessEnv {
  return code === null ? { ...env } : { ...env, SALLYPORT_ENROLMENT: code }
}

/** Starts the console for a browser. */
export async function startBrowserConsole(
  project: string,
  folders: DataFolders,
  centralUrl: string,
  code: string | null,
  keep: (child: Child) => void,
): Promise<Ready> {
  const child = startChild({
    name: 'The console',
    env: withCode(process.env, code),
    command: process.execPath,
    args: [join(project, 'dist/electron/browser.js'), '--central', centralUrl, '--data', folders.workstation],
    logFile: join(folders.root, 'console.log'),
    cwd: project,
  })
  keep(child)
  return firstMessage(child, ready, HOST_PATIENCE_MS)
}

/** Starts the console in Electron. */
export async function startDesktopConsole(
  project: string,
  folders: DataFolders,
  centralUrl: string,
  binary: string,
  code: string | null,
  keep: (child: Child) => void,
): Promise<Ready> {
  const env = withCode(process.env, code)
  // Set in some editors' terminals; with it Electron is a plain Node.
  delete env.ELECTRON_RUN_AS_NODE
  const child = startChild({
    name: 'Electron',
    command: binary,
    args: [project, `--central=${centralUrl}`, `--data=${join(folders.workstation, 'desktop')}`],
    logFile: join(folders.root, 'console.log'),
    cwd: project,
    env,
  })
  keep(child)
  return firstMessage(child, ready, DESKTOP_PATIENCE_MS)
}

/** Whether a demo facility is there already, so that the first start can say that it takes a while. */
export const hasFacility = (folders: DataFolders) => existsSync(folders.central)
