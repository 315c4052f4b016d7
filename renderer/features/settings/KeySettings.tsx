import { Button, Switch, TextInput } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { capsOf, conflictsOf, isReserved, keysOf } from '../../stores/shortcutKeys.ts'
import { type ShortcutId, type ShortcutScope, shortcutIds, shortcutTable } from '../../stores/shortcuts.ts'
import { useFrom } from '../../stores/stores.tsx'
import { type KeyProblem, KeyRow } from './KeyRow.tsx'
import type { Captured } from './useKeyCapture.ts'

/** Every shortcut with its key: others can be chosen, single ones switched off, all of them given back. */
export function KeySettings({ onAsking }: { onAsking: (asking: boolean) => void }) {
  const { t } = useTranslation()
  const single = useFrom('session', (s) => s.settings.singleKeyShortcuts)
  const custom = useFrom('shortcuts', (s) => s.custom)
  const change = useFrom('session', (s) => s.change)
  const [asking, setAsking] = useState<ShortcutId | null>(null)
  useEffect(() => {
    onAsking(asking !== null)
    return () => onAsking(false)
  }, [asking, onAsking])
  const [problem, setProblem] = useState<KeyProblem | null>(null)
  const [text, setText] = useState('')
  const latest = useRef({ asking, custom })
  useEffect(() => {
    latest.current = { asking, custom }
  })

  const give = useCallback(
    (id: ShortcutId, keys: readonly string[], takenFrom: readonly ShortcutId[] = []) => {
      const next: Record<string, string[]> = {}
      for (const [each, own] of Object.entries(latest.current.custom)) next[each] = [...own]
      const lost = (own: string) =>
        keys.some((key) => own === key || own.startsWith(`${key} `) || key.startsWith(`${own} `))
      for (const other of takenFrom) next[other] = keysOf(other, next).filter((own) => !lost(own))
      next[id] = [...keys]
      change({ shortcuts: next })
      setProblem(null)
    },
    [change],
  )
  const captured = useCallback(
    (what: Captured) => {
      const { asking: id, custom: now } = latest.current
      setAsking(null)
      if (id === null || what === 'cancel') return
      if (what === 'off') return give(id, [])
      const owners = conflictsOf(id, what.keys, now)
      if (isReserved(what.keys)) setProblem({ id, keys: what.keys, reserved: true })
      else if (owners.length > 0) setProblem({ id, keys: what.keys, owners })
      else give(id, [what.keys])
    },
    [give],
  )
  const reset = (id: ShortcutId) => {
    const { [id]: _, ...rest } = custom
    change({ shortcuts: Object.fromEntries(Object.entries(rest).map(([each, keys]) => [each, [...keys]])) })
    setProblem(null)
  }

  const scopes = [...new Set(shortcutIds.map((id) => shortcutTable[id].scope))] as ShortcutScope[]
  const fits = (id: ShortcutId) => {
    const keys = keysOf(id, custom).map((each) => capsOf(each))
    return `${t(`shortcut.${id}`)} ${keys.join(' ')}`.toLowerCase().includes(text.trim().toLowerCase())
  }
  const changed = Object.keys(custom).length
  return (
    <>
      <Switch
        size="sm"
        label={t('user.singleKeys')}
        description={t('user.singleKeysHint')}
        checked={single}
        onChange={(event) => change({ singleKeyShortcuts: event.currentTarget.checked })}
      />
      <div className="sp-setting-line">
        <TextInput
          size="xs"
          className="sp-grow"
          aria-label={t('settings.find')}
          placeholder={t('settings.find')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {changed > 0 && <span className="sp-dim">{t('settings.changed', { count: changed })}</span>}
        <Button
          variant="default"
          disabled={changed === 0}
          onClick={() => {
            change({ shortcuts: {} })
            setProblem(null)
          }}
        >
          {t('settings.resetAll')}
        </Button>
      </div>
      <p className="sp-dim sp-setting-hint">{t('settings.keysHint')}</p>
      <div className="sp-keys">
        {scopes.map((scope) => {
          const ids = shortcutIds.filter((id) => shortcutTable[id].scope === scope && fits(id))
          if (ids.length === 0) return null
          return (
            <section key={scope} aria-label={t(`shortcuts.${scope}`)}>
              <h3 className="sp-caption">{t(`shortcuts.${scope}`)}</h3>
              {ids.map((id) => (
                <KeyRow
                  key={id}
                  id={id}
                  asking={asking === id}
                  problem={problem?.id === id ? problem : null}
                  onAsk={() => {
                    setProblem(null)
                    setAsking(id)
                  }}
                  onCaptured={captured}
                  onTake={(keys, owners) => give(id, [keys], owners)}
                  onReset={() => reset(id)}
                />
              ))}
            </section>
          )
        })}
      </div>
    </>
  )
}
