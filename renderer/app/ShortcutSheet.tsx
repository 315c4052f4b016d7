import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { KeyCap } from '../components/KeyCap.tsx'
import { type ShortcutScope, shortcutIds, shortcutTable } from '../stores/shortcuts.ts'
import { useFrom, useKeyHints } from '../stores/stores.tsx'

const scopes: readonly ShortcutScope[] = ['review', 'everywhere', 'contacts', 'rules']

/** Every shortcut, straight from the registry. */
export function ShortcutSheet() {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const open = useFrom('rooms', (s) => s.sheetOpen)
  const show = useFrom('rooms', (s) => s.showSheet)
  const single = useFrom('session', (s) => s.settings.singleKeyShortcuts)
  return (
    <Modal
      opened={open}
      onClose={() => show(false)}
      size="xl"
      title={t('shortcuts.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
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
