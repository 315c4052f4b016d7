import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { NO_BROWSER } from './e2e-outcome.ts'
import { whenParentEnds } from './lifeline.ts'
import { buildBundles } from './start/bundles.ts'
import { addCounts, type Counts, NOTHING, playwrightCounts, vitestCounts } from './test-counts.ts'

interface Step {
  readonly name: string
  /** Runs the step and answers with its exit code. */
  readonly run: () => Promise<number>
  /** The runner's own account of its tests. */
  readonly report?: { readonly file: string; readonly read: (json: unknown) => Counts }
}

const project = dirname(import.meta.dirname)
const results = join(project, 'test-results')
let running: ReturnType<typeof spawn> | null = null

/** The script behind a command of a package, so that it runs on this very Node on every system. */
function script(name: string, command: string): string {
  const folder = join(project, 'node_modules', name)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: Record<string, string> | string
  }
  const path = typeof bin === 'string' ? bin : bin[command]
  if (path === undefined) throw new Error(`${name} has no command ${command}.`)
  return join(folder, path)
}

function node(...args: string[]): () => Promise<number> {
  return () =>
    new Promise((resolve) => {
      running = spawn(process.execPath, args, { cwd: project, stdio: 'inherit' })
      running.on('error', () => resolve(1))
      running.on('exit', (code) => resolve(code ?? 1))
    })
}

function vitest(name: string): Step {
  const file = join(results, `${name}.json`)
  const cli = script('vitest', 'vitest')
  const args = ['run', '--project', name, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  return { name: `${name} tests`, run: node(cli, ...args), report: { file, read: vitestCounts } }
}

async function build(): Promise<number> {
  try {
    await buildBundles(project)
    return 0
  } catch (error) {
    console.error((error as Error).message)
    return 1
  }
}

const sources = ['shared', 'renderer', 'electron', 'central', 'build', 'tests']

function steps(): Step[] {
  return [
    { name: 'format and lint', run: node(script('@biomejs/biome', 'biome'), 'check', '.') },
    { name: 'types', run: node(script('typescript', 'tsc'), '-b') },
    {
      name: 'boundaries',
      run: node(script('dependency-cruiser', 'depcruise'), '--config', '.dependency-cruiser.cjs', ...sources),
    },
    vitest('unit'),
    vitest('component'),
    { name: 'build', run: build },
    vitest('integration'),
    // Not for the figures, which mean nothing at this size: to see that every bench still runs.
    { name: 'benches, small', run: node(join(project, 'tests/bench/main.ts'), '--small') },
    {
      name: 'end-to-end tests',
      run: node(join(project, 'build/e2e.ts')),
      report: { file: join(results, 'e2e.json'), read: playwrightCounts },
    },
  ]
}

const seconds = (since: number) => `${((performance.now() - since) / 1_000).toFixed(1)} s`

function countsOf(step: Step, code: number): Counts {
  const { report } = step
  const counts =
    report !== undefined && existsSync(report.file)
      ? report.read(JSON.parse(readFileSync(report.file, 'utf8')))
      : NOTHING
  if (code === NO_BROWSER) return counts
  // A step that fails without a failed test (types, a file that does not load) must not look like a success.
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/** Runs every step up to the first that fails, and ends with one line of totals. */
async function run(): Promise<number> {
  rmSync(results, { recursive: true, force: true })
  mkdirSync(results, { recursive: true })
  const summary: string[] = []
  let total = NOTHING
  let failed: string | null = null
  for (const step of steps()) {
    if (failed !== null) {
      summary.push(`  not run  ${step.name}`)
      continue
    }
    console.log(`\n── ${step.name}`)
    const began = performance.now()
    const code = await step.run()
    const counts = countsOf(step, code)
    total = addCounts(total, counts)
    const outcome = code === 0 ? 'ok     ' : code === NO_BROWSER ? 'SKIPPED' : 'FAILED '
    const tests =
      step.report === undefined ? '' : `, ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`
    summary.push(`  ${outcome}  ${step.name} (${seconds(began)}${tests})`)
    if (code !== 0 && code !== NO_BROWSER) failed = step.name
  }
  console.log(`\n${summary.join('\n')}\n`)
  if (failed !== null) console.log(`The first step that failed: ${failed}.`)
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
  return failed === null ? 0 : 1
}

function stop(): void {
  running?.kill('SIGTERM')
  process.exit(130)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
whenParentEnds(stop)
process.exitCode = await run()
