import { Button, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RestrictionRow } from '../../../shared/console/restrictions.ts'
import { targetText } from '../../i18n/restrictionText.ts'
import { useFrom, useStores } from '../../stores/stores.tsx'
import { useTry } from '../../stores/useTry.ts'

/** Ends a restriction, or turns a proposal down: with the reason that the log keeps. */
export function LiftDialog({ row, onClose }: { row: RestrictionRow; onClose: () => void }) {
  const { t } = useTranslation()
  const { toasts } = useStores()
  const lift = useFrom('restrictions', (s) => s.lift)
  const [note, setNote] = useState('')
  const proposal = row.status === 'proposed'
  const { busy, problem, attempt } = useTry(() => {
    toasts.getState().say(t(proposal ? 'restrictions.done.turnDown' : 'restrictions.done.lift'))
    onClose()
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(proposal ? 'restrictions.turnDownTitle' : 'restrictions.liftTitle')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <div className="sp-batch">
        <p>
          <b>{targetText(t, row)}</b>
        </p>
        <p className="sp-dim">{t(proposal ? 'restrictions.turnDownEffect' : 'restrictions.liftEffect')}</p>
        <Textarea
          data-autofocus
          label={t('restrictions.liftNote')}
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
          <Button color="approve" loading={busy} onClick={() => attempt(() => lift(row, note.trim()))}>
            {t(proposal ? 'restrictions.turnDown' : 'restrictions.lift')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
