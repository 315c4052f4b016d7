import { ActionIcon } from '@mantine/core'
import {
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconLayoutSidebarRightCollapse,
  IconLayoutSidebarRightExpand,
} from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Group, Panel, Separator, useDefaultLayout, usePanelRef } from 'react-resizable-panels'
import type { DecisionKind } from '../../../shared/domain/lifecycle.ts'
import { reasonsFor } from '../../../shared/domain/reasons.ts'
import type { VirtualGridHandle } from '../../components/VirtualGrid.tsx'
import type { DecisionDetails } from '../../stores/review.ts'
import { useFrom, useStores } from '../../stores/stores.tsx'
import { ActionBar } from './ActionBar.tsx'
import { needsReason } from './actions.ts'
import { BatchDialog } from './BatchDialog.tsx'
import type { BatchKind } from './batch.ts'
import { ContextPane } from './ContextPane.tsx'
import { NoteDialog } from './NoteDialog.tsx'
import { QueuePane } from './QueuePane.tsx'
import { ReadingPane } from './ReadingPane.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import { useClaim } from './useClaim.ts'
import { useDecide } from './useDecide.ts'
import { useQueueKeys } from './useQueueKeys.ts'
import { Welcome } from './Welcome.tsx'

type Dialog =
  | { what: 'reason'; kind: 'hold' | 'reject' | 'recall'; id: string }
  | { what: 'note'; id: string }
  | { what: 'batch'; kind: BatchKind; ids: readonly string[] }

/** The review room: queue, message, and who the two people are. */
export function ReviewRoom() {
  const { t } = useTranslation()
  const { queue } = useStores()
  const decide = useDecide()
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const list = useRef<VirtualGridHandle>(null)
  const filterInput = useRef<HTMLInputElement>(null)
  const close = useCallback(() => setDialog(null), [])

  const one = useCallback(
    (kind: DecisionKind) => {
      const id = queue.getState().active
      if (id === null) return
      if (needsReason(kind)) setDialog({ what: 'reason', kind: kind as 'hold' | 'reject' | 'recall', id })
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
  useClaim()
  useQueueKeys({ filter: () => filterInput.current?.focus(), together })
  useEffect(() => list.current?.focus(), [])

  return (
    <>
      <Panes
        queue={<QueuePane list={list} filterInput={filterInput} onBatch={(kind) => together(kind as BatchKind)} />}
        reading={(tools) => (
          <div className="sp-middle">
            <Welcome />
            <ReadingPane tools={tools} />
            <ActionBar onDecide={one} onNote={note} />
          </div>
        )}
        context={<ContextPane onNote={note} />}
        resize={t('context.resize')}
      />
      {dialog && <Dialogs dialog={dialog} onClose={close} decide={decide} />}
    </>
  )
}

interface PanesProps {
  queue: React.ReactNode
  reading: (tools: React.ReactNode) => React.ReactNode
  context: React.ReactNode
  resize: string
}

/** Three panes whose widths are remembered; the outer two can be put away. */
function Panes({ queue, reading, context, resize }: PanesProps) {
  const { t } = useTranslation()
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: 'sallyport.review', storage: localStorage })
  const left = usePanelRef()
  const right = usePanelRef()
  const [leftAway, setLeftAway] = useState(false)
  const [rightAway, setRightAway] = useState(false)
  const toggle = (panel: typeof left) => {
    if (panel.current?.isCollapsed()) panel.current.expand()
    else panel.current?.collapse()
  }
  const LeftIcon = leftAway ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  const RightIcon = rightAway ? IconLayoutSidebarRightExpand : IconLayoutSidebarRightCollapse
  const tools = (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t(leftAway ? 'context.expandQueue' : 'context.collapseQueue')}
        onClick={() => toggle(left)}
      >
        <LeftIcon size={18} stroke={1.6} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t(rightAway ? 'context.expand' : 'context.collapse')}
        onClick={() => toggle(right)}
      >
        <RightIcon size={18} stroke={1.6} />
      </ActionIcon>
    </>
  )
  return (
    <Group
      id="sallyport.review"
      orientation="horizontal"
      className="sp-panes"
      {...(defaultLayout ? { defaultLayout } : {})}
      onLayoutChanged={onLayoutChanged}
    >
      <Panel
        id="queue"
        panelRef={left}
        collapsible
        collapsedSize={0}
        minSize="17rem"
        defaultSize="30%"
        onResize={({ inPixels }) => setLeftAway(inPixels < 1)}
      >
        {!leftAway && queue}
      </Panel>
      <Separator className="sp-separator" aria-label={resize} />
      <Panel id="reading" minSize="24rem">
        {reading(tools)}
      </Panel>
      <Separator className="sp-separator" aria-label={resize} />
      <Panel
        id="context"
        panelRef={right}
        collapsible
        collapsedSize={0}
        minSize="14rem"
        defaultSize="22%"
        onResize={({ inPixels }) => setRightAway(inPixels < 1)}
      >
        {!rightAway && context}
      </Panel>
    </Group>
  )
}

interface DialogsProps {
  dialog: Dialog
  onClose: () => void
  decide: ReturnType<typeof useDecide>
}

function Dialogs({ dialog, onClose, decide }: DialogsProps) {
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
