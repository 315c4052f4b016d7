import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFrom, useKeyHints } from '../../stores/stores.tsx'

/** The first steps, until the user has seen them. */
export function Welcome() {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const welcomed = useFrom('session', (s) => s.settings.welcomed)
  const change = useFrom('session', (s) => s.change)
  const showSettings = useFrom('rooms', (s) => s.showSettings)
  if (welcomed) return null
  const keys = {
    approve: hints.caps('approve') || '–',
    hold: hints.caps('hold') || '–',
    reject: hints.caps('reject') || '–',
    undo: hints.caps('undo') || '–',
    sheet: hints.caps('sheet') || '–',
  }
  return (
    <aside className="sp-welcome" aria-label={t('welcome.title')}>
      <p className="sp-grow">
        <b>{t('welcome.title')}</b> {t('welcome.text', keys)}
      </p>
      <Button variant="default" size="compact-xs" onClick={() => showSettings('reading')}>
        {t('welcome.settings')}
      </Button>
      <Button size="compact-xs" onClick={() => change({ welcomed: true })}>
        {t('welcome.done')}
      </Button>
    </aside>
  )
}
