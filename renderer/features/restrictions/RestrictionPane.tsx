import { IconBan } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RestrictionRow } from '../../../shared/console/restrictions.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { KeyCap } from '../../components/KeyCap.tsx'
import { NameButton } from '../../components/NameButton.tsx'
import { duration } from '../../i18n/format.ts'
import { useFormats, useNow } from '../../i18n/hooks.ts'
import { spanText, statusTone, targetText } from '../../i18n/restrictionText.ts'
import type { ShortcutId } from '../../stores/shortcuts.ts'
import { useFrom, useKeyHints } from '../../stores/stores.tsx'

interface Props {
  row: RestrictionRow | null
  tools: ReactNode
  can: { confirm: boolean; lift: boolean }
  onDialog: (dialog: 'lift' | 'confirm') => void
}

/** One restriction: whom, when, why, what was done to it and by whom, and what can be done. */
export function RestrictionPane({ row, tools, can, onDialog }: Props) {
  const { t } = useTranslation()
  return (
    <div className="sp-middle">
      {row ? (
        <Shown row={row} tools={tools} />
      ) : (
        <div className="sp-reading">
          {tools}
          <EmptyState
            icon={<IconBan size={36} stroke={1.3} aria-hidden="true" />}
            title={t('roomTitle.restrictions')}
            text={t('restrictions.choose')}
          />
        </div>
      )}
      <div className="sp-actions" role="toolbar" aria-label={t('action.bar')}>
        {row?.status === 'proposed' && (
          <Act id="restrictionConfirm" kind="hold" can={can.confirm} onAct={() => onDialog('confirm')}>
            {t('restrictions.confirm')}
          </Act>
        )}
        <Act id="restrictionLift" kind="approve" can={can.lift} onAct={() => onDialog('lift')}>
          {t(row?.status === 'proposed' ? 'restrictions.turnDown' : 'restrictions.lift')}
        </Act>
      </div>
    </div>
  )
}

function Act(props: { id: ShortcutId; kind: string; can: boolean; onAct: () => void; children: ReactNode }) {
  const hints = useKeyHints()
  return (
    <button
      type="button"
      className="sp-act"
      data-kind={props.kind}
      aria-disabled={!props.can}
      aria-keyshortcuts={hints.aria(props.id)}
      onClick={() => props.can && props.onAct()}
    >
      {props.children} <KeyCap keys={hints.caps(props.id)} />
    </button>
  )
}

function Shown({ row, tools }: { row: RestrictionRow; tools: ReactNode }) {
  const { t } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  const now = useNow(30_000)
  const { until } = row
  const ends = until !== null && (row.status === 'in_force' || row.status === 'upcoming') ? Date.parse(until) - now : 0
  return (
    <section className="sp-reading" aria-label={t('restrictions.detail')}>
      <header className="sp-heading">
        <div className="sp-grow">
          <h2>{targetText(t, row)}</h2>
          <p className="sp-badges">
            <span className="sp-badge" data-tone={statusTone[row.status]}>
              {t(`restrictions.status.${row.status}`)}
            </span>
            <span className="sp-dim">{spanText(t, formats, row)}</span>
            {row.waiting !== null && (
              <span className="sp-badge" data-tone="warn">
                {t(`restrictions.waiting.${row.waiting}`)}
              </span>
            )}
          </p>
        </div>
        {tools}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long log must be scrollable by key. */}
      <section className="sp-page" tabIndex={0} aria-label={t('restrictions.log')}>
        <div className="sp-profile">
          <div className="sp-cards">
            <article className="sp-card">
              <h3 className="sp-caption">{t('restrictions.whom')}</h3>
              <dl className="sp-facts">
                <dt>{t('restrictions.scopeLabel')}</dt>
                <dd>{t(`restrictions.scope.${row.target.scope}`)}</dd>
                <People row={row} />
                {row.target.scope === 'housing_unit' && (
                  <>
                    <dt>{t('restrictions.unit')}</dt>
                    <dd>{row.target.housingUnit}</dd>
                  </>
                )}
              </dl>
            </article>
            <article className="sp-card">
              <h3 className="sp-caption">{t('restrictions.when')}</h3>
              <dl className="sp-facts">
                <dt>{t('restrictions.from')}</dt>
                <dd>{formats.full(row.from)}</dd>
                <dt>{t('restrictions.until')}</dt>
                <dd>{until === null ? '–' : formats.full(until)}</dd>
                {ends > 0 && (
                  <>
                    <dt>{t('restrictions.ends')}</dt>
                    <dd>{t('restrictions.endsIn', { age: duration(ends) })}</dd>
                  </>
                )}
              </dl>
            </article>
          </div>
          <article className="sp-card">
            <h3 className="sp-caption">{t('restrictions.reason')}</h3>
            <p className="sp-note" dir="auto">
              {row.reason}
            </p>
            <h3 className="sp-caption sp-caption-next">{t('restrictions.publicWording')}</h3>
            <p className={row.publicWording === '' ? 'sp-dim' : 'sp-note'} dir="auto">
              {row.publicWording === '' ? t('restrictions.noWording') : row.publicWording}
            </p>
          </article>
          <article className="sp-card">
            <h3 className="sp-caption">{t('restrictions.log')}</h3>
            <ol className="sp-plain sp-timeline">
              {row.log.map((step) => (
                <li key={`${step.what}-${step.at}`}>
                  <time className="sp-dim" dateTime={step.at}>
                    {formats.moment(step.at, now)}
                  </time>
                  <span>
                    <b>{t(`restrictions.step.${step.what}`)}</b>{' '}
                    <span className="sp-dim">· {step.by ?? t('restrictions.byClock')}</span>
                    {step.note !== null && <span className="sp-note"> {step.note}</span>}
                  </span>
                </li>
              ))}
            </ol>
          </article>
        </div>
      </section>
    </section>
  )
}

function People({ row }: { row: RestrictionRow }) {
  const { t } = useTranslation()
  const openProfile = useFrom('rooms', (s) => s.openProfile)
  return (
    <>
      {(['member', 'individual'] as const).map((kind) => {
        const person = row[kind]
        if (person === null) return null
        return [
          <dt key={`${kind}-name`}>{t(`restrictions.${kind}`)}</dt>,
          <dd key={kind}>
            <NameButton
              name={person.name}
              hint={t('people.open')}
              onOpen={() => openProfile({ kind, id: person.id })}
            />{' '}
            <span className="sp-dim">{person.number}</span>
          </dd>,
        ]
      })}
    </>
  )
}
