import { spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { KeyCap } from '../components/KeyCap.tsx'
import { pressing } from '../stores/alerts.ts'
import type { Room } from '../stores/rooms.ts'
import { useFrom, useKeyHints } from '../stores/stores.tsx'
import { AlertCount, Alerts } from './Alerts.tsx'
import { ConnectionTruth } from './ConnectionTruth.tsx'
import { UserMenu } from './UserMenu.tsx'

/**
 * Where one is, the palette, the truth about the line, and who one is. An urgent alert stands here, in the place of the
 * search: nothing in the room is covered by it and nothing moves under the cursor.
 */
export function TopBar({ room }: { room: Room }) {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const facility = useFrom('session', (s) => s.session?.facility)
  const alerted = useFrom('alerts', (s) => pressing(s).length > 0)
  return (
    <header className="sp-top">
      <h1>{t(`roomTitle.${room}`)}</h1>
      {!alerted && (
        <>
          <span className="sp-dim sp-cut">{facility?.name}</span>
          <span className="sp-grow" />
        </>
      )}
      <Alerts />
      <button
        type="button"
        className="sp-search"
        data-small={alerted || undefined}
        aria-label={alerted ? t('palette.open') : undefined}
        aria-keyshortcuts={hints.aria('palette')}
        onClick={() => spotlight.open()}
      >
        {alerted ? <IconSearch size={16} aria-hidden="true" /> : <span className="sp-cut">{t('palette.open')}</span>}
        {!alerted && <KeyCap keys={hints.caps('palette')} />}
      </button>
      <AlertCount />
      <ConnectionTruth />
      <UserMenu />
    </header>
  )
}
