import { useTranslation } from 'react-i18next'
import { useFrom } from '../../stores/stores.tsx'
import { Choice } from './Choice.tsx'

/** Theme, size and language of everything. */
export function LookSettings() {
  const { t } = useTranslation()
  const settings = useFrom('session', (s) => s.settings)
  const change = useFrom('session', (s) => s.change)
  return (
    <>
      <div>
        <Choice
          label={t('user.theme')}
          value={settings.theme}
          options={['auto', 'light', 'dark', 'contrast'] as const}
          text={(value) => t(`user.${value}`)}
          onChange={(theme) => change({ theme })}
        />
        <p className="sp-dim sp-setting-hint">{t('settings.contrastHint')}</p>
      </div>
      <Choice
        label={t('user.textSize')}
        value={settings.textSize}
        options={['small', 'medium', 'large'] as const}
        text={(value) => t(`user.${value}`)}
        onChange={(textSize) => change({ textSize })}
      />
      <Choice
        label={t('user.language')}
        value={settings.language}
        options={['en', 'es'] as const}
        text={(value) => (value === 'en' ? 'English' : 'Español')}
        onChange={(language) => change({ language })}
      />
    </>
  )
}
