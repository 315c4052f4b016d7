import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFrom, useStores } from '../../stores/stores.tsx'
import { Choice } from './Choice.tsx'

const LOCKS = ['0', '2', '5', '10', '15', '30'] as const
const BREAKS = ['0', '30', '45', '60', '90'] as const

/** How urgent alerts are told, and when a break is suggested. */
export function AlertSettings() {
  const { t } = useTranslation()
  const { desk } = useStores()
  const settings = useFrom('session', (s) => s.settings)
  const change = useFrom('session', (s) => s.change)
  const [refused, setRefused] = useState(false)
  const notify = async (wanted: boolean) => {
    const granted = !wanted || (await desk.mayTell())
    setRefused(!granted)
    change({ notifications: wanted && granted })
  }
  return (
    <>
      <div className="sp-setting-line">
        <Switch
          size="sm"
          label={t('settings.sound')}
          description={t('settings.soundHint')}
          checked={settings.urgentSound}
          onChange={(event) => change({ urgentSound: event.currentTarget.checked })}
        />
        <Button variant="default" onClick={() => desk.sound()}>
          {t('settings.tryIt')}
        </Button>
      </div>
      <Switch
        size="sm"
        label={t('settings.notifications')}
        description={t('settings.notificationsHint')}
        error={refused ? t('settings.notificationsRefused') : null}
        checked={settings.notifications}
        onChange={(event) => void notify(event.currentTarget.checked)}
      />
      <div>
        <Choice
          label={t('lock.after')}
          value={LOCKS.find((each) => Number(each) === settings.lockAfterMinutes) ?? '10'}
          options={LOCKS}
          text={(value) => (value === '0' ? t('lock.never') : `${value} min`)}
          onChange={(value) => change({ lockAfterMinutes: Number(value) })}
        />
        <p className="sp-dim sp-setting-hint">{t('lock.afterHint')}</p>
      </div>
      <Choice
        label={t('settings.breaks')}
        value={BREAKS.find((each) => Number(each) === settings.breakMinutes) ?? '0'}
        options={BREAKS}
        text={(value) => (value === '0' ? t('settings.breakNever') : `${value} min`)}
        onChange={(value) => change({ breakMinutes: Number(value) })}
      />
    </>
  )
}
