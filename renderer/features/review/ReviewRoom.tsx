import { useCallback, useEffect, useRef, useState } from 'react'
import type { DecisionKind } from '../../../shared/domain/lifecycle.ts'
import { RoomPanes } from '../../components/RoomPanes.tsx'
import type { VirtualGridHandle } from '../../components/VirtualGrid.tsx'
import { usePaneWords } from '../../i18n/paneWords.ts'
import { useFrom, useShortcut, useStores } from '../../stores/stores.tsx'
import { ActionBar } from './ActionBar.tsx'
import { needsReason } from './actions.ts'
import { BatchPage } from './BatchPage.tsx'
import type { BatchKind } from './batch.ts'
import { ContextPane } from './ContextPane.tsx'
import { type Dialog, Dialogs } from './Dialogs.tsx'
import { MessageMenu } from './MessageMenu.tsx'
import { QueuePane } from './QueuePane.tsx'
import { ReadingPane } from './ReadingPane.tsx'
import type { ReasonedKind } from './ReasonDialog.tsx'
import { useAssign } from './useAssign.ts'
import { useClaim } from './useClaim.ts'
import { useDecide } from './useDecide.ts'
import { usePrint } from './usePrint.tsx'
import { useQueueKeys } from './useQueueKeys.ts'
import { Welcome } from './Welcome.tsx'

/** The review room: queue, message, and who the two people are; or what became of a batch. */
export function ReviewRoom() {
  const batch = useFrom('rooms', (s) => s.batch)
  return batch === null ? <Desk /> : <BatchPage batch={batch} />
}

function Desk() {
  const { queue, session } = useStores()
  const decide = useDecide()
  const words = usePaneWords()
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const list = useRef<VirtualGridHandle>(null)
  const filterInput = useRef<HTMLInputElement>(null)
  const close = useCallback(() => setDialog(null), [])

  const one = useCallback(
    (kind: DecisionKind) => {
      const id = queue.getState().active
      if (id === null) return
      if (needsReason(kind)) setDialog({ what: 'reason', kind: kind as ReasonedKind, id })
      else void decide(kind, [id])
    },
    [queue, decide],
  )
  const together = useCallback(
    (kind: BatchKind) => {
      const ids = [...queue.getState().selected]
      if (ids.length > 0) setDialog({ what: 'batch', kind, ids })
    },
    [queue],
  )
  const note = useCallback(() => {
    const id = queue.getState().active
    if (id !== null) setDialog({ what: 'note', id })
  }, [queue])
  const assign = useAssign()
  const chosen = useCallback(() => {
    const { selected, active } = queue.getState()
    return selected.size > 0 ? [...selected] : active === null ? [] : [active]
  }, [queue])
  const take = (taking: boolean) => {
    const ids = chosen()
    if (ids.length > 0) void assign(ids, taking ? (session.getState().session?.user?.id ?? null) : null)
  }
  const assignTo = () => {
    const ids = chosen()
    if (ids.length > 0) setDialog({ what: 'assign', ids })
  }
  const { print, sheet } = usePrint()
  const openBatch = useFrom('rooms', (s) => s.openBatch)
  useShortcut('batches', () => openBatch('latest'))
  useClaim()
  useQueueKeys({ filter: () => filterInput.current?.focus(), together })
  useEffect(() => list.current?.focus(), [])

  return (
    <>
      <RoomPanes
        id="sallyport.review"
        words={words}
        list={<QueuePane list={list} filterInput={filterInput} onBatch={(kind) => together(kind as BatchKind)} />}
        main={(tools) => (
          <div className="sp-middle">
            <Welcome />
            <ReadingPane
              tools={
                <>
                  <MessageMenu onPrint={print} onTake={take} onAssign={assignTo} onCorrect={() => one('correct')} />
                  {tools}
                </>
              }
            />
            <ActionBar onDecide={one} onNote={note} />
          </div>
        )}
        details={<ContextPane onNote={note} />}
      />
      {sheet}
      {dialog && <Dialogs dialog={dialog} onClose={close} decide={decide} assign={assign} />}
    </>
  )
}
