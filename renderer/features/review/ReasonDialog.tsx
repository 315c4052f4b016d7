import { Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReviewItem } from '../../../shared/console/review.ts'
import type { Reason } from '../../../shared/domain/reasons.ts'
import { ReasonList } from '../../components/ReasonList.tsx'
import { reasonText } from '../../i18n/sentences.ts'
import type { DecisionDetails } from '../../stores/decide.ts'
import { useFrom } from '../../stores/stores.tsx'
import { type Hold, HoldOptions, holdDetails, openHold, useHoldLines } from './HoldOptions.tsx'
import { payerOf } from './useDecide.ts'

/** The decisions that ask for a reason. */
export type ReasonedKind = 'hold' | 'reject' | 'recall' | 'correct'

interface Props {
  kind: ReasonedKind
  item: ReviewItem
  reasons: readonly Reason[]
  onChoose: (details: DecisionDetails) => void
  onClose: () => void
}

/** The short list of reasons: one key from 1 to 9 decides. What will happen is said before it does. */
export function ReasonDialog({ kind, item, reasons, onChoose, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'es' ? 'es' : 'en'
  const single = useFrom('session', (s) => s.settings.singleKeyShortcuts)
  const [note, setNote] = useState('')
  const [hold, setHold] = useState<Hold>(openHold)
  const [lookedAt, setLookedAt] = useState<string | null>(null)
  const looked = reasons.find((reason) => reason.id === lookedAt) ?? reasons[0]
  const choose = (reasonId: string) =>
    onChoose({
      reasonId,
      ...(note.trim() === '' ? {} : { note: note.trim() }),
      ...holdDetails(hold),
    })
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(`reasonDialog.${kind}`)}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <ReasonList
        label={t('reasonDialog.reasons')}
        reasons={reasons.map(({ id, staff }) => ({ id, text: staff[language] }))}
        keys={single}
        none={t('reasonDialog.none')}
        onChoose={choose}
        onLook={setLookedAt}
      />
      {kind === 'hold' && <HoldOptions value={hold} onChange={setHold} />}
      <Textarea
        mt="sm"
        label={t('reasonDialog.note')}
        description={t(kind === 'hold' ? 'reasonDialog.holdHint' : 'reasonDialog.noteHint')}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={4_000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Preview kind={kind} item={item} hold={hold} told={looked?.public[language] ?? null} />
    </Modal>
  )
}

interface PreviewProps {
  kind: ReasonedKind
  item: ReviewItem
  hold: Hold
  /** What the sender would be told. */
  told: string | null
}

function Preview({ kind, item, hold, told }: PreviewProps) {
  const { t, i18n } = useTranslation()
  const reasons = useFrom('review', (s) => s.reasons)
  const holdLines = useHoldLines(hold)
  const { row, message, decisions } = item
  const sender = row.from.name
  const lines: string[] = []
  if (kind === 'hold') {
    if (hold.until === null) lines.push(t('reasonDialog.staysHere'))
    lines.push(...holdLines)
    lines.push(t('reasonDialog.seesPending', { name: sender }))
  } else if (kind === 'correct') {
    const now = decisions.find((each) => each.reasonId !== null)?.reasonId ?? null
    lines.push(t('reasonDialog.insteadOf', { reason: reasonText(reasons, now, i18n.language) }))
    if (row.state === 'rejected' && told !== null) lines.push(t('reasonDialog.toldAgain', { name: sender, text: told }))
    else lines.push(t('reasonDialog.nothingElse'))
  } else {
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
