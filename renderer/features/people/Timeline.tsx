import { Button } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { TimelineEntry } from '../../../shared/console/people.ts'
import type { Reason } from '../../../shared/domain/reasons.ts'
import { NameButton } from '../../components/NameButton.tsx'
import { Part } from '../../components/Part.tsx'
import { useFormats } from '../../i18n/hooks.ts'
import { reasonText } from '../../i18n/sentences.ts'
import { useFrom } from '../../stores/stores.tsx'

/** Everything that happened around the person, newest first, page by page. */
export function Timeline() {
  const { t } = useTranslation()
  const { status, error, rows, more } = useFrom('timeline', (s) => s)
  const { load, next } = useFrom('timeline', (s) => s)
  return (
    <Part title={t('people.timeline')}>
      {status === 'loading' && <p className="sp-dim">{t('people.loading')}</p>}
      {status === 'error' && (
        <p className="sp-bad">
          {t(`error.${error ?? 'internal'}`)}{' '}
          <Button variant="default" size="compact-xs" onClick={() => void load()}>
            {t('app.retry')}
          </Button>
        </p>
      )}
      {status === 'ready' && rows.length === 0 && <p className="sp-dim">{t('people.noTimeline')}</p>}
      <ol className="sp-plain sp-timeline">
        {rows.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {more && (
        <button type="button" className="sp-chip sp-more" onClick={next}>
          {t('people.earlier')}
        </button>
      )}
    </Part>
  )
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const { t, i18n } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const reasons = useFrom('review', (s) => s.reasons)
  const openMessage = useFrom('rooms', (s) => s.openMessage)
  const openProfile = useFrom('rooms', (s) => s.openProfile)
  const formats = useFormats(zone)
  const { what, other } = entry
  const words = whatText(t, what, reasons, i18n.language)
  return (
    <li data-what={what.kind}>
      <time className="sp-dim" dateTime={entry.at}>
        {formats.moment(entry.at, Date.now())}
      </time>
      <span>
        {what.kind === 'message' || what.kind === 'decision' ? (
          <button
            type="button"
            className="sp-person-name"
            title={t('people.openMessage')}
            onClick={() =>
              void openMessage(
                what.kind === 'message' ? { id: what.messageId, state: what.state } : { id: what.messageId },
              )
            }
          >
            {words}
          </button>
        ) : (
          <span className={what.kind === 'note' ? 'sp-note' : undefined} dir="auto">
            {words}
          </span>
        )}
        {other && (
          <>
            {' '}
            ·{' '}
            <NameButton
              name={other.name}
              hint={t('people.open')}
              onOpen={() => openProfile({ kind: other.kind, id: other.id })}
            />
          </>
        )}
        {entry.by !== null && <span className="sp-dim"> · {entry.by}</span>}
      </span>
    </li>
  )
}

function whatText(t: TFunction, what: TimelineEntry['what'], reasons: readonly Reason[], language: string): string {
  switch (what.kind) {
    case 'message':
      return t(`people.event.message.${what.direction}`, { state: t(`state.${what.state}`) })
    case 'decision':
      return t('people.event.decision', {
        what:
          what.reasonId === null
            ? t(`decided.${what.decision}`)
            : `${t(`decided.${what.decision}`)} (${reasonText(reasons, what.reasonId, language)})`,
      })
    case 'contact_requested':
      return t('people.event.contactRequested', { relationship: what.relationship })
    case 'contact_decided': {
      const state = t(`people.event.contact.${what.state}`)
      return what.reasonId === null ? state : `${state} (${reasonText(reasons, what.reasonId, language)})`
    }
    case 'restriction':
      return t(`people.event.${what.suspension ? 'suspension' : 'restriction'}.${what.step}`)
    case 'note':
      return what.text
  }
}
