import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { KeyCap } from '../components/KeyCap.tsx'
import { Ring } from '../components/Ring.tsx'
import { useFrom, useKeyHints } from '../stores/stores.tsx'

const SHOWN = 4

/** Decisions that can still be undone, what was refused, and the live region that tells both to a screen reader. */
export function Toasts() {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const toasts = useFrom('toasts', (s) => s.toasts)
  const notices = useFrom('toasts', (s) => s.notices)
  const spoken = useFrom('toasts', (s) => s.spoken)
  const withdraw = useFrom('toasts', (s) => s.withdraw)
  const dismiss = useFrom('toasts', (s) => s.dismiss)
  return (
    <>
      <div className="sp-hidden" role="status" aria-live="polite" aria-label={t('app.announcements')}>
        <span key={spoken.nth}>{spoken.text}</span>
      </div>
      <section className="sp-toasts" aria-label={t('action.undo')}>
        {toasts.slice(-SHOWN).map((toast, at, shown) => (
          <div key={toast.key} className="sp-toast" data-testid="undo-toast">
            <span className="sp-grow">{toast.message}</span>
            <button
              type="button"
              onClick={() => {
                withdraw(toast.key)
                toast.undo()
              }}
            >
              {t('action.undo')}
              {at === shown.length - 1 && <KeyCap keys={hints.caps('undo')} />}
            </button>
            <Ring from={toast.from} until={toast.until} label={t('done.undoUntil')} />
          </div>
        ))}
      </section>
      <div className="sp-notices">
        {notices.map((notice) => (
          <div key={notice.key} className="sp-notice" data-testid="notice">
            <b>{notice.title}</b>
            <ActionIcon variant="subtle" color="gray" aria-label={t('app.dismiss')} onClick={() => dismiss(notice.key)}>
              <IconX size={14} />
            </ActionIcon>
            <p>{notice.text}</p>
          </div>
        ))}
      </div>
    </>
  )
}
