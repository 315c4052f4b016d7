import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDataFolder, resetData, usualDataFolder } from '../../../build/start/folders.ts'
import { chooseHost, type Surroundings } from '../../../build/start/host.ts'
import { lockFolder } from '../../../build/start/lock.ts'
import { openerFor } from '../../../build/start/open.ts'
import { OptionError, parseStartOptions } from '../../../build/start/options.ts'
import { progressText } from '../../../build/start/services.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-start-'))
  chmodSync(folder, 0o755)
})
afterEach(() => rmSync(folder, { recursive: true }))

const desktop: Surroundings = { platform: 'linux', env: { DISPLAY: ':0' }, isRoot: false }

describe('the options of the start script', () => {
  it('need none', () => {
    expect(parseStartOptions([])).toEqual({
      browser: false,
      central: null,
      reset: false,
      data: null,
      port: 0,
      open: true,
    })
  })

  it('are read', () => {
    expect(parseStartOptions(['--browser', '--reset', '--data', '/d', '--port', '8080', '--no-open'])).toEqual({
      browser: true,
      central: null,
      reset: true,
      data: '/d',
      port: 8080,
      open: false,
    })
    expect(parseStartOptions(['--central', 'https://central.example/'])?.central).toBe('https://central.example')
    expect(parseStartOptions(['--help', '--browser'])).toBeNull()
  })

  it.each([
    [['--nonsense']],
    [['stray']],
    [['--port', 'x']],
    [['--port', '70000']],
    [['--port', '-1']],
    [['--port']],
    [['--data', '']],
    [['--central', 'central']],
    [['--central', 'ftp://central.example']],
    [['--central', 'https://user:word@central.example']],
    [['--central', 'https://central.example', '--reset']],
    [['--central', 'https://central.example', '--port', '1']],
  ])('refuse %j with one sentence', (args) => {
    const read = () => parseStartOptions(args)
    expect(read).toThrow(OptionError)
    expect(read).toThrow(/^[^\n]+\.$/)
  })
})

describe('the host that is chosen', () => {
  const here = async () => '/electron'
  const never = async (): Promise<string> => {
    throw new Error('asked for Electron')
  }

  it('is Electron where it can be had', async () => {
    expect(await chooseHost(false, desktop, here)).toEqual({ kind: 'desktop', binary: '/electron' })
  })

  it('is the browser, with the reason, and Electron is not looked for in vain', async () => {
    expect(await chooseHost(true, desktop, never)).toMatchObject({
      kind: 'browser',
      why: expect.stringContaining('--browser'),
    })
    expect(await chooseHost(false, { ...desktop, env: {} }, never)).toMatchObject({
      kind: 'browser',
      why: expect.stringContaining('display'),
    })
    expect(await chooseHost(false, { ...desktop, isRoot: true }, never)).toMatchObject({
      why: expect.stringContaining('root'),
    })
    expect(await chooseHost(false, desktop, async () => null)).toMatchObject({
      why: expect.stringContaining('could not be downloaded'),
    })
  })
})

describe('the browser that is opened', () => {
  const url = 'http://127.0.0.1:1/start?token=t'

  it('is Chromium without its bars where there is one, else that of the system', () => {
    expect(openerFor(url, desktop, '/chromium')).toEqual({ command: '/chromium', args: [`--app=${url}`] })
    expect(openerFor(url, desktop, null)?.command).toBe('xdg-open')
    expect(openerFor(url, { ...desktop, platform: 'darwin' }, null)?.command).toBe('open')
    expect(openerFor(url, { ...desktop, platform: 'win32' }, null)?.command).toBe('explorer.exe')
  })

  it('is none without a display and none as root', () => {
    expect(openerFor(url, { ...desktop, env: {} }, '/chromium')).toBeNull()
    expect(openerFor(url, { ...desktop, isRoot: true }, '/chromium')).toBeNull()
  })
})

describe('the data folder', () => {
  it('is made, and reset without touching what else lies there', () => {
    const folders = openDataFolder(join(folder, 'a/b'))
    mkdirSync(folders.central)
    mkdirSync(folders.workstation)
    writeFileSync(join(folders.root, 'mine.txt'), '')
    resetData(folders)
    expect(existsSync(folders.central)).toBe(false)
    expect(existsSync(folders.workstation)).toBe(false)
    expect(existsSync(join(folders.root, 'mine.txt'))).toBe(true)
  })

  it('is refused with a sentence when a file is in its place', () => {
    writeFileSync(join(folder, 'file'), '')
    expect(() => openDataFolder(join(folder, 'file'))).toThrow(/cannot be used: there is a file in its place.*--data/)
    expect(() => openDataFolder(join(folder, 'file/below'))).toThrow(/there is a file in its place/)
  })

  it.runIf(process.getuid?.() === 0 && process.platform === 'linux')(
    'is refused where the database could not reach it',
    () => {
      mkdirSync(join(folder, 'closed'), { mode: 0o700 })
      expect(() => openDataFolder(join(folder, 'closed/data'))).toThrow(/closed is closed to others/)
    },
  )

  it.runIf(process.platform === 'linux')('is refused at once where no folder can be made', () => {
    expect(() => openDataFolder('/proc/sallyport/data')).toThrow(/cannot be used/)
  })

  it('has a usual place', () => {
    expect(usualDataFolder({ XDG_DATA_HOME: '/x', LOCALAPPDATA: '/x' })).toMatch(/sallyport-demo$/)
  })
})

describe('the lock of the data folder', () => {
  it('keeps a second start out and is given back', () => {
    const unlock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(`already (process ${process.pid})`)
    unlock()
    lockFolder(folder)()
  })

  it.each([
    ['of a process that has ended', JSON.stringify({ pid: 2 ** 22 + 1, born: '1' })],
    ['of a process whose number another has now', JSON.stringify({ pid: process.pid, born: 'long ago' })],
    ['that is damaged', '{'],
  ])('is taken over when it is one %s', (_what, content) => {
    writeFileSync(join(folder, 'start.lock'), content)
    lockFolder(folder)()
  })
})

describe('progress', () => {
  it('is shown as the central service words it', () => {
    expect(progressText({ type: 'progress', step: 'Writing letters' })).toBe('Writing letters')
    expect(progressText({ type: 'progress', step: 'Writing letters', done: 1_200, total: 20_000 })).toBe(
      'Writing letters: 1,200 of 20,000',
    )
    expect(progressText({ type: 'ready', step: 'x' })).toBeNull()
    expect(progressText({ type: 'progress' })).toBeNull()
  })
})
