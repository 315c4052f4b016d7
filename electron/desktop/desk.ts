import type { App, BrowserWindow, Notification } from 'electron'
import { type DeskRequest, deskSentences } from '../../shared/console/desk.ts'

type MakeNotification = (options: ConstructorParameters<typeof Notification>[0]) => Pick<Notification, 'on' | 'show'>

/**
 * What the system does for the console: the count beside the icon, and notifications with fixed sentences, which bring
 * the window forward when they are clicked. Nothing is told while the window has the focus.
 */
export function createDesk(
  app: Pick<App, 'setBadgeCount'>,
  window: Pick<BrowserWindow, 'isFocused' | 'isMinimized' | 'restore' | 'focus'>,
  notification: MakeNotification,
): (request: DeskRequest) => void {
  return (request) => {
    if (request.what === 'badge') {
      app.setBadgeCount(request.count)
      return
    }
    if (window.isFocused()) return
    const told = notification({ ...deskSentences[request.language][request.news], urgency: 'critical' })
    told.on('click', () => {
      if (window.isMinimized()) window.restore()
      window.focus()
    })
    told.show()
  }
}
