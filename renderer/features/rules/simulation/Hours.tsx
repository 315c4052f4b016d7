import { BarChart } from '@mantine/charts'
import { SegmentedControl, Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SimulationFilter, SimulationReport, Tally } from '../../../../shared/console/simulation.ts'
import { BehindNumber, Delta } from './numbers.tsx'

const outcomes = ['review', 'schedule', 'reject'] as const
type Outcome = (typeof outcomes)[number]

interface Slot {
  readonly label: string
  readonly filter: SimulationFilter
  readonly inForce: number
  readonly draft: number
}

/** What is held, delayed or rejected by the hour of the day or from day to day: a chart, and the table behind it. */
export function Hours({ report }: { report: SimulationReport }) {
  const { t } = useTranslation()
  const [by, setBy] = useState<'hour' | 'day'>('hour')
  const [outcome, setOutcome] = useState<Outcome>('review')
  const [as, setAs] = useState<'chart' | 'table'>('chart')
  const slots = useMemo(() => slotsOf(report, by, outcome), [report, by, outcome])
  const [inForce, draft] = [t('simulation.inForce', { number: report.inForceNumber }), t('simulation.draft')]
  const title = t('simulation.hours', { what: t(`simulation.outcome.${outcome}`) })
  return (
    <section className="sp-report-part" aria-label={t('simulation.hoursLabel')}>
      <header>
        <h2 className="sp-caption">{title}</h2>
        <span className="sp-grow" />
        <Select
          size="xs"
          w="9rem"
          aria-label={t('simulation.outcomeLabel')}
          allowDeselect={false}
          value={outcome}
          data={outcomes.map((value) => ({ value, label: t(`simulation.outcome.${value}`) }))}
          onChange={(value) => setOutcome(outcomes.find((each) => each === value) ?? 'review')}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('simulation.by')}
          value={by}
          data={(['hour', 'day'] as const).map((value) => ({ value, label: t(`simulation.byOf.${value}`) }))}
          onChange={(value) => setBy(value === 'day' ? 'day' : 'hour')}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('simulation.as')}
          value={as}
          data={(['chart', 'table'] as const).map((value) => ({ value, label: t(`simulation.asOf.${value}`) }))}
          onChange={(value) => setAs(value === 'table' ? 'table' : 'chart')}
        />
      </header>
      {as === 'chart' ? (
        <>
          <p className="sp-legend">
            <span data-series="inForce">{inForce}</span>
            <span data-series="draft">{draft}</span>
          </p>
          <div role="img" aria-label={t('simulation.chartLabel', { title })}>
            <BarChart
              h={170}
              data={slots.map(({ label, inForce: before, draft: after }) => ({ label, before, after }))}
              dataKey="label"
              series={[
                { name: 'before', label: inForce, color: 'var(--sp-line-strong)' },
                { name: 'after', label: draft, color: 'var(--sp-accent)' },
              ]}
              barProps={{ isAnimationActive: false }}
              barChartProps={{ barGap: 1, accessibilityLayer: false }}
              xAxisProps={{ interval: 'preserveStartEnd' }}
              gridAxis="x"
              tickLine="none"
            />
          </div>
        </>
      ) : (
        <table className="sp-table">
          <thead>
            <tr>
              <th scope="col">{t(`simulation.byOf.${by}`)}</th>
              <th scope="col">{inForce}</th>
              <th scope="col">{draft}</th>
              <th scope="col">{t('simulation.difference')}</th>
            </tr>
          </thead>
          <tbody>
            {slots.map((slot) => (
              <tr key={slot.label}>
                <th scope="row">{slot.label}</th>
                <td>
                  <BehindNumber
                    number={slot.inForce}
                    title={`${title}, ${slot.label}, ${inForce}`}
                    filter={{ ...slot.filter, inForce: outcome }}
                  />
                </td>
                <td>
                  <BehindNumber
                    number={slot.draft}
                    title={`${title}, ${slot.label}, ${draft}`}
                    filter={{ ...slot.filter, draft: outcome }}
                  />
                </td>
                <td>
                  <Delta by={slot.draft - slot.inForce} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** The report's hours, summed over the days or over the hours of each day. */
function slotsOf({ hours }: SimulationReport, by: 'hour' | 'day', outcome: keyof Tally): Slot[] {
  const slots = new Map<string, Slot>()
  if (by === 'hour') {
    for (let hour = 0; hour < 24; hour++) {
      const label = String(hour).padStart(2, '0')
      slots.set(label, { label, filter: { hour }, inForce: 0, draft: 0 })
    }
  }
  for (const each of hours) {
    const label = by === 'hour' ? String(each.hour).padStart(2, '0') : each.day
    const slot = slots.get(label) ?? { label, filter: { day: each.day }, inForce: 0, draft: 0 }
    slots.set(label, {
      ...slot,
      inForce: slot.inForce + each.inForce[outcome],
      draft: slot.draft + each.draft[outcome],
    })
  }
  return [...slots.values()]
}
