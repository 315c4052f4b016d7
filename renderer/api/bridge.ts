import type { Wire } from '../../shared/console/wire.ts'
import { openSocketWire } from './socket.ts'

/** What the preload of the desktop app exposes to the page, and nothing more. */
export interface Bridge {
  readonly host: 'desktop'
  readonly wire: Wire
}

declare global {
  interface Window {
    readonly sallyport?: Bridge
  }
}

/**
 * Finds the way to the workstation: the bridge of the desktop app where there is one, otherwise a WebSocket to the
 * host that served the page. Called again after a line was lost; rejects while nobody answers.
 */
export function openWire(page: Window): Promise<Wire> {
  if (page.sallyport) return Promise.resolve(page.sallyport.wire)
  const scheme = page.location.protocol === 'https:' ? 'wss' : 'ws'
  return openSocketWire(`${scheme}://${page.location.host}/wire`)
}
