import { join } from 'node:path'
import { app, BrowserWindow, dialog, ipcMain, Menu, Notification, protocol, safeStorage, session } from 'electron'
import { Refusal } from '../shared/domain/errors.ts'
import { ConfigError, readConfig } from './desktop/config.ts'
import { createDesk } from './desktop/desk.ts'
import { createSealedVault, openSealedKey } from './desktop/keystore.ts'
import { connectPages } from './desktop/lines.ts'
import { menuTemplate } from './desktop/menu.ts'
import { createPageServer } from './desktop/protocol.ts'
import { createQuitGuard } from './desktop/quit.ts'
import { confineAll, denyPermissions, PAGE, SCHEME } from './desktop/security.ts'
import { windowOptions } from './desktop/window.ts'
import { startWorkstation } from './workstation/start.ts'

const here = import.meta.dirname
const dataArgument = process.argv.find((arg) => arg.startsWith('--data='))
if (dataArgument !== undefined) app.setPath('userData', dataArgument.slice('--data='.length))

/** Tells whoever started the app, or the person in front of it, why it does not open. */
function refuse(error: unknown): void {
  const known = error instanceof Refusal || error instanceof ConfigError
  const sentence = known ? error.message : 'Sallyport could not be started.'
  if (process.connected) process.send?.({ type: 'failed', sentence })
  else dialog.showErrorBox('Sallyport', sentence)
  app.exit(1)
}

/** The key of the caches; without a keystore the window opens too and says what is the matter. */
function sealedKey(folder: string): string | null {
  try {
    return openSealedKey(safeStorage, folder, process.platform)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

async function open(): Promise<void> {
  const folder = app.getPath('userData')
  const { centralUrl } = readConfig(process.argv, folder)
  const cacheKey = sealedKey(folder)
  const code = process.env.SALLYPORT_ENROLMENT
  const workstation = await startWorkstation({
    folder: join(folder, 'caches'),
    centralUrl,
    cacheKey,
    host: 'desktop',
    keystore: 'system',
    vault: createSealedVault(safeStorage, folder, process.platform),
    ...(code ? { enrolmentCode: code } : {}),
    workerUrl: new URL('./worker.cjs', import.meta.url),
  })
  const guard = createQuitGuard({
    status: () => workstation.status(),
    ask: async (box) => (await dialog.showMessageBox(box)).response,
    quit: () => app.quit(),
    locale: () => app.getLocale(),
  })
  app.on('before-quit', (event) => {
    if (!guard.mayQuit()) event.preventDefault()
  })
  const endNow = () => {
    guard.allow()
    app.quit()
  }
  process.on('disconnect', endNow)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, endNow)
  workstation.onFault((fault) => {
    if (fault === 'worker_ended') endNow()
  })
  let stopped = false
  app.on('will-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    void workstation.stop().then(() => {
      stopped = true
      app.quit()
    })
  })

  denyPermissions(session.defaultSession)
  protocol.handle(SCHEME.scheme, createPageServer(join(here, '../renderer')))
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform)))
  const pages = connectPages(ipcMain, (wire) => workstation.attach(wire))
  const window = new BrowserWindow(windowOptions(join(here, 'preload.cjs')))
  pages.open(window.webContents)
  // Asked before the window goes: whoever stays then still has it.
  window.on('close', (event) => {
    if (!guard.mayQuit()) event.preventDefault()
  })
  workstation.onDesk(createDesk(app, window, (options) => new Notification(options)))
  window.once('ready-to-show', () => window.show())
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore()
    window.focus()
  })
  await window.loadURL(PAGE)
  if (process.connected) process.send?.({ type: 'ready', url: centralUrl })
}

if (app.requestSingleInstanceLock()) {
  protocol.registerSchemesAsPrivileged([SCHEME])
  confineAll(app)
  app.on('window-all-closed', () => app.quit())
  app.whenReady().then(open).catch(refuse)
} else {
  app.exit(0)
}
