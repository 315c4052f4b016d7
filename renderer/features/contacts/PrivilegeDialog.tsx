import { Button, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PrivilegeEvidence, privilegeKind } from '../../../shared/central/entities.people.ts'
import type { ContactItem } from '../../../shared/console/contacts.ts'
import { useFrom, useStores } from '../../stores/stores.tsx'
import { useTry } from '../../stores/useTry.ts'

interface Props {
  item: ContactItem
  onClose: () => void
}

/** Marks a contact as privileged with its evidence, reviews that for another year, or takes it back. */
export function PrivilegeDialog({ item, onClose }: Props) {
  const { t } = useTranslation()
  const { toasts } = useStores()
  const { markPrivileged, reviewPrivileged, unmarkPrivileged } = useFrom('contacts', (s) => s)
  const { contact, row } = item
  const [evidence, setEvidence] = useState<PrivilegeEvidence>({
    kind: contact.privilege?.kind ?? 'attorney',
    number: contact.privilege?.number ?? '',
    office: contact.privilege?.office ?? '',
  })
  const [unmarking, setUnmarking] = useState(false)
  const [note, setNote] = useState('')
  const done = (key: 'marked' | 'reviewed' | 'unmarked') => toasts.getState().say(t(`contacts.privilegeDone.${key}`))
  const { busy, problem, attempt } = useTry(() => {
    done(unmarking ? 'unmarked' : contact.privileged ? 'reviewed' : 'marked')
    onClose()
  })
  const complete = evidence.number.trim() !== '' && evidence.office.trim() !== ''
  const title = unmarking
    ? 'contacts.unmarkTitle'
    : contact.privileged
      ? 'contacts.reviewPrivilegedTitle'
      : 'contacts.markPrivilegedTitle'
  return (
    <Modal opened onClose={onClose} title={t(title)} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <div className="sp-batch">
        <p>
          <b>
            {item.member.name} – {item.individual.name}
          </b>
        </p>
        {unmarking ? (
          <>
            <p className="sp-hint">{t('contacts.unmarkEffect')}</p>
            <Textarea
              data-autofocus
              required
              label={t('contacts.unmarkNote')}
              autosize
              minRows={2}
              maxLength={4_000}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          </>
        ) : (
          <>
            <Select
              label={t('contacts.evidence.kind')}
              data={privilegeKind.options.map((value) => ({ value, label: t(`contacts.privilegeKind.${value}`) }))}
              allowDeselect={false}
              value={evidence.kind}
              onChange={(kind) => kind && setEvidence({ ...evidence, kind: privilegeKind.parse(kind) })}
            />
            <TextInput
              data-autofocus
              required
              label={t('contacts.evidence.number')}
              description={t('contacts.evidence.numberHint')}
              maxLength={60}
              value={evidence.number}
              onChange={(event) => setEvidence({ ...evidence, number: event.currentTarget.value })}
            />
            <TextInput
              required
              label={t('contacts.evidence.office')}
              description={t('contacts.evidence.officeHint')}
              maxLength={200}
              value={evidence.office}
              onChange={(event) => setEvidence({ ...evidence, office: event.currentTarget.value })}
            />
            <p className="sp-hint">{t(contact.privileged ? 'contacts.reviewEffect' : 'contacts.markEffect')}</p>
          </>
        )}
        {problem && (
          <p className="sp-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="sp-dialog-actions">
          {contact.privileged && !unmarking && (
            <Button variant="subtle" color="gray" onClick={() => setUnmarking(true)}>
              {t('contacts.unmark')}
            </Button>
          )}
          <Button variant="default" onClick={unmarking ? () => setUnmarking(false) : onClose}>
            {t(unmarking ? 'restrictions.back' : 'app.cancel')}
          </Button>
          {unmarking ? (
            <Button
              color="reject"
              loading={busy}
              disabled={note.trim() === ''}
              onClick={() => attempt(() => unmarkPrivileged(row, note.trim()))}
            >
              {t('contacts.unmark')}
            </Button>
          ) : (
            <Button
              loading={busy}
              disabled={!complete}
              onClick={() =>
                attempt(() => (contact.privileged ? reviewPrivileged(row, evidence) : markPrivileged(row, evidence)))
              }
            >
              {t(contact.privileged ? 'contacts.evidenceHolds' : 'contacts.markPrivileged')}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  )
}
