import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron } from '@playwright/test'
import { findElectron, hasDisplay } from '../../build/start/host.ts'
import { item, reads, signIn } from './pages.ts'
import { expect, test } from './world.ts'

const project = resolve(import.meta.dirname, '../..')
const binary = findElectron(project)
const isRoot = process.getuid?.() === 0
const display = hasDisplay({ platform: process.platform, env: process.env, isRoot })
const why =
  binary === null
    ? "SKIPPED: Electron's binary is not here"
    : display
      ? 'SKIPPED: Electron keeps no sandbox as root'
      : 'SKIPPED: there is no display for Electron'

// biome-ignore lint/suspicious/noSkippedTests: it runs wherever Electron can, and says plainly where it cannot.
test.skip(binary === null || !display || isRoot, why)

test('the desktop app shows the queue in a sandboxed window and rejects a letter', async ({ world }) => {
  const member = await world.member()
  const sent = await world.send(member, 'The blade of the mower is dull again, so I let the grass grow.')
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-electron-'))
  const app = await _electron.launch({
    executablePath: binary ?? '',
    args: [project, `--central=${world.centralUrl}`, `--data=${folder}`],
  })
  try {
    const page = await app.firstWindow()
    await expect(page.locator('[data-app-state="loaded"]')).toBeVisible()
    expect(await page.evaluate(() => 'require' in globalThis || 'process' in globalThis)).toBe(false)
    await signIn(page, 'maddox')
    await reads(page, 'of the mower')
    await expect(item(page, 'blade')).toBeVisible()
    await page.keyboard.press('r')
    await page.keyboard.press('1')
    await expect.poll(async () => (await world.see(member, sent.id)).label, { timeout: 30_000 }).toBe('Rejected')
  } finally {
    await app.close()
    await rm(folder, { recursive: true, force: true })
  }
})
