import { EventEmitter } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App, IpcMain, Session, WebContents } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CHANNELS } from '../../../electron/desktop/bridge.ts'
import { ConfigError, readConfig } from '../../../electron/desktop/config.ts'
import { connectPages } from '../../../electron/desktop/lines.ts'
import { menuTemplate } from '../../../electron/desktop/menu.ts'
import { createPageServer } from '../../../electron/desktop/protocol.ts'
import { confineAll, denyPermissions, isOurs, PAGE, SCHEME } from '../../../electron/desktop/security.ts'
import { windowOptions } from '../../../electron/desktop/window.ts'
import { methodNames } from '../../../shared/console/methods.ts'
import type { Wire } from '../../../shared/console/wire.ts'

const electron = vi.hoisted(() => ({
  contextBridge: { exposeInMainWorld: vi.fn() },
  ipcRenderer: { send: vi.fn(), on: vi.fn() },
}))
vi.mock('electron', () => electron)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-desktop-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** An event of Electron that remembers whether it was stopped. */
const event = (fields: object = {}) => ({ ...fields, preventDefault: vi.fn() })

describe('the window', () => {
  it('is sandboxed, isolated and without Node', () => {
    expect(windowOptions('/preload.cjs').webPreferences).toMatchObject({
      preload: '/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
    })
  })

  it('has no menu entry that reloads, opens a page or shows the developer tools', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      expect(JSON.stringify(menuTemplate(platform))).not.toMatch(/reload|toggleDevTools|help/i)
    }
  })
})

describe('a page', () => {
  /** A page as `confineAll` sees it, with what it was told about new windows. */
  function page() {
    const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn() })
    const app = new EventEmitter()
    confineAll(app as unknown as App)
    app.emit('web-contents-created', {}, contents)
    return contents
  }

  it('opens no window', () => {
    const handler = page().setWindowOpenHandler.mock.calls[0]?.[0]
    expect(handler({ url: PAGE })).toEqual({ action: 'deny' })
  })

  it.each([
    'https://evil.example',
    'file:///etc/passwd',
    'app://elsewhere/index.html',
    'javascript:alert(1)',
    'data:text/html,x',
  ])('does not go to %s, in no frame', (url) => {
    const contents = page()
    const navigate = event({ url })
    const frame = event({ url, isMainFrame: true })
    contents.emit('will-navigate', navigate)
    contents.emit('will-frame-navigate', frame)
    expect(navigate.preventDefault).toHaveBeenCalled()
    expect(frame.preventDefault).toHaveBeenCalled()
  })

  it('stays itself, follows no redirect and embeds nothing', () => {
    const contents = page()
    const home = event({ url: PAGE })
    contents.emit('will-navigate', home)
    expect(home.preventDefault).not.toHaveBeenCalled()
    for (const name of ['will-redirect', 'will-attach-webview']) {
      const stopped = event({ url: PAGE })
      contents.emit(name, stopped)
      expect(stopped.preventDefault).toHaveBeenCalled()
    }
    const framed = event({ url: PAGE, isMainFrame: false })
    contents.emit('will-frame-navigate', framed)
    expect(framed.preventDefault).toHaveBeenCalled()
  })

  it('is given no permission, no device and no download', () => {
    const session = Object.assign(new EventEmitter(), {
      setPermissionRequestHandler: vi.fn(),
      setPermissionCheckHandler: vi.fn(),
      setDevicePermissionHandler: vi.fn(),
    })
    denyPermissions(session as unknown as Session)
    const answer = vi.fn()
    session.setPermissionRequestHandler.mock.calls[0]?.[0](null, 'clipboard-read', answer)
    expect(answer).toHaveBeenCalledWith(false)
    expect(session.setPermissionCheckHandler.mock.calls[0]?.[0](null, 'media')).toBe(false)
    expect(session.setDevicePermissionHandler.mock.calls[0]?.[0]({})).toBe(false)
    const download = event()
    session.emit('will-download', download)
    expect(download.preventDefault).toHaveBeenCalled()
  })

  it('is recognised by its protocol and its host together', () => {
    expect(isOurs(PAGE)).toBe(true)
    for (const url of ['', 'app://sallyport.evil/', 'https://sallyport/', 'app:sallyport'])
      expect(isOurs(url)).toBe(false)
    expect(SCHEME.privileges).toMatchObject({ standard: true, secure: true })
    expect(SCHEME.privileges).not.toHaveProperty('bypassCSP')
  })
})

describe('the protocol of the app', () => {
  const serve = (path: string, init?: RequestInit) =>
    createPageServer(join(folder, 'renderer'))(new Request(path, init))

  beforeEach(() => {
    mkdirSync(join(folder, 'renderer/assets'), { recursive: true })
    mkdirSync(join(folder, 'renderer-other'))
    writeFileSync(join(folder, 'renderer/index.html'), 'the console')
    writeFileSync(join(folder, 'renderer/assets/main.js'), 'export {}')
    writeFileSync(join(folder, 'renderer-other/secret'), 'secret')
    writeFileSync(join(folder, 'secret'), 'secret')
  })

  it('serves the renderer with the content policy', async () => {
    const answer = await serve(PAGE)
    expect(await answer.text()).toBe('the console')
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self';")
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await serve('app://sallyport/assets/main.js')).headers.get('content-type')).toContain('text/javascript')
  })

  it.each([
    '/../secret',
    '/..%2fsecret',
    '/%2e%2e/secret',
    '/..%2frenderer-other/secret',
    '/%00',
    '/%ff',
    '/assets',
    '/nothing',
  ])('serves nothing at %s', async (path) => {
    const answer = await serve(`app://sallyport${path}`)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toBe('')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('answers reading alone, and its own address alone', async () => {
    expect((await serve(PAGE, { method: 'POST' })).status).toBe(403)
    expect((await serve('app://elsewhere/index.html')).status).toBe(403)
  })
})

describe('the preload', () => {
  it('exposes one name with one line, and passes on the calls of the contract alone', async () => {
    await import('../../../electron/preload.ts')
    expect(electron.contextBridge.exposeInMainWorld).toHaveBeenCalledOnce()
    const [name, bridge] = electron.contextBridge.exposeInMainWorld.mock.calls[0] ?? []
    expect(name).toBe('sallyport')
    expect(Object.keys(bridge)).toEqual(['host', 'wire'])
    expect(Object.keys(bridge.wire)).toEqual(['send', 'onFrame', 'onClose'])

    for (const method of methodNames) bridge.wire.send({ type: 'call', seq: 1, method, input: {}, extra: 1 })
    expect(electron.ipcRenderer.send.mock.calls).toEqual(
      methodNames.map((method) => [CHANNELS.up, { type: 'call', seq: 1, method, input: {} }]),
    )
    electron.ipcRenderer.send.mockClear()
    for (const frame of [
      { type: 'call', seq: 1, method: 'no.such', input: {} },
      { type: 'call', seq: 1, method: 'toString', input: {} },
      { type: 'call', seq: 0, method: methodNames[0], input: {} },
      { type: 'stop' },
      null,
      'text',
    ]) {
      bridge.wire.send(frame)
    }
    expect(electron.ipcRenderer.send).not.toHaveBeenCalled()
  })
})

describe('the lines of the pages', () => {
  function setUp() {
    const ipc = new EventEmitter()
    const wires: Wire[] = []
    const detach = vi.fn()
    const lines = connectPages(ipc as unknown as IpcMain, (wire) => {
      wires.push(wire)
      return detach
    })
    const page = Object.assign(new EventEmitter(), {
      mainFrame: { url: PAGE },
      send: vi.fn(),
      isDestroyed: () => false,
    })
    lines.open(page as unknown as WebContents)
    const load = () => page.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
    const frames: unknown[] = []
    const listen = () => wires.at(-1)?.onFrame((frame) => frames.push(frame))
    return { ipc, wires, detach, page, load, frames, listen }
  }

  it('carry frames both ways', () => {
    const { ipc, wires, page, load, frames, listen } = setUp()
    load()
    listen()
    ipc.emit(CHANNELS.up, { sender: page, senderFrame: page.mainFrame }, { seq: 1 })
    expect(frames).toEqual([{ seq: 1 }])
    wires[0]?.send({ type: 'reply' })
    expect(page.send).toHaveBeenCalledWith(CHANNELS.down, { type: 'reply' })
  })

  it('take nothing from another sender', () => {
    const { ipc, page, load, frames, listen } = setUp()
    load()
    listen()
    const other = { url: PAGE }
    ipc.emit(CHANNELS.up, { sender: page, senderFrame: null }, 1)
    ipc.emit(CHANNELS.up, { sender: page, senderFrame: other }, 2)
    ipc.emit(CHANNELS.up, { sender: { mainFrame: other }, senderFrame: other }, 3)
    page.mainFrame.url = 'https://evil.example'
    ipc.emit(CHANNELS.up, { sender: page, senderFrame: page.mainFrame }, 4)
    expect(frames).toEqual([])
  })

  it('are new with every load, and end with the page', () => {
    const { wires, detach, page, load } = setUp()
    load()
    const closed = vi.fn()
    wires[0]?.onClose(closed)
    load()
    expect(closed).toHaveBeenCalledOnce()
    expect(detach).toHaveBeenCalledOnce()
    wires[0]?.send('late')
    expect(page.send).not.toHaveBeenCalled()
    page.emit('render-process-gone')
    page.emit('destroyed')
    expect(wires).toHaveLength(2)
    expect(detach).toHaveBeenCalledTimes(2)
  })
})

describe('the configuration of the desktop app', () => {
  const write = (text: string) => writeFileSync(join(folder, 'config.json'), text)

  it('comes from the command line before the file', () => {
    write('{ "centralUrl": "https://file.example/" }')
    expect(readConfig([], folder)).toEqual({ centralUrl: 'https://file.example' })
    expect(readConfig(['--central=http://127.0.0.1:1/'], folder)).toEqual({ centralUrl: 'http://127.0.0.1:1' })
  })

  it.each([
    null,
    '',
    '{',
    '[]',
    '{}',
    '{ "centralUrl": 1 }',
    '{ "centralUrl": "ftp://x" }',
    '{ "centralUrl": "https://x", "more": 1 }',
  ])('is refused with a sentence that names the file when it is %j', (text) => {
    if (text !== null) write(text)
    expect(() => readConfig([], folder)).toThrow(ConfigError)
    expect(() => readConfig([], folder)).toThrow(/config\.json/)
  })

  it('is refused when the command line is wrong, whatever the file says', () => {
    write('{ "centralUrl": "https://file.example" }')
    expect(() => readConfig(['--central=nonsense'], folder)).toThrow(ConfigError)
  })
})

describe('the packaged app', () => {
  const builder = readFileSync(join(import.meta.dirname, '../../../electron-builder.yml'), 'utf8')
  const fuses = new Map(
    [...builder.matchAll(/^ {2}(\w+): (true|false)$/gm)].map(([, name, value]) => [name, value === 'true']),
  )

  it.each([
    ['runAsNode', false],
    ['enableNodeOptionsEnvironmentVariable', false],
    ['enableNodeCliInspectArguments', false],
    ['onlyLoadAppFromAsar', true],
    ['enableEmbeddedAsarIntegrityValidation', true],
    ['enableCookieEncryption', true],
    ['grantFileProtocolExtraPrivileges', false],
  ])('has the fuse %s set to %s', (name, value) => {
    expect(fuses.get(name)).toBe(value)
  })
})
