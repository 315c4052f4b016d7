import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { chromium } from '@playwright/test'
import { findChromium, installChromium } from './chromium.ts'
import { NO_BROWSER } from './e2e-outcome.ts'
import { buildBundles } from './start/bundles.ts'

const project = dirname(import.meta.dirname)
const playwright = join(project, 'node_modules/@playwright/test/cli.js')

function hasBrowser(): boolean {
  if (findChromium() !== null || existsSync(chromium.executablePath())) return true
  // Whoever names a browser wants that one; another is not installed in its place.
  if (process.env.CHROMIUM_PATH) return false
  console.log('No Chromium here; trying to install one.')
  return installChromium() && findChromium() !== null
}

/** Counts the tests that cannot be run, so that the totals show what was left out. */
function reportSkipped(): void {
  const listed = spawnSync(process.execPath, [playwright, 'test', '--list'], { cwd: project, encoding: 'utf8' })
  const skipped = Number(/Total: (\d+) test/.exec(listed.stdout)?.[1] ?? 0)
  mkdirSync(join(project, 'test-results'), { recursive: true })
  const stats = { expected: 0, unexpected: 0, flaky: 0, skipped }
  writeFileSync(join(project, 'test-results/e2e.json'), JSON.stringify({ stats }))
}

/** Runs the end-to-end tests in the Chromium that is here or can be had; arguments go to Playwright. */
async function run(): Promise<number> {
  if (!hasBrowser()) {
    console.log('SKIPPED: end-to-end tests need Chromium. Install it, or name one in CHROMIUM_PATH.')
    reportSkipped()
    return NO_BROWSER
  }
  await buildBundles(project)
  const { status } = spawnSync(process.execPath, [playwright, 'test', ...process.argv.slice(2)], {
    cwd: project,
    stdio: 'inherit',
  })
  return status ?? 1
}

process.exitCode = await run()
