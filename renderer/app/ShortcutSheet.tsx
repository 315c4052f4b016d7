import { Button, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { KeyCap } from '../components/KeyCap.tsx'
import { type ShortcutScope, shortcutIds, shortcutTable } from '../stores/shortcuts.ts'
import { useFrom, useKeyHints } from '../stores/stores.tsx'

/** In the order of the registry, the room of the shift first. */
const scopes: readonly ShortcutScope[] = [
  ...new Set<ShortcutScope>(['review', ...shortcutIds.map((id) => shortcutTable[id].scope)]),
]

/** Every shortcut, straight from the registry. */
export function ShortcutSheet() {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const open = useFrom('rooms', (s) => s.sheetOpen)
  const show = useFrom('rooms', (s) => s.showSheet)
  const showSettings = useFrom('rooms', (s) => s.showSettings)
  const single = useFrom('session', (s) => s.settings.singleKeyShortcuts)
  return (
    <Modal
      opened={open}
      onClose={() => show(false)}
      size="xl"
      title={t('shortcuts.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <Button
        variant="default"
        size="compact-xs"
        mb="sm"
        onClick={() => {
          show(false)
          showSettings('keys')
        }}
      >
        {t('shortcuts.change')}
      </Button>
      {!single && <p className="sp-hint">{t('shortcuts.off')}</p>}
      <div className="sp-sheet">
        {scopes.map((scope) => (
          <section key={scope}>
            <h3 className="sp-caption">{t(`shortcuts.${scope}`)}</h3>
            <dl>
              {shortcutIds
                .filter((id) => shortcutTable[id].scope === scope)
                .map((id) => (
                  <div key={id} style={{ display: 'contents' }}>
                    <dt>{t(`shortcut.${id}`)}</dt>
                    <dd>
                      <KeyCap keys={hints.caps(id)} />
                      <span className="sp-hidden">{hints.caps(id)}</span>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
