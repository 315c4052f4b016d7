import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** One of our programs as a process of its own, so that a test can stop it in order or kill it. */
export interface Program {
  readonly url: string
  /** Asks it to end and waits until it has. */
  stop(): Promise<void>
  /** SIGKILL: no chance to finish anything. */
  kill(): Promise<void>
}

/**
 * Starts a program and waits until it says that it is ready.
 *
 * @param file path from the project's folder, `central/main.ts` or `electron/browser/main.ts`
 */
export async function startProgram(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Program> {
  const child = fork(resolve(root, file), [...args], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
  })
  child.stderr?.on('data', (chunk) => {
    output += chunk
  })
  const url = await new Promise<string>((done, fail) => {
    child.on('message', (message: { type?: string; url?: string; sentence?: string }) => {
      if (message.type === 'ready') done(message.url ?? '')
      if (message.type === 'failed') fail(new Error(message.sentence))
    })
    child.once('exit', (code) => fail(new Error(`${file} ended with ${code}: ${output}`)))
  })
  return { url, stop: () => end(child, 'SIGTERM'), kill: () => end(child, 'SIGKILL') }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}
