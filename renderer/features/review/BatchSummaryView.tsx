import { useTranslation } from 'react-i18next'
import { useFormats } from '../../i18n/hooks.ts'
import { type BatchKind, groundsOf } from './batch.ts'
import type { PlannedBatch } from './useBatchPlan.ts'

interface Props {
  kind: BatchKind
  planned: Extract<PlannedBatch, { state: 'planned' }>
  unread: readonly string[]
}

/** How a batch divides, and what in it deserves a second look, by name and ground. */
export function BatchSummaryView({ kind, planned, unread }: Props) {
  const { t } = useTranslation()
  const { plan, second, secondTotal } = planned
  const claimedBy = new Map(plan.claimed.map(({ id, by }) => [id, by]))
  const claimed = new Set(claimedBy.keys())
  const notOpened = new Set(unread)
  return (
    <>
      <section>
        <h3 className="sp-caption">{t('batch.divide')}</h3>
        <dl className="sp-figures">
          <Figure name={t('batch.people')} value={plan.senders} />
          <Figure name={t('batch.recipients')} value={plan.recipients} />
          <Figure name={t('batch.flagged')} value={plan.flagged} warn={plan.flagged > 0} />
          <Figure name={t('batch.cod')} value={plan.cod} />
          {kind === 'reject' && <Figure name={t('batch.refunds')} value={plan.refundCredits} />}
        </dl>
        {plan.categories.length > 0 && (
          <p className="sp-batch-flags">
            {plan.categories.map(({ category, count }) => (
              <span key={category} className="sp-badge" data-tone={category === 'self_harm' ? 'bad' : 'warn'}>
                {t(`category.${category}`)} {count}
              </span>
            ))}
          </p>
        )}
      </section>
      <section>
        <h3 className="sp-caption">
          {t('batch.second')} {secondTotal > 0 && secondTotal}
        </h3>
        {second.length === 0 && <p className="sp-dim">{t('batch.secondNone')}</p>}
        <ul className="sp-plain">
          {second.map((row) => (
            <li key={row.id} className="sp-row-line">
              <span className="sp-cut">
                {row.from.name} <span className="sp-dim">→ {row.to.name}</span>
              </span>
              <span className="sp-grow" />
              {row.flags.slice(0, 2).map((flag) => (
                <span key={flag.watchlist} className="sp-badge" data-tone={row.urgent ? 'bad' : 'warn'}>
                  {t(`category.${flag.category}`)}
                </span>
              ))}
              {groundsOf(row, claimed, notOpened)
                .filter((ground) => ground !== 'flagged')
                .map((ground) => (
                  <span key={ground} className="sp-badge" data-tone={ground === 'urgent' ? 'bad' : undefined}>
                    {ground === 'claimed'
                      ? t('claim.reviewing', { name: claimedBy.get(row.id) })
                      : t(`batch.ground.${ground}`)}
                  </span>
                ))}
            </li>
          ))}
          {secondTotal > second.length && (
            <li className="sp-dim">{t('batch.more', { count: secondTotal - second.length })}</li>
          )}
        </ul>
      </section>
    </>
  )
}

function Figure({ name, value, warn = false }: { name: string; value: number; warn?: boolean }) {
  const formats = useFormats(undefined)
  return (
    <div>
      <dt>{name}</dt>
      <dd className={warn ? 'sp-warn' : undefined}>{formats.number(value)}</dd>
    </div>
  )
}
