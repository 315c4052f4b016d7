import { ActionIcon, Menu } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PrintScope } from '../../../shared/console/print.ts'
import { KeyCap } from '../../components/KeyCap.tsx'
import { useFrom, useKeyHints } from '../../stores/stores.tsx'

const shortcutOf = { message: 'print', thread: 'printThread' } as const

/** The message on screen, or its whole thread, on paper. */
export function PrintMenu({ onPrint }: { onPrint: (scope: PrintScope) => void }) {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const active = useFrom('queue', (s) => s.active)
  if (active === null) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('print.menu')}>
          <IconPrinter size={17} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {(['message', 'thread'] as const).map((scope) => (
          <Menu.Item
            key={scope}
            rightSection={<KeyCap keys={hints.caps(shortcutOf[scope])} />}
            onClick={() => onPrint(scope)}
          >
            {t(`print.${scope}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
