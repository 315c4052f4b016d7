import { expect, test } from 'vitest'
import { createDesk } from '../../../electron/desktop/desk.ts'
import { deskSentences } from '../../../shared/console/desk.ts'

/** The desktop app's desk with everything that it did. */
function desk(focused: boolean) {
  const did: unknown[] = []
  const clicks: (() => void)[] = []
  const ask = createDesk(
    { setBadgeCount: (count) => did.push(['badge', count]) > 0 },
    {
      isFocused: () => focused,
      isMinimized: () => true,
      restore: () => void did.push('restore'),
      focus: () => void did.push('focus'),
    },
    (options) => {
      did.push(options)
      const told = {
        on: (_name: string, listener: () => void) => {
          clicks.push(listener)
          return told
        },
        show: () => void did.push('show'),
      }
      return told as never
    },
  )
  return { ask, did, click: () => clicks[0]?.() }
}

test('the desktop app shows the count beside its icon', () => {
  const { ask, did } = desk(true)
  ask({ what: 'badge', count: 12 })
  expect(did).toEqual([['badge', 12]])
})

test('an urgent message is told with fixed sentences while the window is out of sight, and a click brings it forward', () => {
  const { ask, did, click } = desk(false)
  ask({ what: 'tell', news: 'urgent', language: 'es' })
  expect(did).toEqual([{ ...deskSentences.es.urgent, urgency: 'critical' }, 'show'])
  click()
  expect(did.slice(2)).toEqual(['restore', 'focus'])
})

test('nothing is told to somebody who looks at the window', () => {
  const { ask, did } = desk(true)
  ask({ what: 'tell', news: 'urgent', language: 'en' })
  expect(did).toEqual([])
})
