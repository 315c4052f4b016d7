import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../i18n/hooks.ts'
import { useFrom, useStores } from '../../../stores/stores.tsx'

/** The messages behind the number that was pressed; each opens in the review room. */
export function MessagesBehind() {
  const { t } = useTranslation()
  const { simulation, rooms } = useStores()
  const behind = useFrom('simulation', (s) => s.behind)
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  if (!behind) {
    return (
      <section className="sp-part">
        <h2 className="sp-caption">{t('simulation.behind')}</h2>
        <p className="sp-dim">{t('simulation.behindHint')}</p>
      </section>
    )
  }
  const now = Date.now()
  return (
    <section className="sp-part">
      <header>
        <h2 className="sp-caption">{behind.title}</h2>
        <span className="sp-dim">{formats.number(behind.total)}</span>
      </header>
      {behind.error && <p role="alert">{t(`error.${behind.error}`)}</p>}
      <ul className="sp-behind" aria-busy={behind.loading}>
        {behind.rows.map((row) => (
          <li key={row.id}>
            <button type="button" onClick={() => void rooms.getState().openMessage({ id: row.id, state: row.state })}>
              <span className="sp-behind-line">
                <span className="sp-cut">
                  <b>{row.from.name}</b> <span className="sp-dim">→ {row.to.name}</span>
                </span>
                <span className="sp-dim">{formats.moment(row.sentAt, now)}</span>
              </span>
              <span className="sp-behind-line sp-dim">
                <span className="sp-cut">
                  {[...new Set(row.flags.map((flag) => flag.watchlist))].join(', ') || row.rules[0]}
                </span>
                <span>{row.decided ? t(`decided.${row.decided.kind}`) : t(`state.${row.state}`)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {behind.loading && <p className="sp-dim">{t('app.loading')}</p>}
      {!behind.loading && behind.asked < behind.total && (
        <Button variant="subtle" size="compact-sm" onClick={() => void simulation.getState().more()}>
          {t('simulation.more', { n: formats.number(behind.total - behind.asked) })}
        </Button>
      )}
    </section>
  )
}
