import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { demoAccounts } from '../central/demo/accounts.ts'
import { whenParentEnds } from './lifeline.ts'
import { buildBundles } from './start/bundles.ts'
import type { Child } from './start/children.ts'
import { endOrphanedDatabase } from './start/database.ts'
import { enrolmentCode } from './start/enrolment.ts'
import { StartError } from './start/errors.ts'
import { openDataFolder, resetData, usualDataFolder } from './start/folders.ts'
import { chooseHost, fetchElectron, type Surroundings } from './start/host.ts'
import { lockFolder } from './start/lock.ts'
import { openBrowser } from './start/open.ts'
import { help, OptionError, parseStartOptions, type StartOptions } from './start/options.ts'
import { checkPort } from './start/port.ts'
import { createProgressLine } from './start/progress.ts'
import { hasFacility, type Ready, startBrowserConsole, startCentral, startDesktopConsole } from './start/services.ts'

const project = dirname(import.meta.dirname)
const around: Surroundings = { platform: process.platform, env: process.env, isRoot: process.getuid?.() === 0 }
const say = (line: string) => console.log(line)

/** Everything that has to be ended, in the order in which it was started. */
const children: Child[] = []
const cancelled = new AbortController()
let unlock = () => {}
let endDatabase = async () => {}
let ending: Promise<never> | null = null

function end(code: number): Promise<never> {
  ending ??= (async () => {
    cancelled.abort()
    // The console first: what it still has to say, the central service can still hear.
    for (const child of children.toReversed()) await child.stop()
    await endDatabase()
    unlock()
    process.exit(code)
  })()
  return ending
}

/** Remembers a process to end; the end of one that is needed is the end of all. */
function keep(child: Child): void {
  if (ending !== null) void child.stop()
  children.push(child)
}

async function central(options: StartOptions, folders: ReturnType<typeof openDataFolder>): Promise<string> {
  if (options.central !== null) return options.central
  await checkPort(options.port)
  const line = createProgressLine(process.stdout)
  line.update(hasFacility(folders) ? 'Starting the central service' : 'Making the demo facility, once')
  const ready = await startCentral(project, folders, options, line.update, keep)
  line.done(`The central service of the demo runs at ${ready.url}`)
  return ready.url
}

async function consoleFor(
  options: StartOptions,
  folders: ReturnType<typeof openDataFolder>,
  centralUrl: string,
): Promise<{ ready: Ready; browser: boolean }> {
  // Whoever names another central service has administrators there who make codes.
  const code = options.central === null ? await enrolmentCode(folders, centralUrl) : null
  const choice = await chooseHost(options.browser, around, () => fetchElectron(project, say))
  if (choice.kind === 'desktop') {
    try {
      return {
        ready: await startDesktopConsole(project, folders, centralUrl, choice.binary, code, keep),
        browser: false,
      }
    } catch (error) {
      if (ending !== null) return ending
      await children.pop()?.stop()
      say(`The console opens in the browser, because Electron did not start: ${(error as Error).message}`)
    }
  } else say(`The console opens in the browser, because ${choice.why}.`)
  return { ready: await startBrowserConsole(project, folders, centralUrl, code, keep), browser: true }
}

function accounts(): string[] {
  const lines = demoAccounts.map(({ username, password, role }) => `  ${username.padEnd(8)} ${password}  ${role}`)
  return ['Sign in with a name and a password of the demo:', ...lines]
}

/** Another browser, or the same one after it was closed, needs an address of its own: Enter makes one. */
function offerAddresses(): void {
  const host = children.at(-1)
  host?.onMessage((message) => {
    const { type, url } = message as { type?: unknown; url?: unknown }
    if (type === 'address') say(`\n  ${url}\n`)
  })
  createInterface({ input: process.stdin }).on('line', () => host?.send({ type: 'address' }))
  say('Enter makes another address.')
}

async function run(options: StartOptions): Promise<void> {
  const folders = openDataFolder(options.data ?? usualDataFolder())
  unlock = lockFolder(folders.root)
  endDatabase = () => endOrphanedDatabase(folders.central)
  if (options.reset) resetData(folders)
  // The bundler and the database do not wait for each other.
  const building = buildBundles(project, cancelled.signal)
  building.catch(() => {})
  const centralUrl = await central(options, folders)
  if (await building) say('The console was built.')
  const { ready, browser } = await consoleFor(options, folders, centralUrl)
  for (const note of ready.notes) say(note)
  if (browser) {
    const opened = options.open && openBrowser(ready.url, around)
    say(`${opened ? 'Opened' : 'Open'} this address, which works once:\n\n  ${ready.url}\n`)
    if (process.stdin.isTTY) offerAddresses()
  }
  if (options.central === null) for (const line of accounts()) say(line)
  say('Ctrl-C ends everything.')
  if (process.connected) process.send?.({ type: 'ready', central: centralUrl, url: ready.url })
  const last = await Promise.race(children.map((child) => child.ended))
  if (ending !== null) return
  if (!browser) {
    say('The window was closed.')
    return end(0)
  }
  console.error(last)
  return end(1)
}

function start(): void {
  let options: StartOptions | null
  try {
    options = parseStartOptions(process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof OptionError)) throw error
    console.error(error.message)
    process.exit(2)
  }
  if (options === null) {
    say(help)
    return
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))
  whenParentEnds(() => void end(0))
  run(options).catch((error: Error) => {
    if (ending !== null) return
    console.error(error instanceof StartError ? error.message : (error.stack ?? String(error)))
    void end(1)
  })
}

start()
