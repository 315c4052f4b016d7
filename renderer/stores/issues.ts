import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SyncIssue } from '../../shared/console/issues.ts'
import type { Connection } from '../api/connection.ts'

export interface IssuesStore {
  issues: readonly SyncIssue[]
  load(): Promise<void>
  dismiss(commandId: string): Promise<void>
}

/** Commands that the central service did not apply, until the user has dealt with them. */
export function createIssuesStore(connection: Connection): StoreApi<IssuesStore> {
  const store = createStore<IssuesStore>()((set, get) => ({
    issues: [],
    async load() {
      try {
        set({ issues: (await connection.call('issues.list', {})).issues })
      } catch {
        // Nothing new can be told; what was listed stays.
      }
    },
    async dismiss(commandId) {
      set({ issues: get().issues.filter((issue) => issue.commandId !== commandId) })
      try {
        await connection.call('issues.dismiss', { commandId })
      } catch {
        await get().load()
      }
    },
  }))
  connection.on('changed', ({ changes }) => {
    if (changes.some((change) => change.topic === 'issues')) void store.getState().load()
  })
  return store
}
