import { reasonUseOf } from '../../../shared/domain/lifecycle.ts'
import { reasonsFor } from '../../../shared/domain/reasons.ts'
import { useReturnFocus } from '../../components/useReturnFocus.ts'
import type { DecisionDetails } from '../../stores/decide.ts'
import { useFrom } from '../../stores/stores.tsx'
import { AssignDialog } from './AssignDialog.tsx'
import { BatchDialog } from './BatchDialog.tsx'
import type { BatchKind } from './batch.ts'
import { NoteDialog } from './NoteDialog.tsx'
import { ReasonDialog, type ReasonedKind } from './ReasonDialog.tsx'
import type { useAssign } from './useAssign.ts'
import type { useDecide } from './useDecide.ts'

/** What is open over the review room. */
export type Dialog =
  | { what: 'reason'; kind: ReasonedKind; id: string }
  | { what: 'assign'; ids: readonly string[] }
  | { what: 'note'; id: string }
  | { what: 'batch'; kind: BatchKind; ids: readonly string[] }

interface DialogsProps {
  dialog: Dialog
  onClose: () => void
  decide: ReturnType<typeof useDecide>
  assign: ReturnType<typeof useAssign>
}

/** The dialog that is open: it is closed before anything is decided. */
export function Dialogs({ dialog, onClose, decide, assign }: DialogsProps) {
  useReturnFocus()
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
  if (dialog.what === 'assign') {
    const choose = (to: string | null) => {
      onClose()
      void assign(dialog.ids, to)
    }
    return <AssignDialog ids={dialog.ids} onChoose={choose} onClose={onClose} />
  }
  if (!item) return null
  const use = reasonUseOf(dialog.kind, item.row.state) ?? 'reject'
  return (
    <ReasonDialog
      kind={dialog.kind}
      item={item}
      reasons={reasonsFor(reasons, use)}
      onClose={onClose}
      onChoose={(details) => {
        onClose()
        void decide(dialog.kind, [dialog.id], details)
      }}
    />
  )
}
