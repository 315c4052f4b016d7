import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { contentPolicy, securityHeaders } from '../content-policy.ts'
import { isOurs } from './security.ts'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/**
 * Answers requests of the app's own protocol from the folder of the built renderer and nothing outside it, with the
 * content policy on every answer.
 */
export function createPageServer(folder: string): (request: Request) => Promise<Response> {
  const headers = securityHeaders(contentPolicy())
  const refuse = (status: number) => new Response(null, { status, headers })
  return async (request) => {
    if (request.method !== 'GET' || !isOurs(request.url)) return refuse(403)
    const path = fileFor(folder, request.url)
    if (path === null) return refuse(404)
    try {
      const type = TYPES[extname(path)] ?? 'application/octet-stream'
      return new Response(await readFile(path), { headers: { ...headers, 'content-type': type } })
    } catch {
      return refuse(404)
    }
  }
}

function fileFor(folder: string, address: string): string | null {
  let name: string
  try {
    name = decodeURIComponent(new URL(address).pathname)
  } catch {
    return null
  }
  if (name.includes('\0')) return null
  const root = normalize(folder)
  const path = join(root, name === '/' ? 'index.html' : name)
  return path.startsWith(root.endsWith(sep) ? root : root + sep) ? path : null
}
