import { spotlight } from '@mantine/spotlight'
import { useTranslation } from 'react-i18next'
import { KeyCap } from '../components/KeyCap.tsx'
import type { Room } from '../stores/rooms.ts'
import { useFrom, useKeyHints } from '../stores/stores.tsx'
import { AlertCount } from './Alerts.tsx'
import { ConnectionTruth } from './ConnectionTruth.tsx'
import { UserMenu } from './UserMenu.tsx'

/** Where one is, the palette, the truth about the line, and who one is. */
export function TopBar({ room }: { room: Room }) {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const facility = useFrom('session', (s) => s.session?.facility)
  return (
    <header className="sp-top">
      <h1>{t(`roomTitle.${room}`)}</h1>
      <span className="sp-dim sp-cut">{facility?.name}</span>
      <span className="sp-grow" />
      <button
        type="button"
        className="sp-search"
        aria-keyshortcuts={hints.aria('palette')}
        onClick={() => spotlight.open()}
      >
        <span className="sp-cut">{t('palette.open')}</span>
        <KeyCap keys={hints.caps('palette')} />
      </button>
      <AlertCount />
      <ConnectionTruth />
      <UserMenu />
    </header>
  )
}
