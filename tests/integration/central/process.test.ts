import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

const program = fileURLToPath(new URL('../../../central/main.ts', import.meta.url))

interface Message {
  readonly type: string
  readonly url?: string
  readonly sentence?: string
}

describe('the central service as a process', () => {
  let folder: string
  const children: ChildProcess[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sallyport-process-'))
  })
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    const postmaster = Number((await readFile(pidFile(), 'utf8').catch(() => '0')).split('\n')[0])
    if (postmaster > 1) process.kill(postmaster, 'SIGQUIT')
    await vi.waitFor(async () => expect(await readFile(pidFile()).catch(() => null)).toBeNull(), 10_000)
    await rm(folder, { recursive: true, force: true })
  })

  const pidFile = () => join(folder, 'postgres', 'postmaster.pid')
  const env = { ...process.env }
  delete env.DATABASE_URL

  const start = (...more: string[]) => {
    const child = fork(program, ['--data', folder, '--port', '0', '--log', 'silent', ...more], { silent: true, env })
    children.push(child)
    const said = new Promise<Message>((resolve, reject) => {
      child.on('message', (message: Message) => {
        if (message.type === 'ready' || message.type === 'failed') resolve(message)
      })
      child.once('exit', (code) => reject(new Error(`ended with ${code}`)))
    })
    const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
    return { child, said, exit }
  }
  const ready = async (url: string | undefined) => (await fetch(`${url}/ready`)).status

  it('ends its database on SIGTERM, and answers a second start on its folder with a sentence', async () => {
    const first = start()
    const { url } = await first.said
    expect(await ready(url)).toBe(200)
    const second = start()
    expect(await second.said).toMatchObject({
      type: 'failed',
      sentence: expect.stringContaining('running already'),
    })
    expect(await second.exit).toBe(1)
    expect(await ready(url)).toBe(200)
    first.child.kill('SIGTERM')
    expect(await first.exit).toBe(0)
    await expect(readFile(pidFile())).rejects.toThrow('ENOENT')
  })

  it('takes over the database that a killed service left running', async () => {
    const first = start()
    await first.said
    const left = (await readFile(pidFile(), 'utf8')).split('\n')[0]
    first.child.kill('SIGKILL')
    await first.exit
    const second = start('--exit-with-parent')
    const { url } = await second.said
    expect(await ready(url)).toBe(200)
    expect((await readFile(pidFile(), 'utf8')).split('\n')[0]).toBe(left)
    second.child.disconnect()
    expect(await second.exit).toBe(0)
    await expect(readFile(pidFile())).rejects.toThrow('ENOENT')
  })

  it('answers a command line that it cannot understand with a sentence and code 2', async () => {
    const { child, said, exit } = start('--port', 'ninety')
    let words = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      words += text
    })
    expect(await said).toMatchObject({ type: 'failed', sentence: expect.stringContaining('"ninety"') })
    expect(await exit).toBe(2)
    expect(words).toContain('--port needs a whole number')
  })
})
