import { spawn } from 'node:child_process'
import { findChromium } from '../chromium.ts'
import { hasDisplay, type Surroundings } from './host.ts'

/** How to open an address here: Chromium without its bars where there is one, else the system's browser; null: not. */
export function openerFor(
  url: string,
  around: Surroundings,
  chromium: string | null,
): { command: string; args: string[] } | null {
  // A browser without its sandbox is not started on anybody's behalf.
  if (!hasDisplay(around) || (around.platform === 'linux' && around.isRoot)) return null
  if (chromium !== null) return { command: chromium, args: [`--app=${url}`] }
  if (around.platform === 'darwin') return { command: 'open', args: [url] }
  if (around.platform === 'win32') return { command: 'explorer.exe', args: [url] }
  return { command: 'xdg-open', args: [url] }
}

/** Opens the address in a browser that goes on when we end. Answers whether it was tried. */
export function openBrowser(url: string, around: Surroundings): boolean {
  const opener = openerFor(url, around, findChromium(around.env))
  if (opener === null) return false
  const child = spawn(opener.command, opener.args, { stdio: 'ignore', detached: true })
  // The address is printed as well, so a missing opener needs no word of its own.
  child.on('error', () => {})
  child.unref()
  return true
}
