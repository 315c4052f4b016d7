import type { IpcMain, WebContents } from 'electron'
import type { Wire } from '../../shared/console/wire.ts'
import { CHANNELS } from './bridge.ts'
import { isOurs } from './security.ts'

/**
 * Connects the pages of our own windows to the workstation. A page gets a new line whenever it is loaded; frames from
 * any other sender (a frame inside the page, another page, a page that has gone elsewhere) are dropped.
 */
export function connectPages(ipc: IpcMain, attach: (wire: Wire) => () => void): { open(page: WebContents): void } {
  const listeners = new Map<WebContents, (frame: unknown) => void>()

  ipc.on(CHANNELS.up, (event, frame: unknown) => {
    const sender = event.senderFrame
    if (sender === null || sender !== event.sender.mainFrame || !isOurs(sender.url)) return
    listeners.get(event.sender)?.(frame)
  })

  return {
    open(page) {
      let close = () => {}
      const connect = () => {
        close()
        const line = pageLine(page)
        listeners.set(page, line.receive)
        const detach = attach(line.wire)
        close = () => {
          close = () => {}
          listeners.delete(page)
          detach()
          line.end()
        }
      }
      page.on('did-start-navigation', (details) => {
        if (details.isMainFrame && !details.isSameDocument) connect()
      })
      page.on('render-process-gone', () => close())
      page.on('destroyed', () => close())
    },
  }
}

function pageLine(page: WebContents): { wire: Wire; receive(frame: unknown): void; end(): void } {
  const frames: ((frame: unknown) => void)[] = []
  const closes: (() => void)[] = []
  let ended = false
  return {
    receive(frame) {
      for (const listener of frames) listener(frame)
    },
    end() {
      ended = true
      for (const listener of closes) listener()
    },
    wire: {
      send(frame) {
        if (!ended && !page.isDestroyed()) page.send(CHANNELS.down, frame)
      },
      onFrame: (listener) => void frames.push(listener),
      onClose(listener) {
        if (ended) listener()
        else closes.push(listener)
      },
    },
  }
}
