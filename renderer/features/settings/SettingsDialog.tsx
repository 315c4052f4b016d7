import { Modal, Tabs } from '@mantine/core'
import { IconAdjustments, IconBell, IconBook, IconKeyboard } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReturnFocus } from '../../components/useReturnFocus.ts'
import { type SettingsSection, settingsSections } from '../../stores/rooms.ts'
import { useFrom } from '../../stores/stores.tsx'
import { AlertSettings } from './AlertSettings.tsx'
import { KeySettings } from './KeySettings.tsx'
import { LookSettings } from './LookSettings.tsx'
import { ReadingSettings } from './ReadingSettings.tsx'

const icons = { look: IconAdjustments, reading: IconBook, keys: IconKeyboard, alerts: IconBell }

/** How the console looks, reads, listens and speaks for this user. */
export function SettingsDialog() {
  const at = useFrom('rooms', (s) => s.settingsAt)
  return at === null ? null : <Opened at={at} />
}

function Opened({ at }: { at: SettingsSection }) {
  useReturnFocus()
  const { t } = useTranslation()
  const show = useFrom('rooms', (s) => s.showSettings)
  const [asking, setAsking] = useState(false)
  const screens = {
    look: <LookSettings />,
    reading: <ReadingSettings />,
    keys: <KeySettings onAsking={setAsking} />,
    alerts: <AlertSettings />,
  }
  return (
    <Modal
      opened
      onClose={() => show(null)}
      size="52rem"
      title={t('settings.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      // Escape belongs to the shortcut that is asked for a key.
      closeOnEscape={!asking}
    >
      <Tabs
        value={at}
        onChange={(value) => show(settingsSections.find((each) => each === value) ?? 'look')}
        orientation="vertical"
        className="sp-settings"
      >
        <Tabs.List aria-label={t('settings.title')}>
          {settingsSections.map((section) => (
            <Section key={section} section={section} />
          ))}
          <p className="sp-dim sp-settings-kept">{t('settings.kept')}</p>
        </Tabs.List>
        {settingsSections.map((section) => (
          <Tabs.Panel key={section} value={section} className="sp-settings-panel">
            {section === at && screens[section]}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Modal>
  )
}

function Section({ section }: { section: SettingsSection }) {
  const { t } = useTranslation()
  const Icon = icons[section]
  return (
    <Tabs.Tab value={section} leftSection={<Icon size={16} stroke={1.6} aria-hidden="true" />}>
      {t(`settings.section.${section}`)}
    </Tabs.Tab>
  )
}
