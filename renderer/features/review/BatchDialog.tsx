import { Button, Checkbox, Modal, Select, Textarea } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueueRow } from '../../../shared/console/review.ts'
import { type Reason, reasonsFor } from '../../../shared/domain/reasons.ts'
import { BULK_LIMIT } from '../../../shared/domain/roles.ts'
import type { DecisionDetails } from '../../stores/review.ts'
import { useFrom, useStores } from '../../stores/stores.tsx'
import { summarise } from './batch.ts'

export type BatchKind = 'approve' | 'hold' | 'reject'

interface Props {
  kind: BatchKind
  ids: readonly string[]
  reasons: readonly Reason[]
  onConfirm: (ids: readonly string[], details: DecisionDetails) => void
  onClose: () => void
}

/** Seconds that the button waits when more than `BULK_LIMIT` are decided at once. */
const LARGE_WAIT = 2
const LISTED = 8

/** The confirmation of a batch: how many, how they divide, what deserves a second look. */
export function BatchDialog({ kind, ids, reasons, onConfirm, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const { queue } = useStores()
  const language = i18n.language === 'es' ? 'es' : 'en'
  const opened = useFrom('review', (s) => s.opened)
  const may = useFrom('session', (s) => s.may)
  const [rows, setRows] = useState<readonly QueueRow[] | null>(null)
  const [reasonId, setReasonId] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [unreadConfirmed, setUnreadConfirmed] = useState(false)
  const [wait, setWait] = useState(ids.length > BULK_LIMIT ? LARGE_WAIT : 0)

  useEffect(() => {
    let here = true
    queue
      .getState()
      .rowsOf(ids)
      .then(
        (fetched) => here && setRows(fetched),
        () => here && onClose(),
      )
    return () => {
      here = false
    }
  }, [ids, queue, onClose])
  useEffect(() => {
    if (wait <= 0) return
    const timer = setTimeout(() => setWait(wait - 1), 1_000)
    return () => clearTimeout(timer)
  }, [wait])

  const reasonField = useRef<HTMLInputElement>(null)
  const confirmButton = useRef<HTMLButtonElement>(null)
  const here = rows !== null
  useEffect(() => {
    // The dialog opened before there was anything to put the focus on.
    if (here) (reasonField.current ?? confirmButton.current)?.focus()
  }, [here])

  const summary = useMemo(() => (rows ? summarise(rows, kind, opened) : null), [rows, kind, opened])
  const needsReason = kind !== 'approve'
  const offered = needsReason ? reasonsFor(reasons, kind) : []
  const unread = kind === 'approve' && summary ? summary.unread : []
  const skip = unreadConfirmed ? new Set<string>() : new Set(unread.map((row) => row.id))
  const going = ids.filter((id) => !skip.has(id))
  const overLimit = going.length > BULK_LIMIT && !may('decide_bulk')
  const ready = summary && wait <= 0 && !overLimit && going.length > 0 && (!needsReason || reasonId !== null)
  const label = t(`batch.${kind}`, { count: going.length })
  const confirm = () => {
    if (!ready) return
    onConfirm(going, {
      ...(reasonId === null ? {} : { reasonId }),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
      ...(unreadConfirmed && unread.length > 0 ? { unreadConfirmed } : {}),
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
      {!summary ? (
        <p className="sp-dim">{t('batch.loading')}</p>
      ) : (
        <div className="sp-batch">
          <section>
            <h3 className="sp-caption">{t('batch.divide')}</h3>
            <dl className="sp-figures">
              <Figure name={t('batch.people')} value={summary.senders} />
              <Figure name={t('batch.recipients')} value={summary.recipients} />
              <Figure name={t('batch.flagged')} value={summary.flagged} warn={summary.flagged > 0} />
              <Figure name={t('batch.cod')} value={summary.cod} />
              {kind === 'reject' && <Figure name={t('batch.refunds')} value={summary.refund} />}
            </dl>
            {summary.categories.length > 0 && (
              <p className="sp-batch-flags">
                {summary.categories.map(({ category, count }) => (
                  <span key={category} className="sp-badge" data-tone={category === 'self_harm' ? 'bad' : 'warn'}>
                    {t(`category.${category}`)} {count}
                  </span>
                ))}
              </p>
            )}
          </section>
          <section>
            <h3 className="sp-caption">{t('batch.second')}</h3>
            {summary.second.length === 0 && <p className="sp-dim">{t('batch.secondNone')}</p>}
            <ul className="sp-plain">
              {summary.second.slice(0, LISTED).map((row) => (
                <li key={row.id} className="sp-row-line">
                  <span className="sp-cut">
                    {row.from.name} <span className="sp-dim">→ {row.to.name}</span>
                  </span>
                  <span className="sp-grow" />
                  {row.flags.slice(0, 2).map((flag) => (
                    <span key={flag.watchlist} className="sp-badge" data-tone={row.urgent ? 'bad' : 'warn'}>
                      {t(`category.${flag.category}`)}
                    </span>
                  ))}
                  {row.flags.length > 0 && !opened.has(row.id) && (
                    <span className="sp-badge">{t('batch.notOpened')}</span>
                  )}
                </li>
              ))}
              {summary.second.length > LISTED && (
                <li className="sp-dim">{t('batch.more', { count: summary.second.length - LISTED })}</li>
              )}
            </ul>
          </section>
          {unread.length > 0 && (
            <div className="sp-hint">
              {t('batch.unread', { count: unread.length })}{' '}
              {may('decide_bulk') ? (
                <Checkbox
                  mt={6}
                  size="xs"
                  label={t('batch.unreadConfirm')}
                  checked={unreadConfirmed}
                  onChange={(event) => setUnreadConfirmed(event.currentTarget.checked)}
                />
              ) : (
                t('batch.unreadOfficer')
              )}
            </div>
          )}
          {needsReason && (
            <Select
              ref={reasonField}
              label={t('batch.reason')}
              placeholder={t('batch.pickReason')}
              value={reasonId}
              onChange={setReasonId}
              data={offered.map((reason) => ({ value: reason.id, label: reason.staff[language] }))}
            />
          )}
          {needsReason && (
            <Textarea
              label={t('reasonDialog.note')}
              autosize
              minRows={1}
              maxRows={3}
              maxLength={4_000}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          )}
          {overLimit && <p className="sp-problem">{t('batch.limit', { limit: BULK_LIMIT })}</p>}
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
              {wait > 0 ? t('batch.wait', { seconds: wait }) : label}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  )
}

function Figure({ name, value, warn = false }: { name: string; value: number; warn?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={warn ? 'sp-warn' : undefined}>{value}</dd>
    </div>
  )
}
