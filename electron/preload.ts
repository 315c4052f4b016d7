import { contextBridge, ipcRenderer } from 'electron'
import { methodNames } from '../shared/console/methods.ts'
import { CHANNELS, createBridge } from './desktop/bridge.ts'

/** All that the page gets of Electron: one line for frames of the console API. */
contextBridge.exposeInMainWorld(
  'sallyport',
  createBridge(methodNames, {
    send: (frame) => ipcRenderer.send(CHANNELS.up, frame),
    onFrame: (listener) => void ipcRenderer.on(CHANNELS.down, (_event, frame: unknown) => listener(frame)),
    onClose: (listener) => void ipcRenderer.on(CHANNELS.closed, () => listener()),
  }),
)
