import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { StartError } from './errors.ts'

export interface ChildOptions {
  /** What it is, for sentences: "The central service". */
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  /** Where its output goes. */
  readonly logFile: string
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
}

/** A process that was started here, in a group of its own, so that Ctrl-C reaches it only through us and in order. */
export interface Child {
  /** Resolves with a sentence when it has ended, whatever the reason. */
  readonly ended: Promise<string>
  /** Told every message that it sends. */
  onMessage(listener: (message: unknown) => void): void
  /** Sends it a message; does nothing when it has ended. */
  send(message: object): void
  /** Ends it and all that it started. Resolves when none is left. */
  stop(): Promise<void>
}

const windows = process.platform === 'win32'
const PATIENCE_MS = 10_000
const TAIL_LINES = 6

/** Starts a process with a channel for messages; it is expected to end by itself when the channel closes. */
export function startChild(options: ChildOptions): Child {
  const log = openSync(options.logFile, 'w', 0o600)
  const child = spawn(options.command, options.args, {
    stdio: ['ignore', log, log, 'ipc'],
    detached: !windows,
    windowsHide: true,
    env: options.env ?? process.env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  })
  closeSync(log)
  let stopping: Promise<void> | null = null
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(`${options.name} could not be started: ${error.message}`))
    child.on('exit', (code, signal) =>
      resolve(`${options.name} ended (${signal ?? `code ${code}`}).${tail(options.logFile)}`),
    )
  })
  return {
    ended,
    onMessage: (listener) => void child.on('message', listener),
    send: (message) => {
      if (child.connected) child.send(message)
    },
    stop() {
      stopping ??= endGroup(child, ended)
      return stopping
    },
  }
}

/**
 * Waits for the first message that `pick` takes, and answers with what it makes of it.
 * @throws StartError when the process says that it failed, ends, or says nothing for too long
 */
export function firstMessage<T>(child: Child, pick: (message: unknown) => T | null, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new StartError(`Nothing was heard for ${timeoutMs / 1_000} s.`)), timeoutMs)
    const settle = (act: () => void) => {
      clearTimeout(timer)
      act()
    }
    child.onMessage((message) => {
      timer.refresh()
      const failed = message as { type?: unknown; sentence?: unknown }
      if (failed?.type === 'failed') settle(() => reject(new StartError(String(failed.sentence))))
      const picked = pick(message)
      if (picked !== null) settle(() => resolve(picked))
    })
    void child.ended.then((sentence) => settle(() => reject(new StartError(sentence))))
  })
}

async function endGroup(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.pid === undefined) return
  if (child.exitCode === null && child.signalCode === null) {
    if (windows) child.disconnect()
    else child.kill('SIGTERM')
    const patience = new AbortController()
    await Promise.race([ended, wait(PATIENCE_MS, null, { signal: patience.signal }).catch(() => {})])
    patience.abort()
  }
  if (windows) {
    if (child.exitCode === null) spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' })
    return
  }
  // A database that outlived its parent is asked to stop in order first.
  if (signalGroup(child.pid, 'SIGINT')) {
    for (let round = 0; round < 30 && signalGroup(child.pid, 0); round++) await wait(100)
    signalGroup(child.pid, 'SIGKILL')
  }
}

/** Whether there was anybody in the group to signal. */
function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-leader, signal)
    return true
  } catch {
    return false
  }
}

function tail(logFile: string): string {
  try {
    const lines = readFileSync(logFile, 'utf8').trim().split('\n').slice(-TAIL_LINES)
    return lines.join('') === ''
      ? ''
      : `\nIts last words, in full in ${logFile}:\n${lines.map((line) => `  ${line}`).join('\n')}`
  } catch {
    return ''
  }
}
