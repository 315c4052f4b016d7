import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Profile } from '../../../shared/console/people.ts'
import { KeyCap } from '../../components/KeyCap.tsx'
import { useFormats } from '../../i18n/hooks.ts'
import type { ShortcutId } from '../../stores/shortcuts.ts'
import { useFrom, useKeyHints } from '../../stores/stores.tsx'
import type { PersonDialog } from './dialogs.ts'

interface Props {
  profile: Profile
  tools: ReactNode
  onDialog: (dialog: PersonDialog) => void
  onRestrict: () => void
}

/** Who it is, what weighs at once, and what can be done. */
export function ProfileHead({ profile, tools, onDialog, onRestrict }: Props) {
  const { t } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const may = useFrom('session', (s) => s.may)
  const formats = useFormats(zone)
  const { row, suspension, watchlistHits } = profile
  const inForce = profile.restrictions.filter((each) => each.status === 'in_force' && each.kind !== 'suspension').length
  return (
    <header className="sp-heading sp-profile-head">
      <div className="sp-grow">
        <h2>
          {row.name} <span className="sp-dim">{row.number}</span>
        </h2>
        <p className="sp-dim">
          {t(`people.one.${row.kind}`)} · {row.housingUnit ?? row.city} · {t(`personStatus.${row.status}`)}
        </p>
        {(suspension !== null || inForce > 0 || watchlistHits.length > 0) && (
          <p className="sp-badges">
            {suspension !== null && (
              <span className="sp-badge" data-tone="bad">
                {t('people.suspendedSince', { date: formats.moment(suspension.from, Date.now()) })}
              </span>
            )}
            {inForce > 0 && (
              <span className="sp-badge" data-tone="bad">
                {t('people.restricted', { count: inForce })}
              </span>
            )}
            {watchlistHits.map((hit) => (
              <span key={hit.watchlistId} className="sp-badge" data-tone="warn">
                {t('people.watched', { list: hit.watchlist, category: t(`category.${hit.category}`) })}
              </span>
            ))}
          </p>
        )}
        <div className="sp-profile-acts" role="toolbar" aria-label={t('people.acts')}>
          {may('propose_restrictions') && (
            <Act id="personSuspend" bad={suspension === null} onAct={() => onDialog('suspend')}>
              {t(suspension === null ? 'people.suspend' : 'people.reactivate')}
            </Act>
          )}
          {may('propose_restrictions') && (
            <Act id="personRestrict" onAct={onRestrict}>
              {t('people.restrict')}
            </Act>
          )}
          {may('declare_recusals') && (
            <Act id="personRecuse" onAct={() => onDialog('recuse')}>
              {t('recusals.declare')}
            </Act>
          )}
        </div>
      </div>
      {tools}
    </header>
  )
}

function Act(props: { id: ShortcutId; bad?: boolean; onAct: () => void; children: ReactNode }) {
  const hints = useKeyHints()
  return (
    <button
      type="button"
      className="sp-act"
      data-small
      {...(props.bad ? { 'data-kind': 'reject' } : {})}
      aria-keyshortcuts={hints.aria(props.id)}
      onClick={props.onAct}
    >
      {props.children} <KeyCap keys={hints.caps(props.id)} />
    </button>
  )
}
