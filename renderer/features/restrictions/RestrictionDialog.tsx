import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RestrictionTarget } from '../../../shared/central/entities.ts'
import type { RestrictionPreview } from '../../../shared/console/restrictions.ts'
import { useFormats } from '../../i18n/hooks.ts'
import { spanText, targetText } from '../../i18n/restrictionText.ts'
import { momentAt } from '../../i18n/zone.ts'
import type { RestrictionStart } from '../../stores/restrictions.ts'
import { useFrom, useStores } from '../../stores/stores.tsx'
import { useTry } from '../../stores/useTry.ts'
import { type Draft, Fields, spanProblem, targetOf } from './Fields.tsx'
import { Stops } from './Stops.tsx'

/** Writes a restriction in two steps: whom, when and why; then what it will stop, before it is imposed or proposed. */
export function RestrictionDialog({ start, onClose }: { start: RestrictionStart; onClose: () => void }) {
  const { t } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone) ?? 'UTC'
  const preview = useFrom('restrictions', (s) => s.preview)
  const [draft, setDraft] = useState<Draft>({
    scope: start.scope,
    individual: start.individual ?? null,
    member: start.member ?? null,
    housingUnit: start.housingUnit ?? null,
    from: '',
    until: '',
    reason: '',
    publicWording: '',
  })
  const [counted, setCounted] = useState<RestrictionPreview | null>(null)
  const target = targetOf(draft)
  const { busy, problem, attempt } = useTry(() => undefined)
  const lockdown = start.lockdown ?? false
  const step = counted ? 2 : 1
  const ready = target !== null && draft.reason.trim() !== '' && spanProblem(draft, zone) === null
  const look = () => {
    if (target !== null && ready) attempt(async () => setCounted(await preview(target)))
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={`${t(lockdown ? 'restrictions.lockdownTitle' : 'restrictions.newTitle')} · ${t('restrictions.stepOf', { step })}`}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {counted && target ? (
        <Second draft={draft} target={target} preview={counted} onBack={() => setCounted(null)} onClose={onClose} />
      ) : (
        <div className="sp-batch">
          <Fields draft={draft} lockdown={lockdown} zone={zone} onChange={setDraft} />
          {problem && (
            <p className="sp-problem" role="alert">
              {problem}
            </p>
          )}
          <div className="sp-dialog-actions">
            <Button variant="default" onClick={onClose}>
              {t('app.cancel')}
            </Button>
            <Button loading={busy} disabled={!ready} onClick={look}>
              {t('restrictions.next')}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  )
}

interface SecondProps {
  draft: Draft
  target: RestrictionTarget
  preview: RestrictionPreview
  onBack: () => void
  onClose: () => void
}

/** What it will stop; a housing unit or the facility has to be named once more. */
function Second({ draft, target, preview, onBack, onClose }: SecondProps) {
  const { t } = useTranslation()
  const { toasts } = useStores()
  const facility = useFrom('session', (s) => s.session?.facility)
  const mayImpose = useFrom('session', (s) => s.may)('impose_restrictions')
  const { impose, propose } = useFrom('restrictions', (s) => s)
  const zone = facility?.timeZone ?? 'UTC'
  const formats = useFormats(zone)
  const [typed, setTyped] = useState('')
  const { busy, problem, attempt } = useTry(() => {
    toasts.getState().say(t(mayImpose ? 'restrictions.done.impose' : 'restrictions.done.propose'))
    onClose()
  })
  const from = draft.from === '' ? null : momentAt(draft.from, zone)
  const until = draft.until === '' ? null : momentAt(draft.until, zone)
  const toType =
    target.scope === 'housing_unit' ? target.housingUnit : target.scope === 'facility' ? (facility?.name ?? '') : null
  const sure = toType === null || typed.trim().toLowerCase() === toType.toLowerCase()
  const send = () => {
    if (!sure || busy) return
    const restriction = {
      kind: 'restriction' as const,
      target,
      from,
      until,
      reason: draft.reason.trim(),
      publicWording: draft.publicWording.trim(),
      token: preview.token,
    }
    attempt(() => (mayImpose ? impose(restriction) : propose(restriction)))
  }
  const span = spanText(t, formats, { from: from ?? new Date().toISOString(), until })
  return (
    <div className="sp-batch">
      <p>
        <b>{targetText(t, { target, individual: draft.individual, member: draft.member })}</b>{' '}
        <span className="sp-dim">{span}</span>
        <br />
        {draft.reason.trim()}
      </p>
      <Stops preview={preview} />
      {!mayImpose && <p className="sp-hint">{t('restrictions.proposeHint')}</p>}
      {toType !== null && (
        <TextInput
          data-autofocus
          label={
            target.scope === 'facility'
              ? t('restrictions.typeFacility', { name: toType })
              : t('restrictions.typeUnit', { unit: toType })
          }
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') send()
          }}
        />
      )}
      {problem && (
        <p className="sp-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="sp-dialog-actions">
        <Button variant="default" onClick={onBack}>
          {t('restrictions.back')}
        </Button>
        <Button color="reject" loading={busy} disabled={!sure} data-autofocus={toType === null} onClick={send}>
          {!mayImpose
            ? t('restrictions.propose')
            : target.scope === 'housing_unit'
              ? t('restrictions.lockdownDo', { unit: target.housingUnit })
              : t('restrictions.impose')}
        </Button>
      </div>
    </div>
  )
}
