import { Modal, Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReviewItem } from '../../../shared/console/review.ts'
import type { Reason } from '../../../shared/domain/reasons.ts'
import { KeyCap } from '../../components/KeyCap.tsx'
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
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const looked = reasons[at]

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!single || event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.metaKey || event.altKey)
        return
      const reason = /^[1-9]$/.test(event.key) ? reasons[Number(event.key) - 1] : undefined
      if (!reason) return
      event.preventDefault()
      onChoose(reason.id, note)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [reasons, note, onChoose, single])

  const step = (by: number) => {
    const next = (at + by + reasons.length) % Math.max(1, reasons.length)
    setAt(next)
    list.current?.querySelectorAll('button')[next]?.focus()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="md"
      title={t(`reasonDialog.${kind}`)}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move among the buttons inside. */}
      <div
        ref={list}
        className="sp-reasons"
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') step(1)
          else if (event.key === 'ArrowUp') step(-1)
          else return
          event.preventDefault()
        }}
      >
        {reasons.length === 0 && <p className="sp-hint">{t('reasonDialog.none')}</p>}
        {reasons.map((reason, index) => (
          <button
            key={reason.id}
            type="button"
            className="sp-reason"
            data-autofocus={index === 0 ? true : undefined}
            onFocus={() => setAt(index)}
            onMouseEnter={() => setAt(index)}
            onClick={() => onChoose(reason.id, note)}
          >
            {index < 9 ? <KeyCap keys={String(index + 1)} /> : <span />}
            {reason.staff[language]}
          </button>
        ))}
      </div>
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
