import { Button } from '@mantine/core'
import { IconMailOpened } from '@tabler/icons-react'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReviewItem } from '../../../shared/console/review.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { spansOf } from '../../components/spans.ts'
import { duration } from '../../i18n/format.ts'
import { useFormats, useNow } from '../../i18n/hooks.ts'
import { reasonText } from '../../i18n/sentences.ts'
import { useFrom, useShortcut } from '../../stores/stores.tsx'
import { HereBecause } from './HereBecause.tsx'
import { Letter } from './Letter.tsx'
import { useBlur } from './useBlur.ts'

/** The message on screen: who to whom, why it is here, and its text. */
export function ReadingPane({ tools }: { tools: ReactNode }) {
  const { t } = useTranslation()
  const active = useFrom('queue', (s) => s.active)
  const status = useFrom('queue', (s) => s.status)
  const item = useFrom('review', (s) => (active === null ? undefined : s.items.get(active)))
  const error = useFrom('review', (s) => (active === null ? undefined : s.itemErrors.get(active)))
  const open = useFrom('review', (s) => s.open)
  useEffect(() => {
    if (active !== null) open(active)
  }, [active, open])

  if (active === null) {
    return (
      <div className="sp-reading">
        <div className="sp-heading-tools">{tools}</div>
        {status !== 'loading' && (
          <EmptyState
            icon={<IconMailOpened size={36} stroke={1.3} aria-hidden="true" />}
            title={t('reading.empty')}
            text={t('reading.emptyHint')}
          />
        )}
      </div>
    )
  }
  if (!item) {
    return (
      <div className="sp-reading">
        <div className="sp-heading-tools">{tools}</div>
        {error && (
          <EmptyState
            alert
            title={t('reading.errorTitle')}
            text={t(`error.${error}`)}
            action={<Button onClick={() => open(active)}>{t('app.retry')}</Button>}
          />
        )}
      </div>
    )
  }
  return <Opened key={item.message.id} item={item} tools={tools} />
}

function Opened({ item, tools }: { item: ReviewItem; tools: ReactNode }) {
  const { t, i18n } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const gone = useFrom('queue', (s) => s.gone.has(item.message.id))
  const reasons = useFrom('review', (s) => s.reasons)
  const formats = useFormats(zone)
  const now = useNow(10_000)
  const page = useRef<HTMLElement>(null)
  const [mark, setMark] = useState(-1)
  const [difference, setDifference] = useState(false)
  const [revealed, setRevealed] = useState(false)
  const { row, message, revised } = item
  const spans = useMemo(() => spansOf(message.text ?? '', message.screening.matches), [message])
  const marks = spans.filter((span) => span.matches.length > 0).length

  const blurred = useBlur(message.screening.matches.map((match) => match.category))

  const nextMark = () => {
    setDifference(false)
    setRevealed(true)
    setMark((mark + 1) % marks)
  }
  useShortcut('nextMatch', nextMark, marks > 0)
  useEffect(() => {
    if (mark < 0) return
    const element = page.current?.querySelectorAll('mark')[mark]
    element?.scrollIntoView?.({ block: 'center' })
  }, [mark])

  const age = duration(now - Date.parse(row.stateSince))
  const meta = [
    t(`direction.${row.direction}`),
    `${row.from.number} → ${row.to.number}`,
    t('reading.sent', { time: formats.moment(message.sentAt, now) }),
    row.state === 'pending_review'
      ? t('reading.waitingFor', { age })
      : t(row.state === 'delivered' || row.state === 'rejected' ? 'reading.ago' : 'reading.since', {
          state: t(`state.${row.state}`),
          age,
        }),
    t('reading.characters', { count: message.characters, n: formats.number(message.characters) }),
    t(`payment.${message.payment}`),
    ...(row.assignedTo ? [t('assign.badge', { name: row.assignedTo.name })] : []),
    ...(row.heldUntil ? [t('hold.badge', { time: formats.moment(row.heldUntil, now) })] : []),
    ...(message.deliverAt ? [t('reading.deliverAt', { time: formats.moment(message.deliverAt, now) })] : []),
  ]
  return (
    <section className="sp-reading" aria-label={t('reading.label')}>
      <header className="sp-heading">
        <div className="sp-grow">
          <h2>
            {row.from.name} <span className="sp-dim">→</span> {row.to.name}
          </h2>
          <p className="sp-dim">{meta.join(' · ')}</p>
        </div>
        <div className="sp-heading-tools">{tools}</div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text must be scrollable by key. */}
      <section ref={page} className="sp-page" tabIndex={0} aria-label={t('reading.text')}>
        {gone && row.decided && (
          <div className="sp-because" data-tone="bad" role="status">
            <p>
              <b>{t('reading.ignored')}</b> ·{' '}
              {t('reading.decidedElsewhere', {
                by: row.decided.by,
                what: t(`decided.${row.decided.kind}`),
                time: formats.moment(row.decided.at, now),
              })}
            </p>
          </div>
        )}
        {item.archived && (
          <div className="sp-because" data-tone="quiet" role="status">
            <p>
              <b>{t('reading.archivedTitle')}</b> · {t('reading.archived')}
            </p>
          </div>
        )}
        <HereBecause item={item} current={mark} marks={marks} onNext={nextMark} />
        {revised && (
          <div className="sp-because" data-tone="quiet">
            <p className="sp-grow">
              <b>{t('reading.revisionOf')}</b> ·{' '}
              {t('reading.revisionReason', { reason: reasonText(reasons, revised.reasonId, i18n.language) })}
            </p>
            {revised.message.text !== null && message.text !== null && (
              <Button variant="default" size="compact-xs" onClick={() => setDifference(!difference)}>
                {difference ? t('reading.showText') : t('reading.showDifference')}
              </Button>
            )}
          </div>
        )}
        <Letter
          item={item}
          spans={spans}
          current={mark}
          difference={difference}
          blurred={revealed ? [] : blurred}
          onReveal={() => setRevealed(true)}
        />
      </section>
    </section>
  )
}
