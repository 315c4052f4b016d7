import { reasonsFor } from '../../../shared/domain/reasons.ts'
import type { DecisionDetails } from '../../stores/decide.ts'
import { useFrom } from '../../stores/stores.tsx'
import { BatchDialog } from './BatchDialog.tsx'
import type { BatchKind } from './batch.ts'
import { NoteDialog } from './NoteDialog.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import type { useDecide } from './useDecide.ts'

/** What is open over the review room. */
export type Dialog =
  | { what: 'reason'; kind: 'hold' | 'reject' | 'recall'; id: string }
  | { what: 'note'; id: string }
  | { what: 'batch'; kind: BatchKind; ids: readonly string[] }

interface DialogsProps {
  dialog: Dialog
  onClose: () => void
  decide: ReturnType<typeof useDecide>
}

/** The dialog that is open: it is closed before anything is decided. */
export function Dialogs({ dialog, onClose, decide }: DialogsProps) {
  const reasons = useFrom('review', (s) => s.reasons)
  const item = useFrom('review', (s) => (dialog.what === 'reason' ? s.items.get(dialog.id) : undefined))
  if (dialog.what === 'note') return <NoteDialog id={dialog.id} onClose={onClose} />
  if (dialog.what === 'batch') {
    const confirm = (ids: readonly string[], details: DecisionDetails) => {
      onClose()
      void decide(dialog.kind, ids, details)
    }
    return <BatchDialog kind={dialog.kind} ids={dialog.ids} reasons={reasons} onConfirm={confirm} onClose={onClose} />
  }
  if (!item) return null
  return (
    <ReasonDialog
      kind={dialog.kind}
      item={item}
      reasons={reasonsFor(reasons, dialog.kind === 'hold' ? 'hold' : 'reject')}
      onClose={onClose}
      onChoose={(reasonId, note) => {
        onClose()
        void decide(dialog.kind, [dialog.id], note.trim() === '' ? { reasonId } : { reasonId, note: note.trim() })
      }}
    />
  )
}
