import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../../shared/domain/roles.ts'
import { ContactsRoom } from '../features/contacts/ContactsRoom.tsx'
import { PeopleRoom } from '../features/people/PeopleRoom.tsx'
import { RestrictionsRoom } from '../features/restrictions/RestrictionsRoom.tsx'
import { ReviewRoom } from '../features/review/ReviewRoom.tsx'
import { RulesRoom } from '../features/rules/RulesRoom.tsx'
import { SettingsDialog } from '../features/settings/SettingsDialog.tsx'
import { roomPermission, rooms } from '../stores/rooms.ts'
import { useFrom, useShortcut, useStores } from '../stores/stores.tsx'
import { Badge } from './Badge.tsx'
import { BreakReminder } from './BreakReminder.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Palette } from './Palette.tsx'
import { Rail } from './Rail.tsx'
import { ShortcutSheet } from './ShortcutSheet.tsx'
import { Strip } from './Strip.tsx'
import { SyncIssuesDrawer } from './SyncIssuesDrawer.tsx'
import { useShortcutKeys } from './shortcuts/useShortcutKeys.ts'
import { Toasts } from './Toasts.tsx'
import { TopBar } from './TopBar.tsx'
import { useIdleLock } from './useIdleLock.ts'

const roomScreens = {
  review: ReviewRoom,
  contacts: ContactsRoom,
  people: PeopleRoom,
  restrictions: RestrictionsRoom,
  rules: RulesRoom,
}

/** The frame around the rooms: rail, top bar, what floats above, and the keys. */
export function Frame() {
  const { t } = useTranslation()
  const stores = useStores()
  const role = useFrom('session', (s) => s.session?.user?.role)
  const chosen = useFrom('rooms', (s) => s.room)
  const open = rooms.filter((each) => role !== undefined && may(role, roomPermission[each]))
  const room = open.includes(chosen) ? chosen : (open[0] ?? 'rules')
  const go = useFrom('rooms', (s) => s.go)
  const showSheet = useFrom('rooms', (s) => s.showSheet)
  const showSettings = useFrom('rooms', (s) => s.showSettings)
  useShortcutKeys()
  useIdleLock()
  const lock = useFrom('session', (s) => s.lock)
  useShortcut('lock', () => void lock())
  useShortcut('goReview', () => go('review'), open.includes('review'))
  useShortcut('goContacts', () => go('contacts'), open.includes('contacts'))
  useShortcut('goPeople', () => go('people'), open.includes('people'))
  useShortcut('goRestrictions', () => go('restrictions'), open.includes('restrictions'))
  useShortcut('goRules', () => go('rules'), open.includes('rules'))
  useShortcut('sheet', () => showSheet(true))
  useShortcut('settings', () => showSettings('look'))
  useShortcut('undo', () => {
    if (!stores.toasts.getState().undoLast()) stores.toasts.getState().say(t('done.nothingToUndo'))
  })
  useEffect(() => {
    if (role !== undefined && may(role, 'read_queues')) stores.review.getState().start()
    else stores.review.getState().loadReasons()
    void stores.issues.getState().load()
  }, [stores, role])

  const Screen = roomScreens[room]
  return (
    <div className="sp-frame">
      <a className="sp-skip" href="#room">
        {t('app.skip')}
      </a>
      <Rail room={room} open={open} />
      <TopBar room={room} />
      <Strip />
      <main id="room" className="sp-room" tabIndex={-1}>
        <ErrorBoundary key={room} title={t('app.brokenTitle')} text={t('app.broken')} again={t('app.reopen')}>
          <Screen />
        </ErrorBoundary>
      </main>
      <Toasts />
      <BreakReminder />
      <Badge />
      <SyncIssuesDrawer />
      <ShortcutSheet />
      <SettingsDialog />
      <Palette />
    </div>
  )
}
