import { Button, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../../../shared/domain/errors.ts'
import { useFrom, useStores } from '../../stores/stores.tsx'

/** A note on the message; what was typed stays if it could not be saved. */
export function NoteDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation()
  const { toasts } = useStores()
  const addNote = useFrom('review', (s) => s.addNote)
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const save = () => {
    if (text.trim() === '') return
    addNote(id, text.trim()).then(
      () => {
        toasts.getState().say(t('noteDialog.saved'))
        onClose()
      },
      (error: unknown) => setProblem(t(`error.${error instanceof Refusal ? error.code : 'internal'}`)),
    )
  }
  return (
    <Modal opened onClose={onClose} title={t('noteDialog.title')} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <Textarea
        data-autofocus
        label={t('noteDialog.text')}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={4_000}
        value={text}
        error={problem}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save()
        }}
      />
      <Button mt="sm" disabled={text.trim() === ''} onClick={save}>
        {t('noteDialog.save')}
      </Button>
    </Modal>
  )
}
