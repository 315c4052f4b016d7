import { join, resolve } from 'node:path'
import { startWorkstation } from '../workstation/start.ts'
import { startBrowserHost } from './host.ts'
import { openCacheKey } from './keyfile.ts'
import { parseBrowserOptions } from './options.ts'
import { createFileVault } from './vault.ts'

/** What the host tells the process that started it. */
type Report = { type: 'ready'; url: string; notes: readonly string[] } | { type: 'failed'; sentence: string }

// Run from TypeScript the worker is TypeScript too; bundled, it lies beside this file.
const bundled = !import.meta.url.endsWith('.ts')
const projectFolder = resolve(import.meta.dirname, '../..')

function report(message: Report): void {
  if (process.connected) process.send?.(message)
  if (message.type === 'failed') console.error(message.sentence)
  else if (!process.connected) console.log([...message.notes, message.url].join('\n'))
}

function sentenceOf(error: unknown, port: number): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return `Port ${port} is in use by another program. Choose another with --port, or none.`
  if (code === 'EACCES') return `Port ${port} may not be used by this account. Choose one above 1023 with --port.`
  return message
}

/** The key of the caches. Without one the console opens too and says what is the matter. */
function keyOf(folder: string): { key: string | null; notes: readonly string[] } {
  try {
    return openCacheKey(folder)
  } catch (error) {
    return { key: null, notes: [(error as Error).message] }
  }
}

/** Starts workstation and host, tells the start address, and ends with a signal or with the parent. */
async function run(): Promise<void> {
  const options = parseBrowserOptions(process.argv.slice(2))
  const { key, notes } = keyOf(options.data)
  const code = process.env.SALLYPORT_ENROLMENT
  const workstation = await startWorkstation({
    folder: join(options.data, 'caches'),
    centralUrl: options.central,
    cacheKey: key,
    host: 'browser',
    keystore: 'file',
    vault: createFileVault(options.data),
    ...(code ? { enrolmentCode: code } : {}),
    ...(bundled ? { workerUrl: new URL('./worker.cjs', import.meta.url) } : {}),
  })
  const host = await startBrowserHost({
    rendererFolder: join(projectFolder, 'dist/renderer'),
    port: options.port,
    attach: (wire) => workstation.attach(wire),
  }).catch(async (error) => {
    await workstation.stop()
    throw new Error(sentenceOf(error, options.port))
  })

  let ending = false
  const end = async (code: number) => {
    if (ending) return
    ending = true
    await host.close()
    await workstation.stop()
    process.exit(code)
  }
  workstation.onFault((code) => {
    console.error(`workstation: ${code}`)
    if (code === 'worker_ended') void end(1)
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))
  process.on('disconnect', () => void end(0))
  // A browser that was closed has lost its cookie: whoever is at the terminal may have another address.
  process.on('message', (message: { type?: unknown }) => {
    if (message?.type === 'address') process.send?.({ type: 'address', url: host.startAddress() })
  })
  report({ type: 'ready', url: host.startAddress(), notes })
}

run().catch((error: Error) => {
  report({ type: 'failed', sentence: error.message })
  process.exit(1)
})
