import { Button } from '@mantine/core'
import { IconAlertOctagon } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventData } from '../../shared/console/events.ts'
import { useFrom, useStores } from '../stores/stores.tsx'

/** Urgent messages: shown over every room until somebody opens them, because a life may depend on it. */
export function Alerts() {
  const { t } = useTranslation()
  const stores = useStores()
  const go = useFrom('rooms', (s) => s.go)
  const [alerts, setAlerts] = useState<readonly EventData<'alert'>[]>([])
  useEffect(
    () =>
      stores.connection.on('alert', (alert) =>
        setAlerts((now) => [...now.filter((each) => each.messageId !== alert.messageId), alert]),
      ),
    [stores],
  )
  const drop = (id: string) => setAlerts((now) => now.filter((each) => each.messageId !== id))
  const first = alerts[0]
  if (!first) return null
  const open = async () => {
    drop(first.messageId)
    go('review')
    if (stores.review.getState().queue !== 'needs_review') stores.review.getState().show('needs_review')
    await stores.queue.getState().refresh()
    stores.queue.getState().takeIn()
    stores.queue.getState().activate(first.messageId)
  }
  return (
    <div className="sp-alert" role="alert">
      <IconAlertOctagon size={20} aria-hidden="true" />
      <span className="sp-grow">
        <b>{t('alert.title')}</b> · {t('alert.text', { from: first.from, to: first.to })}
        {alerts.length > 1 && ` (+${alerts.length - 1})`}
      </span>
      <Button color="reject" onClick={() => void open()}>
        {t('alert.open')}
      </Button>
      <Button variant="default" onClick={() => drop(first.messageId)}>
        {t('app.dismiss')}
      </Button>
    </div>
  )
}
