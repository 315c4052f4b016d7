import { Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MethodOutput } from '../../../shared/console/methods.ts'
import { ReasonList } from '../../components/ReasonList.tsx'
import { useFrom, useStores } from '../../stores/stores.tsx'

const NOBODY = 'nobody'

interface Props {
  ids: readonly string[]
  onChoose: (to: string | null) => void
  onClose: () => void
}

/** To whom messages are assigned: a short list answered by one key. What that does is said above it. */
export function AssignDialog({ ids, onChoose, onClose }: Props) {
  const { t } = useTranslation()
  const { connection } = useStores()
  const me = useFrom('session', (s) => s.session?.user)
  const single = useFrom('session', (s) => s.settings.singleKeyShortcuts)
  const [staff, setStaff] = useState<MethodOutput<'review.deciders'>['staff'] | null>(null)
  useEffect(() => {
    let here = true
    connection.call('review.deciders', {}).then(
      (answer) => here && setStaff(answer.staff),
      () => here && setStaff([]),
    )
    return () => {
      here = false
    }
  }, [connection])
  const others = (staff ?? []).filter((each) => each.id !== me?.id)
  const offered = [
    ...(me ? [{ id: me.id, text: t('assign.me', { name: me.name }) }] : []),
    { id: NOBODY, text: t('assign.nobody') },
    ...others.map(({ id, name, role }) => ({ id, text: `${name} · ${t(`role.${role}`)}` })),
  ]
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('assign.title', { count: ids.length })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <p className="sp-dim">{t('assign.happens')}</p>
      {staff !== null && (
        <ReasonList
          label={t('assign.to')}
          reasons={offered}
          keys={single}
          none={t('assign.nobody')}
          onChoose={(id) => onChoose(id === NOBODY ? null : id)}
        />
      )}
    </Modal>
  )
}
