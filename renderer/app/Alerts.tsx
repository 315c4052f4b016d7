import { Button } from '@mantine/core'
import { IconAlertOctagon } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../../shared/domain/errors.ts'
import { may } from '../../shared/domain/roles.ts'
import { useFormats } from '../i18n/hooks.ts'
import { pressing } from '../stores/alerts.ts'
import { useFrom, useStores } from '../stores/stores.tsx'

/**
 * Urgent messages: shown over every room on every workstation until somebody takes them, because a life may depend on
 * it. Putting one aside leaves it in the top bar, by its number.
 */
export function Alerts() {
  const { t } = useTranslation()
  const stores = useStores()
  const alerts = useFrom('alerts', (s) => s.alerts)
  const aside = useFrom('alerts', (s) => s.aside)
  const openMessage = useFrom('rooms', (s) => s.openMessage)
  const role = useFrom('session', (s) => s.session?.user?.role)
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const [busy, setBusy] = useState(false)
  const formats = useFormats(zone)
  const waiting = pressing({ alerts, aside })
  const [first] = waiting
  if (!first) return null
  const take = async () => {
    setBusy(true)
    try {
      await stores.alerts.getState().take(first.messageId)
      await openMessage({ id: first.messageId })
    } catch (error) {
      const code = error instanceof Refusal ? error.code : 'internal'
      stores.toasts.getState().notify(t('alert.take'), t(`error.${code}`))
    } finally {
      setBusy(false)
    }
  }
  const who = t('alert.text', { from: first.from, to: first.to })
  const about = `${who} · ${first.housingUnit} · ${formats.moment(first.at, Date.now())}`
  return (
    <div className="sp-alert" role="alert">
      <IconAlertOctagon size={20} aria-hidden="true" />
      <span className="sp-alert-text">
        <b className="sp-cut">{t('alert.title')}</b>
        <span className="sp-cut" title={about}>
          {about}
        </span>
      </span>
      <Button size="compact-sm" color="reject" onClick={() => void openMessage({ id: first.messageId })}>
        {t('alert.open')}
      </Button>
      {role !== undefined && may(role, 'decide') && (
        <Button size="compact-sm" variant="default" loading={busy} onClick={() => void take()}>
          {t('alert.take')}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => stores.alerts.getState().putAside(waiting.map((each) => each.messageId))}
      >
        {t('alert.aside')}
      </Button>
    </div>
  )
}

/** How many urgent messages wait, in the top bar: also those that were put aside, and those that somebody has open. */
export function AlertCount() {
  const { t } = useTranslation()
  const stores = useStores()
  const alerts = useFrom('alerts', (s) => s.alerts)
  const total = useFrom('alerts', (s) => s.total)
  const openMessage = useFrom('rooms', (s) => s.openMessage)
  if (total === 0) return null
  const free = alerts.filter((each) => each.takenBy === null)
  const [taken] = alerts
  return (
    <button
      type="button"
      className="sp-alert-count"
      data-quiet={free.length === 0 || undefined}
      title={
        free.length === 0 && taken?.takenBy ? t('alert.takenBy', { name: taken.takenBy.name }) : t('alert.waiting')
      }
      onClick={() => {
        if (free.length > 0) stores.alerts.getState().showAll()
        else if (taken) void openMessage({ id: taken.messageId })
      }}
    >
      <IconAlertOctagon size={16} aria-hidden="true" />
      {t('alert.count', { count: total })}
    </button>
  )
}
