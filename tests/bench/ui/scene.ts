import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from '../../../build/chromium.ts'
import { buildBundles } from '../../../build/start/bundles.ts'
import { openConsole, queue, signIn } from '../../e2e/pages.ts'
import { type Program, startProgram } from '../../e2e/processes.ts'
import { type CentralScene, centralScene } from '../central-scene.ts'
import type { Shape } from '../letters.ts'

export const OFFICER = 'maddox'

/** A central service with messages, one workstation behind the browser host, and a browser. */
export interface UiScene {
  readonly central: CentralScene
  readonly browser: Browser
  readonly folder: string
  readonly host: Program
  /** A new window of the size of a small desk's screen. */
  page(): Promise<Page>
  /** The console, signed in, its copy complete and a queue on screen. */
  console(): Promise<Page>
  /** Starts the host once more on the same folder; the one before must have been stopped. */
  restart(): Promise<Program>
  stop(): Promise<void>
}

const project = resolve(import.meta.dirname, '../../..')
/** As it is installed: the bundle. */
const HOST = 'dist/electron/browser.js'

/** @param environment what the host is given besides */
export async function uiScene(shape: Shape, environment: Record<string, string> = {}): Promise<UiScene> {
  const cleanUp: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const each of cleanUp.reverse()) await each()
  }
  try {
    await buildBundles(project)
    const central = await centralScene(8)
    cleanUp.push(() => central.stop())
    await central.store(shape)
    const folder = await mkdtemp(join(tmpdir(), 'sallyport-bench-ui-'))
    cleanUp.push(() => rm(folder, { recursive: true, force: true }))
    const start = () => startProgram(HOST, ['--central', central.url, '--data', folder], environment)
    let host = await start()
    cleanUp.push(() => host.stop())
    const executablePath = findChromium()
    const browser = await chromium.launch({
      ...(executablePath === null ? {} : { executablePath }),
      chromiumSandbox: process.getuid?.() !== 0 && process.platform === 'linux',
      args: ['--js-flags=--expose-gc'],
    })
    cleanUp.push(() => browser.close())
    const page = () => browser.newPage({ viewport: { width: 1280, height: 720 }, locale: 'en-US' })
    return {
      central,
      browser,
      folder,
      get host() {
        return host
      },
      page,
      async console() {
        const mine = await page()
        await openConsole(mine, host.url)
        await signIn(mine, OFFICER)
        await mine.locator('.sp-list[aria-rowcount]').waitFor()
        await mine.waitForFunction(
          (open) => document.querySelector('.sp-list')?.getAttribute('aria-rowcount') === String(open),
          shape.open,
          { timeout: 180_000 },
        )
        await queue(mine).getByRole('row').first().waitFor()
        return mine
      },
      async restart() {
        host = await start()
        return host
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
