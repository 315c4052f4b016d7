import type { Wire } from '../../shared/console/wire.ts'
import { callFrame } from '../../shared/console/wire.ts'

/** The channels between page and main process: there are no others. */
export const CHANNELS = { up: 'sallyport:up', down: 'sallyport:down', closed: 'sallyport:closed' } as const

/** What the page finds as `window.sallyport`. */
export interface Bridge {
  readonly host: 'desktop'
  readonly wire: Wire
}

/**
 * Makes the bridge over a line to the main process. A frame that is no call of a known method is dropped here, so that
 * a page gone wrong reaches nothing but the console API; only the fields of a call are passed on.
 * @param methods the allow-list, derived from the contract
 */
export function createBridge(methods: readonly string[], line: Wire): Bridge {
  const allowed = new Set(methods)
  return {
    host: 'desktop',
    wire: {
      send(frame) {
        const call = callFrame.safeParse(frame)
        if (call.success && allowed.has(call.data.method)) line.send(call.data)
      },
      onFrame: (listener) => line.onFrame(listener),
      onClose: (listener) => line.onClose(listener),
    },
  }
}
