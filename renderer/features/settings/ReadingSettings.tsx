import { Checkbox, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { category } from '../../../shared/screening/rules.ts'
import { useFrom } from '../../stores/stores.tsx'
import { Choice } from './Choice.tsx'

/** What makes an eight-hour shift of reading easier: each a choice of its own, none made beforehand. */
export function ReadingSettings() {
  const { t } = useTranslation()
  const settings = useFrom('session', (s) => s.settings)
  const change = useFrom('session', (s) => s.change)
  return (
    <>
      <Choice
        label={t('settings.font')}
        value={settings.readingFont}
        options={['standard', 'dyslexic'] as const}
        text={(value) => t(`settings.fontOf.${value}`)}
        onChange={(readingFont) => change({ readingFont })}
      />
      <Choice
        label={t('settings.readingSize')}
        value={settings.readingSize}
        options={['normal', 'large', 'larger'] as const}
        text={(value) => t(`settings.readingSizeOf.${value}`)}
        onChange={(readingSize) => change({ readingSize })}
      />
      <p className="sp-text sp-setting-sample">{t('settings.sample')}</p>
      <Switch
        size="sm"
        label={t('settings.ruler')}
        description={t('settings.rulerHint')}
        checked={settings.readingRuler}
        onChange={(event) => change({ readingRuler: event.currentTarget.checked })}
      />
      <Checkbox.Group
        label={t('settings.blur')}
        description={t('settings.blurHint')}
        value={settings.blurCategories}
        onChange={(chosen) => change({ blurCategories: category.options.filter((each) => chosen.includes(each)) })}
      >
        <div className="sp-setting-checks">
          {category.options.map((each) => (
            <Checkbox key={each} size="xs" value={each} label={t(`category.${each}`)} />
          ))}
        </div>
      </Checkbox.Group>
    </>
  )
}
