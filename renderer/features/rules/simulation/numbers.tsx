import { useTranslation } from 'react-i18next'
import type { SimulationFilter } from '../../../../shared/console/simulation.ts'
import { useFormats } from '../../../i18n/hooks.ts'
import { useFrom, useStores } from '../../../stores/stores.tsx'

/** A number that shows the messages behind it when it is pressed. */
export function BehindNumber(props: { number: number; title: string; filter: SimulationFilter }) {
  const { t } = useTranslation()
  const { simulation } = useStores()
  const formats = useFormats(undefined)
  const shown = useFrom('simulation', (s) => s.behind?.title === props.title)
  const number = formats.number(props.number)
  if (props.number === 0) return <span className="sp-number sp-dim">0</span>
  return (
    <button
      type="button"
      className="sp-number"
      aria-pressed={shown}
      aria-label={t('simulation.show', { n: number, title: props.title })}
      onClick={() => void simulation.getState().show(props.title, props.filter)}
    >
      {number}
    </button>
  )
}

/** By how much the draft differs from the rules in force: "+12", "−3", "±0". */
export function Delta({ by }: { by: number }) {
  const { t } = useTranslation()
  const formats = useFormats(undefined)
  const sign = by > 0 ? '+' : by < 0 ? '−' : '±'
  return (
    <span className="sp-delta" data-sign={sign} title={t('simulation.delta')}>
      {sign}
      {formats.number(Math.abs(by))}
    </span>
  )
}
