import { IconCheck } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { duration } from '../../i18n/format.ts'
import { useFrom } from '../../stores/stores.tsx'
import { ClaimBadge } from './Claim.tsx'
import { useBlur } from './useBlur.ts'

const LONG = 5_000

interface Props {
  id: string
  /** Epoch milliseconds. */
  now: number
  /** Minutes after which a waiting message is late. */
  target: number
  gone: boolean
  onCheck: (id: string) => void
}

/** One message in the queue: who to whom, how long it waits, what was found, how it begins. */
export const QueueRowView = memo(function QueueRowView({ id, now, target, gone, onCheck }: Props) {
  const { t } = useTranslation()
  const row = useFrom('queue', (s) => s.rows.get(id))
  const blurred = useBlur(row?.flags.map((flag) => flag.category) ?? [])
  if (!row) return <span className="sp-dim">{t('queue.loadingRow')}</span>
  const waits = now - Date.parse(row.stateSince)
  const open = row.state === 'pending_review' || row.state === 'held'
  const late = open && waits > target * 60_000
  const categories = [...new Set(row.flags.map((flag) => flag.category))]
  const decided = row.overlay
    ? t('queue.waitingToSend', { what: t(`decided.${row.overlay.kind}`) })
    : row.decided && (gone || !open)
      ? t('queue.decidedBy', {
          what: t(`decided.${row.decided.kind}`),
          by: row.decided.by,
          age: duration(now - Date.parse(row.decided.at)),
        })
      : gone
        ? t('queue.gone')
        : null
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
        <span className="sp-age" data-late={late}>
          {duration(waits)}
          {late && <span className="sp-hidden"> {t('queue.overdue')}</span>}
        </span>
      </span>
      <span className="sp-row-preview sp-row-line">
        {row.urgent && (
          <span className="sp-badge" data-tone="bad">
            {t('badge.urgent')}
          </span>
        )}
        {categories.map((category) => (
          <span key={category} className="sp-badge" data-tone={category === 'self_harm' ? 'bad' : 'warn'}>
            {t(`category.${category}`)}
          </span>
        ))}
        {row.escalated && (
          <span className="sp-badge" data-tone="accent">
            {t('badge.escalated')}
          </span>
        )}
        {row.cod && <span className="sp-badge">{t('badge.cod')}</span>}
        {row.revision && <span className="sp-badge">{t('badge.revision')}</span>}
        {row.characters > LONG && <span className="sp-badge">{t('badge.long')}</span>}
        <ClaimBadge id={id} />
        <span className="sp-cut" dir="auto">
          {decided ??
            (blurred.length > 0 && row.preview !== null
              ? t('blurred.inQueue', { categories: blurred.join(', ') })
              : (row.preview ?? t('reading.withheld')))}
        </span>
      </span>
    </>
  )
})
