import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { duration } from '../i18n/format.ts'
import { useFormats, useNow } from '../i18n/hooks.ts'
import { useFrom } from '../stores/stores.tsx'

/** What is true about the connection at this moment, in one line that never lies by omission. */
export function ConnectionTruth() {
  const { t } = useTranslation()
  const sync = useFrom('session', (s) => s.sync)
  const line = useFrom('session', (s) => s.line)
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const syncNow = useFrom('session', (s) => s.syncNow)
  const showIssues = useFrom('rooms', (s) => s.showIssues)
  const formats = useFormats(zone)
  const now = useNow(1_000)
  if (!sync) return null

  const since = (at: string | null) => duration(now - Date.parse(at ?? new Date(now).toISOString()))
  const parts: string[] = []
  // What was last heard of the central service says nothing once the workstation itself is silent.
  const silent = line !== 'open'
  if (silent) parts.push(t('app.unreachableTitle'))
  else if (sync.connection === 'synced') {
    const age = sync.syncedAt === null ? 0 : now - Date.parse(sync.syncedAt)
    parts.push(age < 1_000 ? t('line.syncedNow') : t('line.synced', { age: since(sync.syncedAt) }))
  } else if (sync.connection === 'filling') {
    const { done, total } = sync.filling ?? { done: 0, total: 0 }
    parts.push(t('line.filling', { percent: total === 0 ? 0 : Math.floor((100 * done) / total) }))
  } else if (sync.connection === 'offline') parts.push(t('line.offline', { age: since(sync.offlineSince) }))
  else if (sync.connection === 'syncing') parts.push(t('line.syncing'))
  else parts.push(t('line.signedOut'))
  if (sync.waiting > 0 && !silent) parts.push(t('line.waiting', { count: sync.waiting }))

  const offline = sync.connection === 'offline'
  const hint =
    offline && sync.offlineSince !== null
      ? t('line.since', { time: formats.moment(sync.offlineSince, now) })
      : t('line.syncNow')
  return (
    <>
      <button
        type="button"
        className="sp-line"
        data-tone={silent ? 'bad' : offline ? 'warn' : undefined}
        data-testid="connection"
        title={hint}
        onClick={syncNow}
      >
        <span className="sp-dot" data-state={silent ? 'offline' : sync.connection} />
        {parts.join(' · ')}
      </button>
      {sync.setAside > 0 && (
        <span className="sp-line" data-tone="warn" title={t('trouble.setAside', { count: sync.setAside })}>
          <IconAlertTriangle size={15} aria-hidden="true" />
          <span className="sp-hidden">{t('trouble.setAside', { count: sync.setAside })}</span>
          <span aria-hidden="true">{sync.setAside}</span>
        </span>
      )}
      {sync.issues > 0 && (
        <button type="button" className="sp-line" data-tone="bad" onClick={() => showIssues(true)}>
          <IconAlertTriangle size={15} aria-hidden="true" />
          {t('line.issues', { count: sync.issues })}
        </button>
      )}
    </>
  )
}
