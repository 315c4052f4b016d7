import { Button, NativeSelect } from '@mantine/core'
import { useEffect, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleEffect } from '../../../shared/central/operations.rules.ts'
import { duration } from '../../i18n/format.ts'
import { useFormats } from '../../i18n/hooks.ts'
import { useFrom, useStores } from '../../stores/stores.tsx'

const periods = [7, 30, 90, 365]

/** Over how many days the effect of the rules is told, and why it is not where it cannot be. */
export function EffectPeriod() {
  const { t } = useTranslation()
  const { rules } = useStores()
  const effect = useFrom('rules', (s) => s.effect)
  const field = useId()
  useEffect(() => {
    const { effect: now, showEffect } = rules.getState()
    if (!now.known && !now.loading) void showEffect(now.days)
  }, [rules])
  return (
    <div className="sp-effect-period">
      {effect.error && (
        <>
          <span role="alert" className="sp-dim">
            {effect.error === 'unavailable' ? t('effect.unavailable') : t('effect.failed')}
          </span>
          <Button variant="subtle" size="compact-xs" onClick={() => void rules.getState().showEffect(effect.days)}>
            {t('app.retry')}
          </Button>
        </>
      )}
      {effect.loading && <span className="sp-dim">{t('effect.loading')}</span>}
      <span>
        <label htmlFor={field} className="sp-dim">
          {t('effect.period')}
        </label>
        <NativeSelect
          id={field}
          size="xs"
          value={String(effect.days)}
          data={periods.map((days) => ({ value: String(days), label: t('effect.days', { count: days }) }))}
          onChange={(event) => void rules.getState().showEffect(Number(event.currentTarget.value))}
        />
      </span>
    </div>
  )
}

/** What one rule did in the period: held and of those approved unchanged, delayed, or rejected outright. */
export function EffectOf({ effect, days }: { effect: RuleEffect | undefined; days: number }) {
  const { t } = useTranslation()
  const formats = useFormats(undefined)
  if (!effect) return <span className="sp-effect sp-dim">{t('effect.draft')}</span>
  const n = (value: number) => formats.number(value)
  const share = effect.held === 0 ? 0 : effect.approved / effect.held
  const lines: string[] = []
  if (effect.held > 0) {
    lines.push(t('effect.held', { n: n(effect.held) }))
    lines.push(t('effect.approved', { percent: `${Math.round(share * 100)} %` }))
    if (effect.medianWait !== null) lines.push(t('effect.wait', { time: duration(effect.medianWait * 1000) }))
  }
  if (effect.delayed > 0) {
    lines.push(t('effect.delayed', { n: n(effect.delayed) }))
    if (effect.medianDelay !== null) lines.push(t('effect.medianDelay', { time: duration(effect.medianDelay * 1000) }))
  }
  if (effect.rejectedOutright > 0) {
    lines.push(t('effect.rejected', { n: n(effect.rejectedOutright) }))
    if (effect.overturned > 0) lines.push(t('effect.overturned', { n: n(effect.overturned) }))
  }
  if (lines.length === 0) {
    const period = t('effect.days', { count: days })
    lines.push(effect.matched > 0 ? t('effect.matched', { n: n(effect.matched) }) : t('effect.none', { days: period }))
  }
  return (
    <div className="sp-effect">
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
      {effect.held > 0 && (
        <span className="sp-effect-bar" aria-hidden="true">
          <span style={{ width: `${share * 100}%` }} />
        </span>
      )}
    </div>
  )
}
