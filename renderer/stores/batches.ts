import { createStore, type StoreApi } from 'zustand/vanilla'
import type { BatchProgress } from '../../shared/console/batches.ts'
import type { Connection } from '../api/connection.ts'

export interface BatchStore {
  /** Batches of this sitting that are still going on, or that left something undone; the latest last. */
  running: readonly BatchProgress[]
  dismiss(batchId: string): void
}

/** How batches go on: taken up here, sent, answered. One that went through as a whole is not shown any more. */
export function createBatchStore(connection: Connection): StoreApi<BatchStore> {
  const store = createStore<BatchStore>()((set, get) => ({
    running: [],
    dismiss: (batchId) => set({ running: get().running.filter((each) => each.batchId !== batchId) }),
  }))
  connection.on('batch', (progress) => {
    const others = store.getState().running.filter((each) => each.batchId !== progress.batchId)
    store.setState({ running: isOver(progress) ? others : [...others, progress] })
  })
  return store
}

/** Whether nothing of a batch is left to be told: all looked at, all answered, nothing failed. */
function isOver({ done, total, counts }: BatchProgress): boolean {
  return done >= total && counts.waiting === 0 && failuresOf(counts) === 0
}

/** How many of a batch did not take effect. */
export function failuresOf({ conflict, refused, refused_here }: BatchProgress['counts']): number {
  return conflict + refused + refused_here
}
