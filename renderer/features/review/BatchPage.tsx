import { Button, SegmentedControl } from '@mantine/core'
import { IconArrowLeft, IconStack2 } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BatchOutcome, type BatchReport, batchOutcome } from '../../../shared/console/batches.ts'
import type { MethodOutput } from '../../../shared/console/methods.ts'
import { type ErrorCode, Refusal } from '../../../shared/domain/errors.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { useFormats } from '../../i18n/hooks.ts'
import { reasonText } from '../../i18n/sentences.ts'
import { useFrom, useStores } from '../../stores/stores.tsx'
import { BatchItems } from './BatchItems.tsx'

type Latest = MethodOutput<'review.batches'>['batches']
type Shown =
  | { state: 'loading' }
  | { state: 'failed'; code: ErrorCode }
  | { state: 'ready'; report: BatchReport | null }

/** Everything that a batch did, message by message, beside the latest batches of this user. */
export function BatchPage({ batch }: { batch: string }) {
  const { t } = useTranslation()
  const { connection } = useStores()
  const openBatch = useFrom('rooms', (s) => s.openBatch)
  const progress = useFrom('batches', (s) => s.running.find((each) => each.batchId === batch))
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  const [latest, setLatest] = useState<Latest>([])
  const [shown, setShown] = useState<Shown>({ state: 'loading' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: what a batch did is asked again whenever it goes on.
  useEffect(() => {
    let here = true
    const ask = async () => {
      const { batches } = await connection.call('review.batches', {})
      const id = batch === 'latest' ? batches[0]?.id : batch
      const report = id === undefined ? null : await connection.call('review.batch', { batchId: id })
      if (!here) return
      setLatest(batches)
      setShown({ state: 'ready', report })
    }
    ask().catch((error: unknown) => {
      if (here) setShown({ state: 'failed', code: error instanceof Refusal ? error.code : 'internal' })
    })
    return () => {
      here = false
    }
  }, [connection, batch, progress])
  const current = shown.state === 'ready' ? shown.report?.id : undefined
  return (
    <section className="sp-batch-page" aria-label={t('batchPage.title')}>
      <nav className="sp-batch-latest" aria-label={t('batchPage.latest')}>
        <Button
          variant="subtle"
          color="gray"
          justify="flex-start"
          leftSection={<IconArrowLeft size={15} aria-hidden="true" />}
          onClick={() => openBatch(null)}
        >
          {t('batchPage.back')}
        </Button>
        <h2 className="sp-caption">{t('batchPage.latest')}</h2>
        {latest.length === 0 && <p className="sp-dim">{t('batchPage.none')}</p>}
        {latest.map((each) => (
          <button
            key={each.id}
            type="button"
            className="sp-batch-one"
            aria-current={each.id === current ? 'true' : undefined}
            onClick={() => openBatch(each.id)}
          >
            <b>{t(`done.${each.kind}`, { count: each.total })}</b>
            <span className="sp-dim">{formats.moment(each.at, Date.now())}</span>
          </button>
        ))}
      </nav>
      {shown.state === 'failed' && (
        <EmptyState alert title={t('batchPage.errorTitle')} text={t(`error.${shown.code}`)} />
      )}
      {shown.state === 'ready' && shown.report === null && (
        <EmptyState
          icon={<IconStack2 size={34} stroke={1.3} aria-hidden="true" />}
          title={t('batchPage.none')}
          text={t('batchPage.noneHint')}
        />
      )}
      {shown.state === 'ready' && shown.report && <Report key={shown.report.id} report={shown.report} />}
    </section>
  )
}

function Report({ report }: { report: BatchReport }) {
  const { t, i18n } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const reasons = useFrom('review', (s) => s.reasons)
  const formats = useFormats(zone)
  const [only, setOnly] = useState<BatchOutcome | 'all'>('all')
  const { counts, items } = report
  const present = batchOutcome.options.filter((outcome) => counts[outcome] > 0)
  const chosen = only !== 'all' && !present.includes(only) ? 'all' : only
  return (
    <div className="sp-batch-report">
      <header>
        <h2>{t(`done.${report.kind}`, { count: items.length })}</h2>
        <p className="sp-dim">
          {report.by}, {formats.full(report.at)}
          {report.reasonId !== null && ` · ${reasonText(reasons, report.reasonId, i18n.language)}`}
        </p>
        {!report.complete && <p className="sp-hint">{t('batchPage.incomplete')}</p>}
        <SegmentedControl
          size="xs"
          aria-label={t('batchPage.filter')}
          value={chosen}
          onChange={(value) => setOnly(batchOutcome.options.find((each) => each === value) ?? 'all')}
          data={[
            { value: 'all', label: `${t('batchPage.all')} ${formats.number(items.length)}` },
            ...present.map((each) => ({
              value: each,
              label: `${t(`batchPage.outcome.${each}`)} ${formats.number(counts[each])}`,
            })),
          ]}
        />
      </header>
      <BatchItems items={chosen === 'all' ? items : items.filter((item) => item.outcome === chosen)} />
    </div>
  )
}
