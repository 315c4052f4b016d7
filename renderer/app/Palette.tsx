import { Spotlight, spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { KeyCap } from '../components/KeyCap.tsx'
import { keyCaps, shortcutIds, shortcutTable } from '../stores/shortcuts.ts'
import { useFrom, useShortcut } from '../stores/stores.tsx'

/** The command palette: everything that can be done at this moment, from the shortcut registry. */
export function Palette() {
  const { t } = useTranslation()
  const bindings = useFrom('shortcuts', (s) => s.bindings)
  useShortcut('palette', () => spotlight.open())
  const actions = shortcutIds.flatMap((id) => {
    const binding = bindings.get(id)?.at(-1)
    if (!binding?.enabled || id === 'palette') return []
    return {
      id,
      label: t(`shortcut.${id}`),
      description: t(`shortcuts.${shortcutTable[id].scope}`),
      rightSection: <KeyCap keys={keyCaps(id)} />,
      // After the palette has given the focus back, so that a dialog opened by the command keeps it.
      onClick: () => void setTimeout(() => binding.run(), 120),
    }
  })
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      nothingFound={t('palette.nothing')}
      highlightQuery
      attributes={{ content: { 'aria-label': t('palette.open') } }}
      overlayProps={{ backgroundOpacity: 0.45, blur: 0 }}
      scrollable
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden="true" />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.open'),
      }}
    />
  )
}
