import { Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReviewItem } from '../../../shared/console/review.ts'
import type { Reason } from '../../../shared/domain/reasons.ts'
import { ReasonList } from '../../components/ReasonList.tsx'
import { useFrom } from '../../stores/stores.tsx'
import { payerOf } from './useDecide.ts'

interface Props {
  kind: 'hold' | 'reject' | 'recall'
  item: ReviewItem
  reasons: readonly Reason[]
  onChoose: (reasonId: string, note: string) => void
  onClose: () => void
}

/** The short list of reasons: one key from 1 to 9 decides. What will happen is said before it does. */
export function ReasonDialog({ kind, item, reasons, onChoose, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'es' ? 'es' : 'en'
  const single = useFrom('session', (s) => s.settings.singleKeyShortcuts)
  const [note, setNote] = useState('')
  const [lookedAt, setLookedAt] = useState<string | null>(null)
  const looked = reasons.find((reason) => reason.id === lookedAt) ?? reasons[0]
  return (
    <Modal
      opened
      onClose={onClose}
      size="md"
      title={t(`reasonDialog.${kind}`)}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <ReasonList
        label={t('reasonDialog.reasons')}
        reasons={reasons.map(({ id, staff }) => ({ id, text: staff[language] }))}
        keys={single}
        none={t('reasonDialog.none')}
        onChoose={(id) => onChoose(id, note)}
        onLook={setLookedAt}
      />
      <Textarea
        mt="sm"
        label={t('reasonDialog.note')}
        description={t('reasonDialog.noteHint')}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={4_000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Preview kind={kind} item={item} told={looked?.public[language] ?? null} />
    </Modal>
  )
}

function Preview({ kind, item, told }: { kind: Props['kind']; item: ReviewItem; told: string | null }) {
  const { t } = useTranslation()
  const { row, message } = item
  const sender = row.from.name
  const lines: string[] = []
  if (kind === 'hold') lines.push(t('reasonDialog.staysHere'), t('reasonDialog.seesPending', { name: sender }))
  else {
    const payer = payerOf(message.payment, sender, row.to.name)
    lines.push(t(kind === 'recall' ? 'reasonDialog.takenBack' : 'reasonDialog.notDelivered'))
    lines.push(payer === null ? t('reasonDialog.noCharge') : t('reasonDialog.refund', { name: payer }))
    if (told !== null) lines.push(t('reasonDialog.told', { name: sender, text: told }))
  }
  return (
    <div className="sp-happens" aria-live="polite">
      <p className="sp-caption">{t('reasonDialog.happens')}</p>
      <p>{lines.join(' · ')}</p>
    </div>
  )
}
