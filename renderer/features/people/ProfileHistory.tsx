import { useTranslation } from 'react-i18next'
import type { Profile } from '../../../shared/console/people.ts'
import { useFormats } from '../../i18n/hooks.ts'
import { spanText, statusTone, targetText } from '../../i18n/restrictionText.ts'
import { reasonText } from '../../i18n/sentences.ts'
import { useFrom } from '../../stores/stores.tsx'

/** What limits the person, now, later or before: those in force first. */
export function ProfileRestrictions({ profile }: { profile: Profile }) {
  const { t } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  const { restrictions } = profile
  return (
    <article className="sp-card">
      <h3 className="sp-caption">
        {t('people.restrictions')} <span className="sp-dim">{restrictions.length}</span>
      </h3>
      {restrictions.length === 0 ? (
        <p className="sp-dim">{t('people.noRestrictions')}</p>
      ) : (
        <ul className="sp-plain sp-lines">
          {restrictions.map((row) => (
            <li key={row.id}>
              <span className="sp-badge" data-tone={statusTone[row.status]}>
                {t(`restrictions.status.${row.status}`)}
              </span>{' '}
              <b>{targetText(t, row)}</b> <span className="sp-dim">{spanText(t, formats, row)}</span>
              <div className="sp-note">{row.reason}</div>
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}

/** The latest decisions on the person's messages; each opens its message. */
export function ProfileDecisions({ profile }: { profile: Profile }) {
  const { t, i18n } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const reasons = useFrom('review', (s) => s.reasons)
  const openMessage = useFrom('rooms', (s) => s.openMessage)
  const formats = useFormats(zone)
  const { decisions } = profile
  return (
    <article className="sp-card">
      <h3 className="sp-caption">
        {t('people.decisions')} <span className="sp-dim">{decisions.length}</span>
      </h3>
      {decisions.length === 0 ? (
        <p className="sp-dim">{t('people.noDecisions')}</p>
      ) : (
        <ol className="sp-plain sp-profile-thread">
          {decisions.map((decision) => (
            <li key={decision.id}>
              <button
                type="button"
                title={t('people.openMessage')}
                onClick={() => void openMessage({ id: decision.messageId })}
              >
                <span className="sp-dim">{formats.moment(decision.at, Date.now())}</span>
                <span aria-hidden="true">{decision.direction === 'inbound' ? '→' : '←'}</span>
                <span className="sp-hidden">{t(`direction.${decision.direction}`)}</span>
                <span className="sp-cut">
                  <b>{t(`decided.${decision.kind}`)}</b>
                  {decision.reasonId !== null && ` · ${reasonText(reasons, decision.reasonId, i18n.language)}`} ·{' '}
                  {decision.other.name}
                  {decision.note !== null && <span className="sp-dim"> · {decision.note}</span>}
                </span>
                <span className="sp-dim">{decision.by}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </article>
  )
}
