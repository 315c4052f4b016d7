import { Button, Modal, Textarea } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDecisionKind } from '../../../shared/console/contacts.ts'
import { reasonsFor } from '../../../shared/domain/reasons.ts'
import { KeyCap } from '../../components/KeyCap.tsx'
import { useFrom } from '../../stores/stores.tsx'

interface Props {
  kind: ContactDecisionKind
  ids: readonly string[]
  onConfirm: (details: { reasonId?: string; note?: string }) => void
  onClose: () => void
}

const titles = {
  approve: 'contacts.approveTitle',
  deny: 'contacts.denyTitle',
  revoke: 'contacts.revokeTitle',
  reopen: 'contacts.reopenTitle',
} as const

/** Asks for the reason of a denial or a revocation, or for the confirmation of a batch of approvals. */
export function ContactDialog({ kind, ids, onConfirm, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'es' ? 'es' : 'en'
  const all = useFrom('review', (s) => s.reasons)
  const single = useFrom('session', (s) => s.settings.singleKeyShortcuts)
  const reasons = reasonsFor(all, 'deny_contact')
  const [note, setNote] = useState('')
  const [at, setAt] = useState(0)
  const details = note.trim() === '' ? {} : { note: note.trim() }
  useEffect(() => {
    if (kind === 'approve' || !single) return
    const onKey = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.metaKey || event.altKey) return
      const reason = /^[1-9]$/.test(event.key) ? reasons[Number(event.key) - 1] : undefined
      if (!reason) return
      event.preventDefault()
      onConfirm({ reasonId: reason.id, ...details })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(titles[kind], { count: ids.length })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {kind === 'approve' ? (
        <div className="sp-batch">
          <p className="sp-dim">{t('contacts.approveEffect')}</p>
          <div className="sp-dialog-actions">
            <Button variant="default" onClick={onClose}>
              {t('app.cancel')}
            </Button>
            <Button color="approve" data-autofocus onClick={() => onConfirm({})}>
              {t(titles.approve, { count: ids.length })}
            </Button>
          </div>
        </div>
      ) : (
        <>
          <div className="sp-reasons">
            {reasons.length === 0 && <p className="sp-hint">{t('reasonDialog.none')}</p>}
            {reasons.map((reason, index) => (
              <button
                key={reason.id}
                type="button"
                className="sp-reason"
                data-autofocus={index === 0 ? true : undefined}
                onFocus={() => setAt(index)}
                onMouseEnter={() => setAt(index)}
                onClick={() => onConfirm({ reasonId: reason.id, ...details })}
              >
                {index < 9 ? <KeyCap keys={String(index + 1)} /> : <span />}
                {reason.staff[language]}
              </button>
            ))}
          </div>
          <Textarea
            mt="sm"
            label={t('reasonDialog.note')}
            autosize
            minRows={1}
            maxRows={4}
            maxLength={4_000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <div className="sp-happens">
            <p className="sp-caption">{t('reasonDialog.happens')}</p>
            <p>
              {t(kind === 'deny' ? 'contacts.effectDeny' : 'contacts.effectRevoke')}
              {reasons[at] && ` · ${t('contacts.toldDeny', { text: reasons[at].public[language] })}`}
            </p>
          </div>
        </>
      )}
    </Modal>
  )
}
