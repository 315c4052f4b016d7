import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const project = resolve(import.meta.dirname, '../../..')
const script = join(project, 'build/start.ts')

let folder: string
let started: ChildProcess[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-run-'))
  chmodSync(folder, 0o755)
  started = []
})
afterEach(() => {
  for (const child of started) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

interface Ended {
  code: number | null
  output: string
}

/** Runs the start script against a central service that is not there: the console opens all the same, offline. */
function start(...args: string[]): { child: ChildProcess; ended: Promise<Ended>; ready: Promise<string> } {
  const child = fork(script, args, { cwd: project, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  started.push(child)
  let output = ''
  // Not 'close', which does not come once the channel was closed from this side.
  const over: Promise<unknown>[] = [once(child, 'exit')]
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue
    over.push(once(stream, 'end'))
    stream.on('data', (part: Buffer) => {
      output += part.toString()
    })
  }
  const ended = Promise.all(over).then(() => ({ code: child.exitCode, output }))
  const ready = new Promise<string>((done, fail) => {
    child.on('message', (message: { type: string; url: string }) => message.type === 'ready' && done(message.url))
    void ended.then(({ output: said }) => fail(new Error(said)))
  })
  ready.catch(() => {})
  return { child, ended, ready }
}

const offline = () => ['--central', 'http://127.0.0.1:9', '--browser', '--no-open', '--data', folder]

/** Processes that work on the data folder of this test. */
function left(): string[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
  return stdout.split('\n').filter((line) => line.includes(folder) && !line.includes('ps -eo'))
}

async function untilNoneIsLeft(): Promise<void> {
  await expect.poll(left, { timeout: 15_000, interval: 50 }).toEqual([])
}

describe('the start script', () => {
  it.each([[['--nonsense']], [['--port', 'x']], [['--central', 'nonsense']]])(
    'refuses %j with one sentence',
    async (args) => {
      const { code, output } = await start(...args).ended
      expect(code).toBe(2)
      expect(output.trim()).toMatch(/^[^\n]+\.$/)
    },
  )

  it('refuses a port that is in use before it starts anything', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const { code, output } = await start('--port', String(port), '--data', folder, '--no-open').ended
    server.close()
    expect(code).toBe(1)
    expect(output).toContain(`Port ${port} is in use`)
    await untilNoneIsLeft()
  })

  it('refuses a data folder that is none', async () => {
    writeFileSync(join(folder, 'file'), '')
    const { code, output } = await start('--data', join(folder, 'file'), '--no-open').ended
    expect(code).toBe(1)
    expect(output).toContain('cannot be used: there is a file in its place')
  })
})

describe.skipIf(process.platform === 'win32')('a running start script', () => {
  it('serves the console and keeps a second start out', async () => {
    const first = start(...offline())
    const url = await first.ready
    const page = await fetch(url)
    expect(page.status).toBe(200)
    const { code, output } = await start(...offline()).ended
    expect(code).toBe(1)
    expect(output).toContain(`is running on ${folder} already`)
    first.child.kill('SIGINT')
    expect((await first.ended).code).toBe(0)
    await untilNoneIsLeft()
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends everything that it started on %s, and can be started again',
    async (signal) => {
      for (let round = 0; round < 2; round++) {
        const run = start(...offline())
        await run.ready
        expect(left().length).toBeGreaterThanOrEqual(2)
        run.child.kill(signal)
        expect((await run.ended).code).toBe(0)
        await untilNoneIsLeft()
      }
    },
  )

  it('leaves nothing behind when it is killed', async () => {
    const run = start(...offline())
    await run.ready
    run.child.kill('SIGKILL')
    await run.ended
    await untilNoneIsLeft()
  })

  it('ends when the process that started it has gone', async () => {
    const run = start(...offline())
    await run.ready
    run.child.disconnect()
    expect((await run.ended).code).toBe(0)
    await untilNoneIsLeft()
  })
})
