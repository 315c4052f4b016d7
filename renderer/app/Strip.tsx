import { useTranslation } from 'react-i18next'
import { useFormats } from '../i18n/hooks.ts'
import { useFrom } from '../stores/stores.tsx'

/** A line under the top bar while the first copy comes in or a line is down; the rooms stay as they are. */
export function Strip() {
  const { t } = useTranslation()
  const sync = useFrom('session', (s) => s.sync)
  const line = useFrom('session', (s) => s.line)
  const formats = useFormats(undefined)
  if (line === 'unreachable') {
    return (
      <div className="sp-strip" data-tone="bad" role="alert">
        <span>
          <b>{t('app.unreachableTitle')}.</b> {t('app.unreachable')}
        </span>
      </div>
    )
  }
  if (sync?.connection === 'filling') {
    const { done, total } = sync.filling ?? { done: 0, total: 0 }
    return (
      <div className="sp-strip" role="status">
        <progress value={done} max={Math.max(total, 1)} aria-label={t('line.filling', { percent: '' })} />
        <span>{t('line.fillingText', { done: formats.number(done), total: formats.number(total) })}</span>
      </div>
    )
  }
  if (sync?.connection === 'offline') {
    return (
      <div className="sp-strip" data-tone="warn" role="status">
        {t('line.offlineStrip')}
      </div>
    )
  }
  return null
}
