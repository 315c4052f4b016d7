import { ActionIcon, Button } from '@mantine/core'
import { IconRotate } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { KeyCap } from '../../components/KeyCap.tsx'
import { capsOf, isSingleKey, keysOf } from '../../stores/shortcutKeys.ts'
import type { ShortcutId } from '../../stores/shortcuts.ts'
import { useFrom } from '../../stores/stores.tsx'
import { type Captured, useKeyCapture } from './useKeyCapture.ts'

/** Why a key cannot simply be given: it belongs to the browser, or to other shortcuts. */
export type KeyProblem =
  | { readonly id: ShortcutId; readonly keys: string; readonly reserved: true }
  | { readonly id: ShortcutId; readonly keys: string; readonly owners: readonly ShortcutId[] }

interface Props {
  id: ShortcutId
  asking: boolean
  problem: KeyProblem | null
  onAsk: () => void
  onCaptured: (captured: Captured) => void
  onTake: (keys: string, owners: readonly ShortcutId[]) => void
  onReset: () => void
}

/** One shortcut: what it does, its key, and what stands in the way of another one. */
export function KeyRow({ id, asking, problem, onAsk, onCaptured, onTake, onReset }: Props) {
  const { t } = useTranslation()
  const custom = useFrom('shortcuts', (s) => s.custom)
  const single = useFrom('shortcuts', (s) => s.single)
  const lead = useKeyCapture(asking, onCaptured)
  const keys = keysOf(id, custom)
  const name = t(`shortcut.${id}`)
  const told = keys.length === 0 ? t('settings.off') : keys.map((each) => capsOf(each)).join(', ')
  return (
    <div className="sp-key-row">
      <span className="sp-cut">{name}</span>
      {custom[id] !== undefined && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('settings.resetOne', { name })}
          onClick={onReset}
        >
          <IconRotate size={14} />
        </ActionIcon>
      )}
      <button
        type="button"
        className="sp-key-change"
        data-asking={asking}
        aria-label={asking ? t('settings.press') : t('settings.change', { name, keys: told })}
        onClick={onAsk}
      >
        {asking ? (
          <span role="status">{lead === null ? t('settings.press') : t('settings.second', { key: capsOf(lead) })}</span>
        ) : keys.length === 0 ? (
          <span className="sp-dim">{told}</span>
        ) : (
          keys.map((each) => (
            <span key={each} data-off={!single && isSingleKey(each)}>
              <KeyCap keys={capsOf(each)} />
            </span>
          ))
        )}
      </button>
      {problem && (
        <div className="sp-hint sp-key-problem" role="alert">
          {'reserved' in problem ? (
            t('settings.reserved', { keys: capsOf(problem.keys) })
          ) : (
            <>
              <span className="sp-grow">
                {t('settings.taken', {
                  keys: capsOf(problem.keys),
                  name: problem.owners.map((owner) => t(`shortcut.${owner}`)).join(', '),
                })}
              </span>
              <Button variant="default" size="compact-xs" onClick={() => onTake(problem.keys, problem.owners)}>
                {t('settings.take')}
              </Button>
            </>
          )}
        </div>
      )}
    </div>
  )
}
