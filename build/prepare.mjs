// Runs on the system's Node with nothing installed: brings the dependencies in, then hands over to the project's own
// Node 24. Plain JavaScript on purpose, with built-in modules alone.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(project, 'node_modules')
const stampFile = join(modules, '.sallyport-lock')
const windows = process.platform === 'win32'
const scripts = { start: 'build/start.ts', test: 'build/test.ts' }

/** The first npm that reads `allowScripts`; an older one would compile a native module that is there ready-made. */
const NPM_WITH_ALLOW_SCRIPTS = [11, 16]
const NPM_TO_BORROW = '11.19.1'

function fail(...lines) {
  for (const line of lines) console.error(line)
  process.exit(1)
}

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(project, 'package-lock.json')))
    .digest('hex')

/** Whether what npm says it installed is what the lock file asks for on this platform. */
function matchesLock() {
  try {
    const wanted = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')).packages
    const there = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')).packages
    const asWanted = Object.entries(there).every(([path, entry]) => wanted[path]?.version === entry.version)
    const complete = Object.entries(wanted).every(
      ([path, entry]) => path === '' || entry.optional || entry.devOptional || entry.peer || there[path] !== undefined,
    )
    return asWanted && complete
  } catch {
    return false
  }
}

function isInstalled() {
  if (projectNode() === null) return false
  const hash = lockHash()
  try {
    if (readFileSync(stampFile, 'utf8') === hash) return true
  } catch {
    // No stamp: installed by hand, or not at all.
  }
  if (!matchesLock()) return false
  writeFileSync(stampFile, hash)
  return true
}

/** The Node that the project brings itself, or null. */
function projectNode() {
  const path = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node')
  return existsSync(path) ? path : null
}

/** How to call the npm that started this, or the one on the path. */
function npmCommand() {
  const cli = process.env.npm_execpath
  if (cli && /npm-cli\.[cm]?js$/.test(cli)) {
    const node = process.env.npm_node_execpath ?? process.execPath
    // Never with the Node inside the folder that is about to be replaced.
    const safe = relative(modules, node).startsWith('..') && existsSync(node) ? node : process.execPath
    return { command: safe, args: [cli], shell: false }
  }
  return { command: 'npm', args: [], shell: windows }
}

/** The arguments that make this npm, or a newer one that it fetches, install by the lock file. */
function installArguments(npm) {
  const asked = spawnSync(npm.command, [...npm.args, '--version'], { shell: npm.shell, encoding: 'utf8', cwd: project })
  const version = (asked.stdout ?? '').trim()
  if (asked.status !== 0 || version === '')
    fail('npm was not found. Install Node 20 or later together with npm, then try again.')
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [needMajor, needMinor] = NPM_WITH_ALLOW_SCRIPTS
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return ['ci']
  console.log(`npm ${version} is too old for this project; npm ${NPM_TO_BORROW} is borrowed for the installation.`)
  return ['exec', '--yes', `--package=npm@${NPM_TO_BORROW}`, '--', 'npm', 'ci']
}

function install() {
  if (windows && !relative(modules, process.execPath).startsWith('..')) {
    fail('The dependencies have changed, and Windows cannot replace them while they run. Run "npm ci", then try again.')
  }
  const npm = npmCommand()
  const args = [...installArguments(npm), '--no-fund', '--no-audit', '--loglevel=error']
  console.log('Installing what Sallyport needs. This happens once and takes about a minute.')
  const { status } = spawnSync(npm.command, [...npm.args, ...args], {
    shell: npm.shell,
    cwd: project,
    stdio: 'inherit',
  })
  if (status !== 0) {
    fail(
      'The installation failed; what npm said is above.',
      'Most often the network or the registry cannot be reached, or the disk is full. Put that right and try again.',
    )
  }
  if (projectNode() === null) {
    fail(
      "The installation is incomplete: the project's own Node 24 is missing.",
      'This happens where npm is told to ignore install scripts. Allow them ("npm config set ignore-scripts false") and try again.',
    )
  }
  writeFileSync(stampFile, lockHash())
}

/** The parent of a process, as text; empty where the system does not tell. */
function parentOf(pid) {
  if (windows) return ''
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? ''
  } catch {
    return (spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '').trim()
  }
}

const [name = '', ...rest] = process.argv.slice(2)
if (!Object.hasOwn(scripts, name)) fail(`Usage: node build/prepare.mjs ${Object.keys(scripts).join('|')} [options]`)
if (Number(process.versions.node.split('.')[0]) < 20) fail(`Node 20 or later is needed; this is ${process.version}.`)
if (!existsSync(join(project, 'package-lock.json')))
  fail('package-lock.json is missing; this is no complete copy of Sallyport.')
if (!isInstalled()) install()

const bin = join(modules, '.bin')
const child = spawn(projectNode(), [join(project, scripts[name]), ...rest], {
  cwd: project,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: {
    ...process.env,
    PATH: `${join(modules, 'node', 'bin')}${windows ? ';' : ':'}${bin}${windows ? ';' : ':'}${process.env.PATH ?? ''}`,
  },
})
// The terminal tells the child itself of Ctrl-C; this process only waits until everything is down.
process.on('SIGINT', () => {})
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
// npm may be killed without a word to us. It starts scripts through a shell that does not notice either, so what is
// watched is the parent and the parent's parent.
const ancestors = () => `${process.ppid} ${process.env.npm_lifecycle_event ? parentOf(process.ppid) : ''}`
const began = ancestors()
setInterval(
  () => {
    if (ancestors() !== began) child.kill('SIGTERM')
  },
  process.platform === 'linux' ? 500 : 3_000,
).unref()
child.on('error', (error) => fail(`Sallyport's own Node could not be started: ${error.message}`))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
