import { useTranslation } from 'react-i18next'
import { type QueueName, queueName } from '../../../shared/console/review.ts'
import { Tabs } from '../../components/Tabs.tsx'
import { age } from '../../i18n/format.ts'
import { useFormats, useNow } from '../../i18n/hooks.ts'
import { useFrom } from '../../stores/stores.tsx'

/** The queues, each with how many wait in it, since when the oldest does, and whether some have missed the target. */
export function QueueTabs() {
  const { t } = useTranslation()
  const queue = useFrom('review', (s) => s.queue)
  const show = useFrom('review', (s) => s.show)
  const formats = useFormats(undefined)
  return (
    <Tabs label={t('queue.label')} tabs={queueName.options} current={queue} onShow={show}>
      {(name) => (
        <>
          <span className="sp-tab-name" data-short={t(`queue.tabShort.${name}`)} title={t(`queue.${name}`)}>
            <span>{t(`queue.tab.${name}`)}</span>
          </span>
          {name === 'decided' ? (
            <span className="sp-dim">{t('queue.lately')}</span>
          ) : (
            <State name={name} formats={formats} />
          )}
        </>
      )}
    </Tabs>
  )
}

function State({ name, formats }: { name: QueueName; formats: ReturnType<typeof useFormats> }) {
  const { t } = useTranslation()
  const counts = useFrom('review', (s) => s.counts)
  const now = useNow(10_000)
  if (!counts) return <span className="sp-dim">–</span>
  const oldest = counts.oldest[name]
  const late = counts.late[name]
  const soon = counts.soon[name]
  const waits = oldest === null ? null : age(now - Date.parse(oldest))
  const told = late > 0 ? t('queue.lateCount', { count: late }) : soon > 0 ? t('queue.soonCount', { count: soon }) : ''
  return (
    <span className="sp-dim" title={told}>
      {formats.number(counts.counts[name])}
      {waits !== null && (
        <span data-late={late > 0 ? 'late' : soon > 0 ? 'soon' : undefined}>
          {' · '}
          <span className="sp-hidden">{t('queue.oldestIs')} </span>
          {waits}
          {told !== '' && <span className="sp-hidden">, {told}</span>}
        </span>
      )}
    </span>
  )
}
