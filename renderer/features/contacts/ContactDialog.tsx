import { Button, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDecisionKind } from '../../../shared/console/contacts.ts'
import { reasonsFor } from '../../../shared/domain/reasons.ts'
import { ReasonList } from '../../components/ReasonList.tsx'
import { useReturnFocus } from '../../components/useReturnFocus.ts'
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
  useReturnFocus()
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'es' ? 'es' : 'en'
  const all = useFrom('review', (s) => s.reasons)
  const single = useFrom('session', (s) => s.settings.singleKeyShortcuts)
  const reasons = reasonsFor(all, 'deny_contact')
  const [note, setNote] = useState('')
  const [lookedAt, setLookedAt] = useState<string | null>(null)
  const looked = reasons.find((reason) => reason.id === lookedAt) ?? reasons[0]
  const details = note.trim() === '' ? {} : { note: note.trim() }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(titles[kind], { count: ids.length })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {kind === 'approve' || kind === 'reopen' ? (
        <div className="sp-batch">
          <p className="sp-dim">{t(kind === 'approve' ? 'contacts.approveEffect' : 'contacts.reopenEffect')}</p>
          <div className="sp-dialog-actions">
            <Button variant="default" onClick={onClose}>
              {t('app.cancel')}
            </Button>
            <Button color="approve" data-autofocus onClick={() => onConfirm({})}>
              {t(titles[kind], { count: ids.length })}
            </Button>
          </div>
        </div>
      ) : (
        <>
          <ReasonList
            label={t('reasonDialog.reasons')}
            reasons={reasons.map(({ id, staff }) => ({ id, text: staff[language] }))}
            keys={single}
            none={t('reasonDialog.none')}
            onChoose={(reasonId) => onConfirm({ reasonId, ...details })}
            onLook={setLookedAt}
          />
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
              {looked && ` · ${t('contacts.toldDeny', { text: looked.public[language] })}`}
            </p>
          </div>
        </>
      )}
    </Modal>
  )
}
