import type { App, Session, WebContents } from 'electron'

/** Where the console is served from inside the app; nothing else is ever shown. */
export const ORIGIN = 'app://sallyport'
export const PAGE = `${ORIGIN}/index.html`

/** The protocol must be declared before the app is ready: standard and secure, so that the content policy holds. */
export const SCHEME = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
} as const

/** Whether an address is that of the console itself. */
export function isOurs(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return url.protocol === 'app:' && url.host === 'sallyport'
}

/** Refuses every permission, asked for or checked: the console needs neither camera nor clipboard reading nor devices. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
}

/** Keeps a page where it is: no other address, no further window, nothing embedded. */
export function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOurs(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

/** Confines whatever page is ever made, also one that nobody meant to make. */
export function confineAll(app: App): void {
  app.on('web-contents-created', (_event, contents) => confine(contents))
}
