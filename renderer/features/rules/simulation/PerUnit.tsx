import { useTranslation } from 'react-i18next'
import type { SimulationReport } from '../../../../shared/console/simulation.ts'
import { BehindNumber, Delta } from './numbers.tsx'

const outcomes = ['review', 'schedule', 'reject'] as const

/** What would be held, delayed and rejected in each housing unit, with the difference to the rules in force. */
export function PerUnit({ report }: { report: SimulationReport }) {
  const { t } = useTranslation()
  const most = Math.max(1, ...report.units.map((unit) => Math.max(unit.draft.review, unit.inForce.review)))
  return (
    <section className="sp-report-part" aria-label={t('simulation.units')}>
      <h2 className="sp-caption">{t('simulation.units')}</h2>
      <table className="sp-table">
        <thead>
          <tr>
            <th scope="col">{t('simulation.unit')}</th>
            {outcomes.map((outcome) => (
              <th key={outcome} scope="col">
                {t(`simulation.would.${outcome}`)}
              </th>
            ))}
            <th scope="col" className="sp-wide">
              {t('simulation.heldBar')}
            </th>
          </tr>
        </thead>
        <tbody>
          {report.units.map(({ unit, inForce, draft }) => (
            <tr key={unit}>
              <th scope="row">{unit === '' ? '–' : unit}</th>
              {outcomes.map((outcome) => (
                <td key={outcome}>
                  <BehindNumber
                    number={draft[outcome]}
                    title={`${unit}: ${t(`simulation.would.${outcome}`)}`}
                    filter={{ unit, draft: outcome }}
                  />{' '}
                  <Delta by={draft[outcome] - inForce[outcome]} />
                </td>
              ))}
              <td className="sp-wide">
                <span className="sp-bars" aria-hidden="true">
                  <span data-series="inForce" style={{ width: `${(100 * inForce.review) / most}%` }} />
                  <span data-series="draft" style={{ width: `${(100 * draft.review) / most}%` }} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
