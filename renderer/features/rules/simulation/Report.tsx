import { useTranslation } from 'react-i18next'
import type { Ending, SimulationFilter, SimulationReport } from '../../../../shared/console/simulation.ts'
import type { RuleSetContent, ScreeningOutcomeKind } from '../../../../shared/screening/rules.ts'
import { useFormats } from '../../../i18n/hooks.ts'
import { useFrom } from '../../../stores/stores.tsx'
import { Hours } from './Hours.tsx'
import { BehindNumber, Delta } from './numbers.tsx'
import { PerRule } from './PerRule.tsx'
import { PerUnit } from './PerUnit.tsx'

export const outcomes = ['review', 'schedule', 'reject', 'deliver'] as const satisfies readonly ScreeningOutcomeKind[]

interface Props {
  report: SimulationReport
  content: RuleSetContent
}

/** The comparison: totals, what changes for whom and how those were decided, hours, housing units, rules. */
export function Report({ report, content }: Props) {
  const { t } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  const n = formats.number
  if (report.messages === 0) return null
  return (
    <div className="sp-report">
      <p className="sp-dim">
        {t('simulation.what', {
          n: n(report.messages),
          from: formats.moment(report.from, Date.now()),
          number: report.inForceNumber,
        })}
        {report.skipped > 0 && ` ${t('simulation.skipped', { n: n(report.skipped) })}`}
        {report.estimated > 0 && ` ${t('simulation.estimated', { n: n(report.estimated) })}`}
      </p>
      <ul className="sp-tiles" aria-label={t('simulation.totals')}>
        {outcomes.map((outcome) => (
          <Tile
            key={outcome}
            number={report.draft[outcome]}
            label={t(`simulation.would.${outcome}`)}
            filter={{ draft: outcome }}
            aside={<Delta by={report.draft[outcome] - report.inForce[outcome]} />}
          />
        ))}
        <Tile number={endingsOf(report, 'rejected', false)} label={t('simulation.missed')} filter={missed} tone="bad" />
        <Tile
          number={endingsOf(report, 'approved', false)}
          label={t('simulation.spared')}
          filter={spared}
          tone="good"
        />
        <Tile number={endingsOf(report, 'nobody', true)} label={t('simulation.newlyHeld')} filter={newlyHeld} />
      </ul>
      <Moves report={report} />
      <Hours report={report} />
      <PerUnit report={report} />
      <PerRule report={report} content={content} />
    </div>
  )
}

const missed: SimulationFilter = { inForce: 'review', draft: 'deliver', ending: 'rejected' }
const spared: SimulationFilter = { inForce: 'review', draft: 'deliver', ending: 'approved' }
const newlyHeld: SimulationFilter = { inForce: 'deliver', draft: 'review', ending: 'nobody' }

/** Messages that would go from review to delivery, or the other way, by how they were decided in the end. */
function endingsOf(report: SimulationReport, ending: Ending, held: boolean): number {
  const [inForce, draft] = held ? ['deliver', 'review'] : ['review', 'deliver']
  return report.moves.find((move) => move.inForce === inForce && move.draft === draft)?.endings[ending] ?? 0
}

function Tile(props: {
  number: number
  label: string
  filter: SimulationFilter
  aside?: React.ReactNode
  tone?: 'good' | 'bad'
}) {
  return (
    <li className="sp-tile" data-tone={props.number > 0 ? props.tone : undefined}>
      <BehindNumber number={props.number} title={props.label} filter={props.filter} />
      <span className="sp-tile-label">
        {props.label} {props.aside}
      </span>
    </li>
  )
}

/** What becomes of what: from the outcome by the rules in force to the one by the draft, and how it was decided. */
function Moves({ report }: { report: SimulationReport }) {
  const { t } = useTranslation()
  const moves = report.moves.filter((move) => move.inForce !== move.draft)
  const endings = ['approved', 'rejected', 'held', 'waiting', 'nobody'] as const
  return (
    <section className="sp-report-part" aria-label={t('simulation.moves')}>
      <h2 className="sp-caption">{t('simulation.moves')}</h2>
      {moves.length === 0 ? (
        <p className="sp-dim">{t('simulation.noMoves')}</p>
      ) : (
        <table className="sp-table">
          <thead>
            <tr>
              <th scope="col">{t('simulation.nowAndThen')}</th>
              <th scope="col">{t('simulation.messages')}</th>
              {endings.map((ending) => (
                <th key={ending} scope="col">
                  {t(`simulation.ending.${ending}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {moves.map((move) => {
              const label = t('simulation.move', {
                from: t(`simulation.outcome.${move.inForce}`),
                to: t(`simulation.outcome.${move.draft}`),
              })
              const filter = { inForce: move.inForce, draft: move.draft }
              return (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td>
                    <BehindNumber number={move.messages} title={label} filter={filter} />
                  </td>
                  {endings.map((ending) => (
                    <td key={ending}>
                      <BehindNumber
                        number={move.endings[ending]}
                        title={`${label}, ${t(`simulation.ending.${ending}`)}`}
                        filter={{ ...filter, ending }}
                      />
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </section>
  )
}
