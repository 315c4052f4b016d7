import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PrintScope } from '../../../shared/console/print.ts'
import { KeyCap } from '../../components/KeyCap.tsx'
import type { ShortcutId } from '../../stores/shortcuts.ts'
import { useFrom, useKeyHints, useShortcut } from '../../stores/stores.tsx'
import { assignmentFor, mayCorrect } from './actions.ts'

interface Props {
  onPrint: (scope: PrintScope) => void
  /** To this user, or away from them. */
  onTake: (take: boolean) => void
  onAssign: () => void
  onCorrect: () => void
}

interface Entry {
  readonly id: ShortcutId
  readonly text: string
  readonly run: () => void
  readonly enabled: boolean
}

/** What is done less often with the message on screen: whose it is, its reason, paper. Bound to keys like everything. */
export function MessageMenu({ onPrint, onTake, onAssign, onCorrect }: Props) {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const active = useFrom('queue', (s) => s.active)
  const row = useFrom('queue', (s) => (active === null ? undefined : s.rows.get(active)))
  const item = useFrom('review', (s) => (active === null ? undefined : s.items.get(active)))
  const user = useFrom('session', (s) => s.session?.user)
  const shown = row ?? item?.row
  const assignment = shown && user ? assignmentFor(shown, user) : { take: false, giveBack: false, others: false }
  const taking = !assignment.giveBack
  const entries: Entry[] = [
    {
      id: 'take',
      text: t(taking ? 'assign.take' : 'assign.giveBack'),
      run: () => onTake(taking),
      enabled: assignment.take || assignment.giveBack,
    },
    { id: 'assign', text: t('assign.open'), run: onAssign, enabled: assignment.others },
    { id: 'correct', text: t('action.correct'), run: onCorrect, enabled: !!item && !!user && mayCorrect(item, user) },
    { id: 'print', text: t('print.message'), run: () => onPrint('message'), enabled: active !== null },
    { id: 'printThread', text: t('print.thread'), run: () => onPrint('thread'), enabled: active !== null },
  ]
  const able = (id: ShortcutId) => entries.find((entry) => entry.id === id)
  useShortcut('take', () => able('take')?.run(), able('take')?.enabled)
  useShortcut('assign', () => able('assign')?.run(), able('assign')?.enabled)
  useShortcut('correct', () => able('correct')?.run(), able('correct')?.enabled)
  useShortcut('print', () => able('print')?.run(), able('print')?.enabled)
  useShortcut('printThread', () => able('printThread')?.run(), able('printThread')?.enabled)
  if (active === null) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('action.more')}>
          <IconDots size={17} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {entries
          .filter((entry) => entry.enabled)
          .map((entry) => (
            <Menu.Item key={entry.id} rightSection={<KeyCap keys={hints.caps(entry.id)} />} onClick={entry.run}>
              {entry.text}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  )
}
