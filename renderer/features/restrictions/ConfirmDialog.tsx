import { Button, Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RestrictionPreview, RestrictionRow } from '../../../shared/console/restrictions.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { useFormats } from '../../i18n/hooks.ts'
import { spanText, targetText } from '../../i18n/restrictionText.ts'
import { useFrom, useStores } from '../../stores/stores.tsx'
import { useTry } from '../../stores/useTry.ts'
import { Stops } from './Stops.tsx'

/** A supervisor puts a proposal in force, having seen what it will stop. */
export function ConfirmDialog({ row, onClose }: { row: RestrictionRow; onClose: () => void }) {
  const { t } = useTranslation()
  const { toasts } = useStores()
  const confirm = useFrom('restrictions', (s) => s.confirm)
  const preview = useFrom('restrictions', (s) => s.preview)
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  const [stops, setStops] = useState<RestrictionPreview | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const { busy, problem, attempt } = useTry(() => {
    toasts.getState().say(t('restrictions.done.confirm'))
    onClose()
  })
  const { target } = row
  useEffect(() => {
    preview(target).then(setStops, (error: unknown) =>
      setFailed(t(`error.${error instanceof Refusal ? error.code : 'internal'}`)),
    )
  }, [preview, target, t])
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('restrictions.confirmTitle')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <div className="sp-batch">
        <p>
          <b>{targetText(t, row)}</b> <span className="sp-dim">{spanText(t, formats, row)}</span>
          <br />
          {row.reason}
        </p>
        {stops && <Stops preview={stops} />}
        {(problem ?? failed) && (
          <p className="sp-problem" role="alert">
            {problem ?? failed}
          </p>
        )}
        <div className="sp-dialog-actions">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button
            data-autofocus
            color="reject"
            loading={busy}
            disabled={stops === null}
            onClick={() => attempt(() => confirm(row))}
          >
            {t('restrictions.confirm')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
