import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from './errors.ts'

const SOURCES = ['shared/**/*.{ts,json}', 'electron/**/*.ts', 'renderer/**/*.*', 'vite.config.ts', 'package-lock.json']

/** A fingerprint of everything that the bundles are made of: content, because a checkout changes times. */
export function sourcesFingerprint(project: string): string {
  const hash = createHash('sha256')
  for (const path of globSync(SOURCES, { cwd: project }).sort()) {
    hash.update(`${path.replaceAll('\\', '/')}\0`)
    hash.update(readFileSync(join(project, path)))
  }
  return hash.digest('hex')
}

/**
 * Builds the renderer, the hosts, the worker and the preload unless they are up to date. Answers whether it built.
 * @throws StartError with what the bundler said
 */
export async function buildBundles(project: string, signal?: AbortSignal): Promise<boolean> {
  const stamp = join(project, 'dist/.sources')
  const fingerprint = sourcesFingerprint(project)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return false
  await bundle(project, signal)
  writeFileSync(stamp, fingerprint)
  return true
}

function bundle(project: string, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const vite = join(project, 'node_modules/vite/bin/vite.js')
    const child = spawn(process.execPath, [vite, 'build', '--app', '--logLevel', 'warn'], {
      cwd: project,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal === undefined ? {} : { signal }),
    })
    let said = ''
    const listen = (part: Buffer) => {
      said += part.toString()
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new StartError(`The build failed.\n${said.trim()}`))))
  })
}
