import { useTranslation } from 'react-i18next'
import type { BatchKind, BatchSummary } from './batch.ts'

/** Most messages that are named one by one. */
const LISTED = 8

/** How a batch divides, and what in it deserves a second look, by name and ground. */
export function BatchSummaryView({ kind, summary }: { kind: BatchKind; summary: BatchSummary }) {
  const { t } = useTranslation()
  const { second, categories } = summary
  return (
    <>
      <section>
        <h3 className="sp-caption">{t('batch.divide')}</h3>
        <dl className="sp-figures">
          <Figure name={t('batch.people')} value={summary.senders} />
          <Figure name={t('batch.recipients')} value={summary.recipients} />
          <Figure name={t('batch.flagged')} value={summary.flagged} warn={summary.flagged > 0} />
          <Figure name={t('batch.cod')} value={summary.cod} />
          {kind === 'reject' && <Figure name={t('batch.refunds')} value={summary.refund} />}
        </dl>
        {categories.length > 0 && (
          <p className="sp-batch-flags">
            {categories.map(({ category, count }) => (
              <span key={category} className="sp-badge" data-tone={category === 'self_harm' ? 'bad' : 'warn'}>
                {t(`category.${category}`)} {count}
              </span>
            ))}
          </p>
        )}
      </section>
      <section>
        <h3 className="sp-caption">
          {t('batch.second')} {second.length > 0 && second.length}
        </h3>
        {second.length === 0 && <p className="sp-dim">{t('batch.secondNone')}</p>}
        <ul className="sp-plain">
          {second.slice(0, LISTED).map(({ row, grounds }) => (
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
              {grounds
                .filter((ground) => ground !== 'flagged')
                .map((ground) => (
                  <span key={ground} className="sp-badge" data-tone={ground === 'urgent' ? 'bad' : undefined}>
                    {t(`batch.ground.${ground}`)}
                  </span>
                ))}
            </li>
          ))}
          {second.length > LISTED && <li className="sp-dim">{t('batch.more', { count: second.length - LISTED })}</li>}
        </ul>
      </section>
    </>
  )
}

function Figure({ name, value, warn = false }: { name: string; value: number; warn?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={warn ? 'sp-warn' : undefined}>{value}</dd>
    </div>
  )
}
