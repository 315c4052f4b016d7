import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** In what the console opens, and in one line why not in Electron. */
export type HostChoice =
  | { readonly kind: 'desktop'; readonly binary: string }
  | { readonly kind: 'browser'; readonly why: string }

export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  readonly isRoot: boolean
}

/** Whether a window can be shown. */
export function hasDisplay({ platform, env }: Surroundings): boolean {
  if (platform === 'linux') return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
  return !env.SSH_CONNECTION
}

/**
 * Chooses the host. Electron is asked for last, because getting it may mean a download.
 * @param electron finds or fetches Electron's binary; null when it cannot be had
 */
export async function chooseHost(
  wantsBrowser: boolean,
  around: Surroundings,
  electron: () => Promise<string | null>,
): Promise<HostChoice> {
  if (wantsBrowser) return { kind: 'browser', why: '--browser was given' }
  if (!hasDisplay(around)) return { kind: 'browser', why: 'there is no display for Electron' }
  // Chromium has no sandbox as root, and a console without one is not started.
  if (around.platform === 'linux' && around.isRoot) return { kind: 'browser', why: 'Electron keeps no sandbox as root' }
  const binary = await electron()
  if (binary === null) return { kind: 'browser', why: "Electron's binary is not here and could not be downloaded" }
  return { kind: 'desktop', binary }
}

/** Electron's binary when it is here. Never by importing the package: that starts a download. */
export function findElectron(project: string): string | null {
  const folder = join(project, 'node_modules/electron')
  try {
    const name = readFileSync(join(folder, 'path.txt'), 'utf8').trim()
    const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name)
    return existsSync(binary) ? binary : null
  } catch {
    return null
  }
}

const REACHABLE_MS = 5_000
const DOWNLOAD_MS = 180_000
const RELEASES = 'https://github.com/electron/electron/releases/download/'

/**
 * Finds Electron's binary, or downloads it once where its source answers within 5 s. A source that does not answer
 * costs these seconds and no more; the download itself may take as long as a slow line needs.
 */
export async function fetchElectron(project: string, say: (line: string) => void): Promise<string | null> {
  const here = findElectron(project)
  if (here !== null) return here
  const folder = join(project, 'node_modules/electron')
  if (!existsSync(join(folder, 'install.js'))) return null
  const source = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? RELEASES
  if (!(await answers(source))) return null
  say('Downloading Electron, about 120 MB. This happens once; --browser does without.')
  await new Promise<void>((resolve) => {
    const child = spawn(process.execPath, ['install.js'], { cwd: folder, stdio: 'ignore', timeout: DOWNLOAD_MS })
    child.on('error', () => resolve())
    child.on('exit', () => resolve())
  })
  return findElectron(project)
}

async function answers(source: string): Promise<boolean> {
  try {
    await fetch(new URL('/', source), { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(REACHABLE_MS) })
    return true
  } catch {
    return false
  }
}
