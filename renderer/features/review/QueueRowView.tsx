import { IconCheck, IconClockExclamation } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueueRow } from '../../../shared/console/review.ts'
import { latenessOf } from '../../../shared/domain/age.ts'
import { duration } from '../../i18n/format.ts'
import { useFrom } from '../../stores/stores.tsx'
import { ClaimBadge } from './Claim.tsx'
import { RowBadges } from './RowBadges.tsx'
import { useBlur } from './useBlur.ts'

interface Props {
  id: string
  /** Epoch milliseconds. */
  now: number
  /** Minutes in which the facility wants a message decided. */
  target: number
  gone: boolean
  onCheck: (id: string) => void
}

/** One message in the queue: who to whom, how long its sender has waited, what was found, how it begins. */
export const QueueRowView = memo(function QueueRowView({ id, now, target, gone, onCheck }: Props) {
  const { t } = useTranslation()
  const row = useFrom('queue', (s) => s.rows.get(id))
  const showsText = useFrom('review', (s) => s.columns.includes('preview'))
  const blurred = useBlur(row?.flags.map((flag) => flag.category) ?? [])
  if (!row) return <span className="sp-dim">{t('queue.loadingRow')}</span>
  const waits = row.dueAt !== null
  const since = now - Date.parse(waits ? row.sentAt : row.stateSince)
  const lateness = waits ? latenessOf(Date.parse(row.sentAt), target, now) : 'fine'
  const text =
    blurred.length > 0 && row.preview !== null
      ? t('blurred.inQueue', { categories: blurred.join(', ') })
      : (row.preview ?? t('reading.withheld'))
  const decided = decidedText(row, gone, now, t)
  return (
    <>
      <span className="sp-row-line">
        {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: selecting by key is X on the option itself. */}
        <span
          className="sp-check"
          data-testid="check"
          onClick={(event) => {
            event.stopPropagation()
            onCheck(id)
          }}
        >
          <IconCheck size={12} stroke={3.2} aria-hidden="true" />
        </span>
        <span className="sp-cut">
          <b>{row.from.name}</b> <span className="sp-dim">→ {row.to.name}</span>
        </span>
        <span className="sp-age" data-late={lateness}>
          {lateness !== 'fine' && <IconClockExclamation size={12} stroke={2} aria-hidden="true" />}
          {duration(since)}
          {lateness !== 'fine' && (
            <span className="sp-hidden"> {t(lateness === 'late' ? 'queue.overdue' : 'queue.soon')}</span>
          )}
        </span>
      </span>
      <span className="sp-row-preview sp-row-line">
        <RowBadges row={row} now={now} />
        <ClaimBadge id={id} />
        {(decided !== null || showsText) && (
          <span className="sp-cut" dir="auto">
            {decided ?? text}
          </span>
        )}
      </span>
    </>
  )
})

/** What was decided on a row that is not to be decided any more, or that waits to be sent; null for the others. */
function decidedText(row: QueueRow, gone: boolean, now: number, t: TFunction): string | null {
  if (row.overlay) return t('queue.waitingToSend', { what: t(`decided.${row.overlay.kind}`) })
  const open = row.state === 'pending_review' || row.state === 'held'
  if (row.decided && (gone || !open)) {
    return t('queue.decidedBy', {
      what: t(`decided.${row.decided.kind}`),
      by: row.decided.by,
      age: duration(now - Date.parse(row.decided.at)),
    })
  }
  return gone ? t('queue.gone') : null
}
