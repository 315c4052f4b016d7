import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFrom } from '../../stores/stores.tsx'
import type { Trouble } from './troubles.ts'

/** What is the matter with this workstation, and the way out. */
export function TroublePanel({ trouble }: { trouble: Trouble }) {
  const { t } = useTranslation()
  const putAside = useFrom('session', (s) => s.putAside)
  const busy = useFrom('session', (s) => s.signingIn)
  const [sure, setSure] = useState(false)
  const unreadable = trouble === 'cache_unreadable' || trouble === 'outbox_unreadable'
  return (
    <section className="sp-trouble" role="alert" aria-label={t(`trouble.${trouble}.title`)}>
      <IconAlertTriangle size={20} aria-hidden="true" />
      <div>
        <b>{t(`trouble.${trouble}.title`)}</b>
        <p>{t(`trouble.${trouble}.text`)}</p>
        {unreadable && !sure && (
          <Button variant="default" onClick={() => setSure(true)}>
            {t('trouble.putAside')}
          </Button>
        )}
        {unreadable && sure && (
          <div className="sp-trouble-sure">
            <Button color="reject" loading={busy} onClick={() => void putAside()}>
              {t('trouble.putAsideSure')}
            </Button>
            <Button variant="default" onClick={() => setSure(false)}>
              {t('app.cancel')}
            </Button>
          </div>
        )}
      </div>
    </section>
  )
}
