import { Button, Checkbox, Modal, Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Reason, reasonsFor } from '../../../shared/domain/reasons.ts'
import { BULK_LIMIT } from '../../../shared/domain/roles.ts'
import { ReasonList } from '../../components/ReasonList.tsx'
import type { DecisionDetails } from '../../stores/decide.ts'
import { useFrom } from '../../stores/stores.tsx'
import { BatchSummaryView } from './BatchSummaryView.tsx'
import { type BatchDivision, type BatchKind, divide } from './batch.ts'
import { type Hold, HoldOptions, holdDetails, openHold, useHoldLines } from './HoldOptions.tsx'
import { useBatchPlan } from './useBatchPlan.ts'

interface Props {
  kind: BatchKind
  ids: readonly string[]
  reasons: readonly Reason[]
  onConfirm: (ids: readonly string[], details: DecisionDetails) => void
  onClose: () => void
}

/** Seconds that the button waits when more than `BULK_LIMIT` are decided at once. */
const LARGE_WAIT = 2

/** The confirmation of a batch: how many, how they divide, what deserves a second look, and what stays behind. */
export function BatchDialog({ kind, ids, reasons, onConfirm, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'es' ? 'es' : 'en'
  const opened = useFrom('review', (s) => s.opened)
  const may = useFrom('session', (s) => s.may)
  const single = useFrom('session', (s) => s.settings.singleKeyShortcuts)
  const planned = useBatchPlan(kind, ids)
  const [reasonId, setReasonId] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [hold, setHold] = useState<Hold>(openHold)
  const holdLines = useHoldLines(hold)
  const [unreadConfirmed, setUnreadConfirmed] = useState(false)
  const [wait, setWait] = useState(ids.length > BULK_LIMIT ? LARGE_WAIT : 0)
  useEffect(() => {
    if (wait <= 0) return
    const timer = setTimeout(() => setWait(wait - 1), 1_000)
    return () => clearTimeout(timer)
  }, [wait])

  const needsReason = kind !== 'approve'
  const confirmButton = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const here = planned.state === 'planned'
  const chosen = reasonId !== null
  useEffect(() => {
    // The dialog opened before there was anything to put the focus on; a chosen reason leads on to the button.
    if (!here) return
    const first = needsReason && !chosen ? list.current?.querySelector('button') : confirmButton.current
    first?.focus()
  }, [here, needsReason, chosen])

  const division = here
    ? divide(kind, planned.plan, { opened, mayBulk: may('decide_bulk'), unreadConfirmed })
    : { going: [], unread: [], over: 0, refused: [] }
  const { going } = division
  const ready = here && wait <= 0 && going.length > 0 && (!needsReason || chosen)
  const confirm = () => {
    if (!ready) return
    onConfirm(going, {
      ...(reasonId === null ? {} : { reasonId }),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
      ...holdDetails(hold),
      ...(unreadConfirmed && division.unread.length > 0 ? { unreadConfirmed } : {}),
    })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(`batch.${kind}`, { count: ids.length })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {planned.state === 'asking' && <p className="sp-dim">{t('batch.loading')}</p>}
      {planned.state === 'failed' && <p className="sp-problem">{t(`error.${planned.code}`)}</p>}
      {planned.state === 'planned' && (
        <div className="sp-batch">
          <BatchSummaryView kind={kind} planned={planned} unread={division.unread} />
          <Staying division={division} confirmed={unreadConfirmed} onConfirm={setUnreadConfirmed} />
          {needsReason && (
            <section ref={list}>
              <h3 className="sp-caption">{t('batch.reason')}</h3>
              <ReasonList
                label={t('batch.reason')}
                reasons={reasonsFor(reasons, kind).map(({ id, staff }) => ({ id, text: staff[language] }))}
                keys={single}
                none={t('reasonDialog.none')}
                chosen={reasonId}
                onChoose={setReasonId}
              />
              {kind === 'hold' && (
                <>
                  <HoldOptions value={hold} onChange={setHold} />
                  <p className="sp-hold-does sp-dim" aria-live="polite">
                    {holdLines.join(' · ')}
                  </p>
                </>
              )}
              <Textarea
                mt="xs"
                label={t('reasonDialog.note')}
                autosize
                minRows={1}
                maxRows={3}
                maxLength={4_000}
                value={note}
                onChange={(event) => setNote(event.currentTarget.value)}
              />
            </section>
          )}
          <div className="sp-dialog-actions">
            <Button variant="default" onClick={onClose}>
              {t('app.cancel')}
            </Button>
            <Button
              ref={confirmButton}
              color={kind === 'reject' ? 'reject' : kind === 'approve' ? 'approve' : 'accent'}
              aria-disabled={!ready}
              {...(ready ? {} : { 'data-disabled': true })}
              onClick={confirm}
            >
              {wait > 0 ? t('batch.wait', { seconds: wait }) : t(`batch.${kind}`, { count: going.length })}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  )
}

interface StayingProps {
  division: BatchDivision
  confirmed: boolean
  onConfirm: (confirmed: boolean) => void
}

/** What stays behind, and what a supervisor may decide about that. */
function Staying({ division, confirmed, onConfirm }: StayingProps) {
  const { t } = useTranslation()
  const may = useFrom('session', (s) => s.may)
  const { unread, over, refused } = division
  if (unread.length + over + refused.length === 0) return null
  return (
    <div className="sp-hint">
      {unread.length > 0 && (
        <p>
          {t('batch.unread', { count: unread.length })} {!may('decide_bulk') && t('batch.unreadOfficer')}
        </p>
      )}
      {unread.length > 0 && may('decide_bulk') && (
        <Checkbox
          my={6}
          size="xs"
          label={t('batch.unreadConfirm')}
          checked={confirmed}
          onChange={(event) => onConfirm(event.currentTarget.checked)}
        />
      )}
      {refused.map(({ code, count }) => (
        <p key={code}>{t('batch.refused', { count, why: t(`error.${code}`) })}</p>
      ))}
      {over > 0 && <p>{t('batch.limit', { limit: BULK_LIMIT, count: over })}</p>}
    </div>
  )
}
