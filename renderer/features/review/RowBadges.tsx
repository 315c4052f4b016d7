import { useTranslation } from 'react-i18next'
import type { QueueColumn, QueueRow } from '../../../shared/console/review.ts'
import { useFormats } from '../../i18n/hooks.ts'
import { useFrom } from '../../stores/stores.tsx'

const LONG = 5_000

/** What a row shows in badges: urgent and escalated always, the rest as the view wants it. */
export function RowBadges({ row, now }: { row: QueueRow; now: number }) {
  const { t } = useTranslation()
  const columns = useFrom('review', (s) => s.columns)
  const me = useFrom('session', (s) => s.session?.user?.id)
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  const shows = (column: QueueColumn) => columns.includes(column)
  const categories = shows('flags') ? [...new Set(row.flags.map((flag) => flag.category))] : []
  const quiet: string[] = []
  if (shows('direction')) quiet.push(t(`direction.${row.direction}`))
  if (shows('housing_unit')) quiet.push(row.housingUnit)
  if (shows('priority')) quiet.push(t(`priority.${row.priority}`))
  if (shows('rules')) quiet.push(...row.rules.slice(0, 2))
  if (shows('payment') && row.cod) quiet.push(t('badge.cod'))
  if (row.revision) quiet.push(t('badge.revision'))
  if (shows('characters')) quiet.push(formats.number(row.characters))
  else if (row.characters > LONG) quiet.push(t('badge.long'))
  if (shows('held_until') && row.heldUntil !== null)
    quiet.push(t('hold.badge', { time: formats.moment(row.heldUntil, now) }))
  if (shows('deliver_at') && row.deliverAt !== null)
    quiet.push(t('reading.deliverAt', { time: formats.moment(row.deliverAt, now) }))
  return (
    <>
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
      {shows('assignee') && row.assignedTo !== null && (
        <span className="sp-badge" data-tone={row.assignedTo.id === me ? 'accent' : undefined}>
          {t('assign.badge', { name: row.assignedTo.name })}
        </span>
      )}
      {quiet.map((text) => (
        <span key={text} className="sp-badge">
          {text}
        </span>
      ))}
    </>
  )
}
