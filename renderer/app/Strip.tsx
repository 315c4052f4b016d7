import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { duration } from '../i18n/format.ts'
import { useFormats } from '../i18n/hooks.ts'
import { useFrom } from '../stores/stores.tsx'

/**
 * A line under the top bar while something is to be known: the workstation or the disk fails, the first copy comes in, a
 * line is down, a copy was made anew. The rooms stay as they are.
 */
export function Strip() {
  const { t } = useTranslation()
  const sync = useFrom('session', (s) => s.sync)
  const line = useFrom('session', (s) => s.line)
  const repairedAt = useFrom('session', (s) => s.session?.repairedAt ?? null)
  const formats = useFormats(undefined)
  const [dismissed, dismiss] = useState<string | null>(null)
  const left = useTimeLeft(sync?.filling ?? null)
  if (line === 'unreachable') {
    return (
      <div className="sp-strip" data-tone="bad" role="alert">
        <span>
          <b>{t('app.unreachableTitle')}.</b> {t('app.unreachable')}
        </span>
      </div>
    )
  }
  if (sync?.trouble) {
    return (
      <div className="sp-strip" data-tone="bad" role="alert">
        {sync.trouble === 'disk_full' || sync.trouble === 'cache_read_only' || sync.trouble === 'cache_damaged'
          ? t(`trouble.${stripOf[sync.trouble]}`)
          : t('trouble.storeStrip', { problem: t(`error.${sync.trouble}`) })}
      </div>
    )
  }
  if (sync?.connection === 'filling') {
    const { done, total } = sync.filling ?? { done: 0, total: 0 }
    return (
      <div className="sp-strip" role="status">
        <progress value={done} max={Math.max(total, 1)} aria-label={t('line.filling', { percent: '' })} />
        <span>
          {repairedAt !== null && `${t('trouble.damagedStrip')} `}
          {t('line.fillingText', { done: formats.number(done), total: formats.number(total) })}
          {left !== null && ` ${t('line.fillingLeft', { time: duration(left) })}`}
        </span>
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
  if (repairedAt !== null && repairedAt !== dismissed) {
    return (
      <div className="sp-strip" role="status">
        <span className="sp-grow">{t('trouble.repairedStrip')}</span>
        <Button size="compact-xs" variant="subtle" onClick={() => dismiss(repairedAt)}>
          {t('app.dismiss')}
        </Button>
      </div>
    )
  }
  return null
}

const stripOf = {
  disk_full: 'diskStrip',
  cache_read_only: 'readOnlyStrip',
  cache_damaged: 'damagedStrip',
} as const

/** Milliseconds that a fill will still take, by how fast it has been since it was first seen; null before that is known. */
function useTimeLeft(fill: { done: number; total: number } | null): number | null {
  const began = useRef<{ at: number; done: number } | null>(null)
  if (fill === null) {
    began.current = null
    return null
  }
  began.current ??= { at: performance.now(), done: fill.done }
  const stored = fill.done - began.current.done
  const passed = performance.now() - began.current.at
  return stored <= 0 || passed < KNOWN_AFTER_MS ? null : ((fill.total - fill.done) * passed) / stored
}

const KNOWN_AFTER_MS = 1_000
