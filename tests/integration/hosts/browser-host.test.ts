import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type BrowserHost, startBrowserHost } from '../../../electron/browser/host.ts'
import { FRAME_MAX_BYTES } from '../../../electron/browser/socket.ts'
import type { Wire } from '../../../shared/console/wire.ts'

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

let folder: string
let host: BrowserHost
let wires: Wire[]
let frames: unknown[]
let startAddress: URL
let port: number

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-host-'))
  mkdirSync(join(folder, 'renderer/assets'), { recursive: true })
  writeFileSync(join(folder, 'renderer/index.html'), '<title>the console</title>')
  writeFileSync(join(folder, 'renderer/assets/main-1a2b.js'), 'export {}')
  writeFileSync(join(folder, 'secret.txt'), 'not for the page')
  wires = []
  frames = []
  host = await startBrowserHost({
    rendererFolder: join(folder, 'renderer'),
    port: 0,
    attach(wire) {
      wires.push(wire)
      wire.onFrame((frame) => frames.push(frame))
      return () => {}
    },
  })
  port = Number(new URL(host.origin).port)
  startAddress = new URL(host.startAddress())
})

afterEach(async () => {
  await host.close()
  rmSync(folder, { recursive: true })
})

/** Sends the path as it stands: no client in between tidies up dots. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers, method, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        body += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

const startPath = () => startAddress.pathname + startAddress.search
const cookieOf = (answer: Answer) => String(answer.headers['set-cookie']).split(';')[0] ?? ''
const signOn = async () => cookieOf(await get(startPath()))

/** Opens a line; answers with the socket when it is open and with the status when it is refused. */
async function open(headers: Record<string, string>): Promise<WebSocket | number> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/wire`, { headers })
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket))
    socket.on('unexpected-response', (sent, response) => {
      sent.destroy()
      resolve(response.statusCode ?? 0)
    })
    socket.on('error', reject)
  })
}

async function openLine(): Promise<WebSocket> {
  const socket = await open({ cookie: await signOn(), origin: host.origin })
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
  return socket
}

describe('the start address', () => {
  it('is exchanged for a cookie and leaves the address bar', async () => {
    const answer = await get(startPath())
    expect(answer.status).toBe(200)
    expect(answer.body).toContain('<meta http-equiv="refresh" content="0;url=/">')
    // Without an icon of its own a page is asked after /favicon.ico, which is not there.
    expect(answer.body).toContain('<link rel="icon" href="data:,">')
    expect(answer.headers['cache-control']).toBe('no-store')
    const cookie = String(answer.headers['set-cookie'])
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Strict')
    expect(cookie).toContain('Path=/')
    expect(cookie).not.toContain(startAddress.searchParams.get('token'))
    expect((await get('/', { cookie: cookieOf(answer) })).body).toContain('the console')
  })

  it('works once and says so afterwards', async () => {
    await get(startPath())
    const again = await get(startPath())
    expect(again.status).toBe(403)
    expect(again.body).toContain('has been used')
    expect(again.headers['set-cookie']).toBeUndefined()
  })

  it('can be had anew; the one before stops working, and who is in stays in', async () => {
    const cookie = await signOn()
    const unused = new URL(host.startAddress())
    const fresh = new URL(host.startAddress())
    expect((await get(unused.pathname + unused.search)).status).toBe(403)
    const other = await get(fresh.pathname + fresh.search)
    expect(other.status).toBe(200)
    expect((await get('/', { cookie: cookieOf(other) })).body).toContain('the console')
    expect((await get('/', { cookie })).body).toContain('the console')
  })

  it('is not used up by a look at its headers', async () => {
    await get(startPath(), {}, 'HEAD')
    expect((await get(startPath())).status).toBe(200)
  })

  it('leads the browser that it has let in back to the console', async () => {
    const cookie = await signOn()
    expect((await get(startPath(), { cookie })).status).toBe(200)
  })

  it.each(['/start', '/start?token=', '/start?token=wrong', '/start?token=a&token=b'])('refuses %s', async (path) => {
    expect((await get(path)).status).toBe(403)
    expect((await get(startPath())).status).toBe(200)
  })
})

describe('a request', () => {
  it.each(['/', '/index.html', '/assets/main-1a2b.js', '/nothing-here'])(
    'for %s without the cookie is refused',
    async (path) => {
      await signOn()
      expect((await get(path)).status).toBe(403)
      expect((await get(path, { cookie: `sallyport_${port}=guess` })).status).toBe(403)
    },
  )

  it.each(['evil.example', 'localhost', '127.0.0.1', 'evil.example:80'])('addressed to %s is refused', async (name) => {
    const cookie = await signOn()
    expect((await get('/', { cookie, host: name })).status).toBe(403)
  })

  it.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'http://localhost'])(
    'from the origin %s is refused',
    async (origin) => {
      const cookie = await signOn()
      expect((await get('/', { cookie, origin })).status).toBe(403)
      expect((await get('/', { cookie, origin: host.origin })).status).toBe(200)
    },
  )

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '//secret.txt',
    '/%00',
  ])('for %s reaches nothing outside the renderer', async (path) => {
    const answer = await get(path, { cookie: await signOn() })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.body).not.toContain('not for the page')
  })

  it('is answered with a strict content policy, whether it is let in or not', async () => {
    const cookie = await signOn()
    for (const answer of [await get('/', { cookie }), await get('/'), await get('/nothing-here', { cookie })]) {
      const policy = String(answer.headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${port};`)
      expect(policy).not.toContain('unsafe-eval')
      expect(answer.headers['x-content-type-options']).toBe('nosniff')
      expect(answer.headers['referrer-policy']).toBe('no-referrer')
    }
  })

  it('may be kept by the browser only where the name changes with the content', async () => {
    const cookie = await signOn()
    expect((await get('/', { cookie })).headers['cache-control']).toBe('no-store')
    expect((await get('/assets/main-1a2b.js', { cookie })).headers['cache-control']).toContain('immutable')
  })
})

describe('the line of a page', () => {
  it('is refused without the cookie, without an origin and from another origin', async () => {
    const cookie = await signOn()
    expect(await open({ origin: host.origin })).toBe(403)
    expect(await open({ cookie })).toBe(403)
    expect(await open({ cookie, origin: 'https://evil.example' })).toBe(403)
    expect(wires).toHaveLength(0)
  })

  it('carries frames both ways', async () => {
    const socket = await openLine()
    const answered = once(socket, 'message')
    wires[0]?.onFrame(() => wires[0]?.send({ type: 'reply', seq: 1 }))
    socket.send(JSON.stringify({ type: 'call', seq: 1 }))
    expect(JSON.parse(String((await answered)[0]))).toEqual({ type: 'reply', seq: 1 })
    expect(frames).toEqual([{ type: 'call', seq: 1 }])
  })

  it('is closed for a frame larger than is accepted, which reaches nobody', async () => {
    const socket = await openLine()
    const closed = once(socket, 'close')
    socket.on('error', () => {})
    socket.send(JSON.stringify('x'.repeat(FRAME_MAX_BYTES)))
    expect((await closed)[0]).toBe(1009)
    expect(frames).toEqual([])
  })

  it.each([
    ['no JSON', '{'],
    ['bytes', Buffer.from('{}')],
  ])('is closed for %s', async (_what, data) => {
    const socket = await openLine()
    const closed = once(socket, 'close')
    socket.send(data)
    expect((await closed)[0]).toBe(1007)
    expect(frames).toEqual([])
  })

  it('tells the workstation once that the page is gone', async () => {
    const socket = await openLine()
    let told = 0
    const gone = new Promise<void>((resolve) => {
      wires[0]?.onClose(() => {
        told++
        resolve()
      })
    })
    socket.close()
    await gone
    expect(told).toBe(1)
  })
})

describe('the host', () => {
  it('listens on the loopback interface alone', () => {
    expect(host.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  it('closes its lines when it ends', async () => {
    const socket = await openLine()
    const closed = once(socket, 'close')
    await host.close()
    await closed
  })

  it('passes on that a port is in use', async () => {
    const second = startBrowserHost({ rendererFolder: join(folder, 'renderer'), port, attach: () => () => {} })
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
