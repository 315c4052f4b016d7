import { Button, Modal, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../stores/rooms.ts'
import { useFrom } from '../../stores/stores.tsx'
import { useTry } from '../../stores/useTry.ts'

/** Declares a relation of one's own to a person; a supervisor may record a colleague's. */
export function RecuseDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation()
  const me = useFrom('session', (s) => s.session?.user)
  const mayManage = useFrom('session', (s) => s.may)('manage_recusals')
  const staff = useFrom('recusals', (s) => s.staff)
  const declare = useFrom('recusals', (s) => s.declare)
  const refresh = useFrom('people', (s) => s.refreshProfile)
  const [who, setWho] = useState(me?.id ?? '')
  const [relation, setRelation] = useState('')
  const { busy, problem, attempt } = useTry(() => {
    void refresh()
    onClose()
  })
  const others = staff.filter((each) => each.id !== me?.id)
  const mine = who === me?.id
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('recusals.declareTitle')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <div className="sp-batch">
        {mayManage && (
          <Select
            label={t('recusals.who')}
            data={[
              ...(me ? [{ value: me.id, label: t('recusals.me', { name: me.name }) }] : []),
              ...others.map((each) => ({ value: each.id, label: each.name })),
            ]}
            searchable
            allowDeselect={false}
            value={who}
            onChange={(next) => setWho(next ?? me?.id ?? '')}
          />
        )}
        <TextInput
          data-autofocus
          required
          label={t('recusals.relation')}
          placeholder={t('recusals.relationHint')}
          maxLength={200}
          value={relation}
          error={problem}
          onChange={(event) => setRelation(event.currentTarget.value)}
        />
        <p className="sp-hint">{t(mine ? 'recusals.effectMine' : 'recusals.effectOther')}</p>
        <div className="sp-dialog-actions">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button
            loading={busy}
            disabled={relation.trim() === ''}
            onClick={() => attempt(() => declare(who, person, relation.trim()))}
          >
            {t('recusals.declare')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
