import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ContactsRoom } from '../features/contacts/ContactsRoom.tsx'
import { ReviewRoom } from '../features/review/ReviewRoom.tsx'
import { RulesRoom } from '../features/rules/RulesRoom.tsx'
import { useFrom, useShortcut, useStores } from '../stores/stores.tsx'
import { Alerts } from './Alerts.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Palette } from './Palette.tsx'
import { Rail } from './Rail.tsx'
import { ShortcutSheet } from './ShortcutSheet.tsx'
import { Strip } from './Strip.tsx'
import { SyncIssuesDrawer } from './SyncIssuesDrawer.tsx'
import { useShortcutKeys } from './shortcuts/useShortcutKeys.ts'
import { Toasts } from './Toasts.tsx'
import { TopBar } from './TopBar.tsx'

const roomScreens = { review: ReviewRoom, contacts: ContactsRoom, rules: RulesRoom }

/** The frame around the rooms: rail, top bar, what floats above, and the keys. */
export function Frame() {
  const { t } = useTranslation()
  const stores = useStores()
  const room = useFrom('rooms', (s) => s.room)
  const go = useFrom('rooms', (s) => s.go)
  const showSheet = useFrom('rooms', (s) => s.showSheet)
  useShortcutKeys()
  useShortcut('goReview', () => go('review'))
  useShortcut('goContacts', () => go('contacts'))
  useShortcut('goRules', () => go('rules'))
  useShortcut('sheet', () => showSheet(true))
  useShortcut('undo', () => {
    if (!stores.toasts.getState().undoLast()) stores.toasts.getState().say(t('done.nothingToUndo'))
  })
  useEffect(() => {
    stores.review.getState().start()
    void stores.issues.getState().load()
  }, [stores])

  const Screen = roomScreens[room]
  return (
    <div className="sp-frame">
      <a className="sp-skip" href="#room">
        {t('app.skip')}
      </a>
      <Rail />
      <TopBar />
      <Strip />
      <main id="room" className="sp-room" tabIndex={-1}>
        <ErrorBoundary key={room} title={t('app.brokenTitle')} text={t('app.broken')} again={t('app.reopen')}>
          <Screen />
        </ErrorBoundary>
      </main>
      <Toasts />
      <Alerts />
      <SyncIssuesDrawer />
      <ShortcutSheet />
      <Palette />
    </div>
  )
}
