import { Button, Modal, Textarea } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Profile } from '../../../shared/console/people.ts'
import type { RestrictionPreview } from '../../../shared/console/restrictions.ts'
import { Figures } from '../../components/Figures.tsx'
import { MomentField } from '../../components/MomentField.tsx'
import { momentAt } from '../../i18n/zone.ts'
import { useFrom } from '../../stores/stores.tsx'
import { useTry } from '../../stores/useTry.ts'

interface Props {
  profile: Profile
  onClose: () => void
}

/** Suspends the messaging of a person, proposes that, or reactivates it: with a reason, and what it stops counted first. */
export function SuspendDialog({ profile, onClose }: Props) {
  return profile.suspension === null ? (
    <Suspend profile={profile} onClose={onClose} />
  ) : (
    <Reactivate profile={profile} suspension={profile.suspension} onClose={onClose} />
  )
}

function Suspend({ profile, onClose }: Props) {
  const { t } = useTranslation()
  const { row } = profile
  const mayImpose = useFrom('session', (s) => s.may)('impose_restrictions')
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone) ?? 'UTC'
  const { preview, impose, propose } = useFrom('restrictions', (s) => s)
  const refresh = useFrom('people', (s) => s.refreshProfile)
  const [reason, setReason] = useState('')
  const [publicWording, setPublicWording] = useState('')
  const [until, setUntil] = useState('')
  const [stops, setStops] = useState<RestrictionPreview | null>(null)
  const { busy, problem, attempt } = useTry(() => {
    void refresh()
    onClose()
  })
  const { kind, id } = row
  useEffect(() => {
    const target =
      kind === 'individual' ? ({ scope: kind, individualId: id } as const) : ({ scope: kind, memberId: id } as const)
    preview(target).then(setStops, () => setStops(null))
  }, [kind, id, preview])
  const send = () => {
    const target =
      kind === 'individual' ? ({ scope: kind, individualId: id } as const) : ({ scope: kind, memberId: id } as const)
    const restriction = {
      kind: 'suspension' as const,
      target,
      from: null,
      until: until === '' ? null : momentAt(until, zone),
      reason: reason.trim(),
      publicWording: publicWording.trim(),
      ...(stops ? { token: stops.token } : {}),
    }
    attempt(() => (mayImpose ? impose(restriction) : propose(restriction)))
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('people.suspendTitle', { name: row.name })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <div className="sp-batch">
        <Textarea
          data-autofocus
          required
          label={t('restrictions.reason')}
          description={t('restrictions.reasonHint')}
          autosize
          minRows={2}
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Textarea
          label={t('restrictions.publicWording')}
          description={t('restrictions.publicHint')}
          autosize
          minRows={1}
          maxLength={500}
          value={publicWording}
          onChange={(event) => setPublicWording(event.currentTarget.value)}
        />
        <MomentField
          label={t('restrictions.until')}
          hint={t('restrictions.untilHint', { zone })}
          value={until}
          onChange={setUntil}
        />
        {stops && (
          <Figures
            title={t('restrictions.stops')}
            figures={[
              { name: t('restrictions.figure.contacts'), value: stops.contacts },
              { name: t('restrictions.figure.scheduled'), value: stops.scheduled },
              { name: t('restrictions.figure.pending'), value: stops.pending },
            ]}
          />
        )}
        <p className="sp-dim">{t(mayImpose ? 'people.suspendEffect' : 'people.suspendPropose')}</p>
        {problem && <p className="sp-problem">{problem}</p>}
        <div className="sp-dialog-actions">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button color="reject" loading={busy} disabled={reason.trim() === ''} onClick={send}>
            {t(mayImpose ? 'people.suspend' : 'people.proposeSuspension')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

function Reactivate({ profile, suspension, onClose }: Props & { suspension: NonNullable<Profile['suspension']> }) {
  const { t } = useTranslation()
  const mayLift = useFrom('session', (s) => s.may)('impose_restrictions')
  const lift = useFrom('restrictions', (s) => s.lift)
  const refresh = useFrom('people', (s) => s.refreshProfile)
  const [note, setNote] = useState('')
  const { busy, problem, attempt } = useTry(() => {
    void refresh()
    onClose()
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('people.reactivateTitle', { name: profile.row.name })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <div className="sp-batch">
        <div className="sp-happens">
          <p className="sp-caption">{t('people.suspendedBecause')}</p>
          <p>{suspension.reason}</p>
        </div>
        {mayLift ? (
          <Textarea
            data-autofocus
            required
            label={t('restrictions.liftNote')}
            autosize
            minRows={2}
            maxLength={4_000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        ) : (
          <p className="sp-hint">{t('people.reactivateForbidden')}</p>
        )}
        {problem && <p className="sp-problem">{problem}</p>}
        <div className="sp-dialog-actions">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          {mayLift && (
            <Button
              color="approve"
              loading={busy}
              disabled={note.trim() === ''}
              onClick={() => attempt(() => lift(suspension, note.trim()))}
            >
              {t('people.reactivate')}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  )
}
