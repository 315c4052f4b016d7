import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { BatchProgress } from '../../../shared/console/batches.ts'
import { useFormats } from '../../i18n/hooks.ts'
import { failuresOf } from '../../stores/batches.ts'
import { useFrom } from '../../stores/stores.tsx'

/** How the batches of this sitting go on, below the queue that they came from. */
export function BatchStrip() {
  const running = useFrom('batches', (s) => s.running)
  return running.map((progress) => <One key={progress.batchId} progress={progress} />)
}

function One({ progress }: { progress: BatchProgress }) {
  const { t } = useTranslation()
  const formats = useFormats(undefined)
  const dismiss = useFrom('batches', (s) => s.dismiss)
  const openBatch = useFrom('rooms', (s) => s.openBatch)
  const { batchId, kind, done, total, counts } = progress
  const failed = failuresOf(counts)
  const taking = done < total
  const value = taking ? done : total - counts.waiting
  const of = { done: formats.number(value), total: formats.number(total) }
  const over = !taking && counts.waiting === 0
  return (
    <div className="sp-batch-strip" data-tone={failed > 0 ? 'bad' : undefined} data-testid="batch-strip">
      <span className="sp-grow" role="status">
        <b>{t(`done.${kind}`, { count: total })}</b>
        {' · '}
        {taking ? t('batchPage.taking', of) : over ? t('batchPage.over') : t('batchPage.sending', of)}
        {failed > 0 && ` · ${t('batchPage.failed', { count: failed })}`}
      </span>
      <Button variant="default" size="compact-xs" onClick={() => openBatch(batchId)}>
        {t('batchPage.open')}
      </Button>
      {over && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('app.dismiss')}
          onClick={() => dismiss(batchId)}
        >
          <IconX size={14} />
        </ActionIcon>
      )}
      {!over && <progress value={value} max={Math.max(1, total)} aria-label={t('batchPage.progress')} />}
    </div>
  )
}
