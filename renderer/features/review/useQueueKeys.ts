import { useFrom, useShortcut, useStores } from '../../stores/stores.tsx'
import type { BatchKind } from './batch.ts'

/** Binds the keys that move through the queue, select in it, and decide what is selected. */
export function useQueueKeys({ filter, together }: { filter: () => void; together: (kind: BatchKind) => void }): void {
  const { queue } = useStores()
  const selecting = useFrom('queue', (s) => s.selected.size > 0)
  const mayDecide = useFrom('session', (s) => s.may)('decide')
  const list = () => queue.getState()
  useShortcut('next', () => list().move(1))
  useShortcut('previous', () => list().move(-1))
  useShortcut('first', () => list().moveTo('first'))
  useShortcut('last', () => list().moveTo('last'))
  useShortcut('select', () => {
    const { active, toggle } = list()
    if (active !== null) toggle(active)
  })
  useShortcut('extendDown', () => list().move(1, true))
  useShortcut('extendUp', () => list().move(-1, true))
  useShortcut('selectAll', () => list().selectAll())
  useShortcut('clearSelection', () => list().clearSelection(), selecting)
  useShortcut('approveSelected', () => together('approve'), selecting && mayDecide)
  useShortcut('holdSelected', () => together('hold'), selecting && mayDecide)
  useShortcut('rejectSelected', () => together('reject'), selecting && mayDecide)
  useShortcut('loadNew', () => list().takeIn())
  useShortcut('filter', filter)
}
