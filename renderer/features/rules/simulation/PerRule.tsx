import { useTranslation } from 'react-i18next'
import type { SimulationReport } from '../../../../shared/console/simulation.ts'
import type { RuleSetContent } from '../../../../shared/screening/rules.ts'
import { BehindNumber } from './numbers.tsx'

const endings = ['approved', 'rejected', 'held', 'waiting', 'nobody'] as const

/** How many messages each rule of the draft matched, and how those were decided in the end. */
export function PerRule({ report, content }: { report: SimulationReport; content: RuleSetContent }) {
  const { t } = useTranslation()
  const name = (id: string) => content.rules.find((rule) => rule.id === id)?.name ?? '–'
  if (report.rules.length === 0) return null
  return (
    <section className="sp-report-part" aria-label={t('simulation.rules')}>
      <h2 className="sp-caption">{t('simulation.rules')}</h2>
      <table className="sp-table">
        <thead>
          <tr>
            <th scope="col">{t('simulation.rule')}</th>
            <th scope="col">{t('simulation.matched')}</th>
            {endings.map((ending) => (
              <th key={ending} scope="col">
                {t(`simulation.ending.${ending}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.rules.map((rule) => (
            <tr key={rule.ruleId}>
              <th scope="row">
                <span className="sp-dim">{rule.number}</span> {name(rule.ruleId)}
              </th>
              <td>
                <BehindNumber
                  number={rule.messages}
                  title={t('simulation.ofRule', { name: name(rule.ruleId) })}
                  filter={{ ruleId: rule.ruleId }}
                />
              </td>
              {endings.map((ending) => (
                <td key={ending}>
                  <BehindNumber
                    number={rule.endings[ending]}
                    title={`${t('simulation.ofRule', { name: name(rule.ruleId) })}, ${t(`simulation.ending.${ending}`)}`}
                    filter={{ ruleId: rule.ruleId, ending }}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
