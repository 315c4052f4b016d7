import { Button, Modal, SegmentedControl, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedView, ViewScope } from '../../../shared/console/views.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { useReturnFocus } from '../../components/useReturnFocus.ts'
import { useFrom } from '../../stores/stores.tsx'

/** A name for what is shown; or, of a view that exists, another name, what is shown now instead, or its end. */
export function ViewDialog({ view, onClose }: { view: SavedView | null; onClose: () => void }) {
  useReturnFocus()
  const { t } = useTranslation()
  const save = useFrom('views', (s) => s.save)
  const rename = useFrom('views', (s) => s.rename)
  const remove = useFrom('views', (s) => s.remove)
  const may = useFrom('session', (s) => s.may)
  const [name, setName] = useState(view?.name ?? '')
  const [scope, setScope] = useState<ViewScope>('private')
  const [problem, setProblem] = useState<string | null>(null)
  const attempt = (what: Promise<void>) =>
    void what.then(onClose, (error: unknown) =>
      setProblem(t(`error.${error instanceof Refusal ? error.code : 'internal'}`)),
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    attempt(view === null ? save(name.trim(), scope) : rename(view, name.trim()))
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={view === null ? t('views.save') : t('views.edit', { name: view.name })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form className="sp-batch" onSubmit={submit}>
        <TextInput
          data-autofocus
          label={t('views.name')}
          maxLength={60}
          value={name}
          error={problem}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {view === null && may('share_views') && (
          <SegmentedControl
            size="xs"
            aria-label={t('views.whose')}
            value={scope}
            onChange={(value) => setScope(value === 'shared' ? 'shared' : 'private')}
            data={[
              { value: 'private', label: t('views.private') },
              { value: 'shared', label: t('views.shared') },
            ]}
          />
        )}
        <div className="sp-dialog-actions">
          {view !== null && (
            <>
              <Button variant="default" color="reject" onClick={() => attempt(remove(view.id))}>
                {t('views.remove')}
              </Button>
              <span className="sp-grow" />
              <Button variant="default" onClick={() => attempt(save(name.trim() || view.name, view.scope, view.id))}>
                {t('views.replace')}
              </Button>
            </>
          )}
          <Button type="submit" disabled={name.trim() === ''}>
            {t(view === null ? 'views.saveIt' : 'views.rename')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
