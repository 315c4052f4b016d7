import { IconAddressBook, IconBan, IconListDetails, IconMail, IconUsers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Room } from '../stores/rooms.ts'
import { useFrom, useKeyHints } from '../stores/stores.tsx'

const icons = {
  review: IconMail,
  contacts: IconAddressBook,
  people: IconUsers,
  restrictions: IconBan,
  rules: IconListDetails,
}
const shortcutOf = {
  review: 'goReview',
  contacts: 'goContacts',
  people: 'goPeople',
  restrictions: 'goRestrictions',
  rules: 'goRules',
} as const

/** The rooms that are open to the user, with what waits in them. */
export function Rail({ room, open }: { room: Room; open: readonly Room[] }) {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const go = useFrom('rooms', (s) => s.go)
  const counts = useFrom('review', (s) => s.counts)
  const waiting = {
    review: counts?.counts.needs_review ?? 0,
    contacts: counts?.pendingContacts ?? 0,
    people: 0,
    restrictions: 0,
    rules: 0,
  }
  return (
    <nav className="sp-rail" aria-label={t('app.rooms')}>
      <svg className="sp-mark" width="30" height="30" viewBox="0 0 30 30" aria-hidden="true">
        <rect x="2" y="2" width="26" height="26" rx="6" fill="none" stroke="currentColor" strokeWidth="2" />
        <path d="M9 10h12M9 15h12M9 20h12" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      </svg>
      {open.map((each) => {
        const Icon = icons[each]
        return (
          <button
            key={each}
            type="button"
            className="sp-rail-room"
            aria-current={each === room ? 'page' : undefined}
            title={hints.caps(shortcutOf[each])}
            onClick={() => go(each)}
          >
            <Icon size={20} stroke={1.6} aria-hidden="true" />
            <span>{t(`room.${each}`)}</span>
            {waiting[each] > 0 && (
              <span className="sp-rail-count">{waiting[each] > 9_999 ? '9999+' : waiting[each]}</span>
            )}
          </button>
        )
      })}
    </nav>
  )
}
