import { Button, NumberInput, Progress } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleSetContent } from '../../../../shared/screening/rules.ts'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { useFormats } from '../../../i18n/hooks.ts'
import { useFrom, useStores } from '../../../stores/stores.tsx'
import { MessagesBehind } from './MessagesBehind.tsx'
import { Report } from './Report.tsx'

interface Props {
  /** The draft, or the rules in force where there is none. */
  content: RuleSetContent
  isDraft: boolean
}

/** What the draft would have done to the messages of the last days, beside what the rules in force do. */
export function Simulation({ content, isDraft }: Props) {
  const { t } = useTranslation()
  const { simulation } = useStores()
  const report = useFrom('simulation', (s) => s.report)
  useEffect(() => simulation.getState().start(), [simulation])
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long report must be scrollable by key. */}
      <section className="sp-rules-main" tabIndex={0} aria-label={t('simulation.tab')}>
        <div className="sp-rules-wide">
          <Controls content={content} isDraft={isDraft} />
          <Outcome />
          {report && <Report report={report} content={content} />}
        </div>
      </section>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must be scrollable by key. */}
      <aside className="sp-context" tabIndex={0} aria-label={t('simulation.behind')}>
        <MessagesBehind />
      </aside>
    </>
  )
}

function Controls({ content, isDraft }: Props) {
  const { t } = useTranslation()
  const { simulation } = useStores()
  const days = useFrom('simulation', (s) => s.days)
  const phase = useFrom('simulation', (s) => s.state?.phase)
  const report = useFrom('simulation', (s) => s.report)
  const simulated = useFrom('simulation', (s) => s.content)
  const running = phase === 'compiling' || phase === 'screening'
  const outdated = report !== null && simulated !== null && simulated !== content
  return (
    <div className="sp-simulation-controls">
      <NumberInput
        label={t('simulation.days')}
        w="8rem"
        min={1}
        max={365}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        disabled={running}
        value={days}
        onChange={(next) => typeof next === 'number' && next >= 1 && simulation.getState().setDays(next)}
      />
      {running ? (
        <Button variant="default" onClick={() => void simulation.getState().cancel()}>
          {t('simulation.cancel')}
        </Button>
      ) : (
        <Button
          variant={report && !outdated ? 'default' : 'filled'}
          onClick={() => void simulation.getState().run(content)}
        >
          {report ? t('simulation.again') : t('simulation.run')}
        </Button>
      )}
      <p className="sp-dim">
        {outdated ? t('simulation.outdated') : isDraft ? t('simulation.ofDraft') : t('simulation.ofInForce')}
      </p>
    </div>
  )
}

/** Where the simulation stands, while there is no report to be read. */
function Outcome() {
  const { t } = useTranslation()
  const formats = useFormats(undefined)
  const state = useFrom('simulation', (s) => s.state)
  const report = useFrom('simulation', (s) => s.report)
  const error = useFrom('simulation', (s) => s.error)
  if (error) {
    return <EmptyState alert title={t('simulation.failed')} text={t(`error.${error}`)} />
  }
  if (report) {
    return report.messages === 0 ? <EmptyState title={t('simulation.emptyTitle')} text={t('simulation.empty')} /> : null
  }
  if (state?.phase === 'failed') {
    return <EmptyState alert title={t('simulation.failed')} text={t(`error.${state.code ?? 'simulation_failed'}`)} />
  }
  if (state?.phase === 'cancelled') {
    return <EmptyState title={t('simulation.cancelledTitle')} text={t('simulation.cancelled')} />
  }
  if (!state) return <EmptyState title={t('simulation.readyTitle')} text={t('simulation.ready')} />
  const share = state.total === 0 ? 0 : (100 * state.done) / state.total
  return (
    <div className="sp-simulation-progress">
      <Progress.Root size="lg">
        <Progress.Section value={share} aria-label={t('simulation.progress')} />
      </Progress.Root>
      <p className="sp-dim">
        {state.phase === 'compiling'
          ? t('simulation.compiling')
          : t('simulation.screening', { done: formats.number(state.done), total: formats.number(state.total) })}
      </p>
    </div>
  )
}
