import { Button, Modal, Textarea } from '@mantine/core'
import { IconEyeOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecusalRow } from '../../../shared/console/recusals.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { useFormats } from '../../i18n/hooks.ts'
import { useFrom } from '../../stores/stores.tsx'
import { useTry } from '../../stores/useTry.ts'

/** Declared relations of staff to people: everybody's for supervisors, one's own for others. */
export function RecusalList() {
  const { t } = useTranslation()
  const recusals = useFrom('recusals', (s) => s.recusals)
  const [withdrawing, setWithdrawing] = useState<RecusalRow | null>(null)
  if (recusals.state === 'asking') return <div className="sp-queue-state sp-dim">{t('queue.loadingRow')}</div>
  if (recusals.state === 'refused')
    return <EmptyState alert title={t('recusals.errorTitle')} text={t(`error.${recusals.code}`)} />
  if (recusals.value.length === 0) {
    return (
      <EmptyState
        icon={<IconEyeOff size={34} stroke={1.3} aria-hidden="true" />}
        title={t('recusals.noneTitle')}
        text={t('recusals.none')}
      />
    )
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must be scrollable by key. */}
      <section className="sp-scroll" tabIndex={0} aria-label={t('recusals.tab')}>
        <ul className="sp-plain sp-recusals">
          {recusals.value.map((row) => (
            <Recusal key={row.id} row={row} onWithdraw={() => setWithdrawing(row)} />
          ))}
        </ul>
      </section>
      {withdrawing && <WithdrawDialog row={withdrawing} onClose={() => setWithdrawing(null)} />}
    </>
  )
}

/** One relation: who, to whom, what, declared by whom, and whether it still holds. */
export function Recusal({ row, onWithdraw }: { row: RecusalRow; onWithdraw: () => void }) {
  const { t } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const me = useFrom('session', (s) => s.session?.user?.id)
  const mayManage = useFrom('session', (s) => s.may)('manage_recusals')
  const formats = useFormats(zone)
  const over = row.withdrawnAt !== null || row.waiting === 'withdraw'
  const whom = row.person.name === '' ? t('recusals.closedName') : `${row.person.name} ${row.person.number}`
  return (
    <li className="sp-recusal" data-over={over}>
      <div className="sp-row-line">
        <b className="sp-cut">{row.staffName}</b>
        <span className="sp-grow" />
        {over ? (
          <span className="sp-badge">{t('recusals.withdrawn')}</span>
        ) : (
          <span className="sp-badge" data-tone="warn">
            {t('recusals.holds')}
          </span>
        )}
      </div>
      <div>
        {whom} · {row.relation}
      </div>
      <div className="sp-dim">
        {t('recusals.declared', { name: row.declaredByName, date: formats.moment(row.declaredAt, Date.now()) })}
        {row.withdrawnAt !== null &&
          ` · ${t('recusals.withdrawnBy', { name: row.withdrawnByName ?? '–', date: formats.moment(row.withdrawnAt, Date.now()) })}`}
        {row.waiting !== null && ` · ${t('people.waiting')}`}
      </div>
      {mayManage && !over && row.staffId !== me && (
        <Button mt={4} variant="default" size="compact-xs" onClick={onWithdraw}>
          {t('recusals.withdraw')}
        </Button>
      )}
    </li>
  )
}

/** Asks why a recusal is withdrawn. */
export function WithdrawDialog({ row, onClose }: { row: RecusalRow; onClose: () => void }) {
  const { t } = useTranslation()
  const withdraw = useFrom('recusals', (s) => s.withdraw)
  const [note, setNote] = useState('')
  const { busy, problem, attempt } = useTry(onClose)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('recusals.withdrawTitle', { name: row.staffName })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <div className="sp-batch">
        <p className="sp-dim">{t('recusals.withdrawEffect', { name: row.staffName })}</p>
        <Textarea
          data-autofocus
          label={t('recusals.note')}
          autosize
          minRows={2}
          maxLength={4_000}
          value={note}
          error={problem}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <div className="sp-dialog-actions">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button loading={busy} onClick={() => attempt(() => withdraw(row, note.trim()))}>
            {t('recusals.withdraw')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
