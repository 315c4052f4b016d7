import { createStore, type StoreApi } from 'zustand/vanilla'
import type { QueueColumn, QueueFilter, QueueName, QueueSort } from '../../shared/console/review.ts'
import type { SavedView, ViewScope } from '../../shared/console/views.ts'
import type { Connection } from '../api/connection.ts'
import type { ReviewStores } from './review.ts'

export interface ViewStore {
  views: readonly SavedView[]
  /** The view that was chosen last, as long as what is shown is what it says. */
  active: string | null
  load(): Promise<void>
  choose(view: SavedView): void
  /** Saves what is shown under a name; with an id, in place of that view. @throws Refusal */
  save(name: string, scope: ViewScope, id?: string): Promise<void>
  /** @throws Refusal */
  rename(view: SavedView, name: string): Promise<void>
  /** @throws Refusal */
  remove(id: string): Promise<void>
}

/** Saved views: which queue, filter, sort and columns, under a name, this user's or the facility's. */
export function createViewStore(connection: Connection, { review }: ReviewStores): StoreApi<ViewStore> {
  const shown = () => {
    const { queue, filter, sort, columns } = review.getState()
    return { queue, filter, sort, columns: [...columns] }
  }
  const store = createStore<ViewStore>()((set, get) => ({
    views: [],
    active: null,
    async load() {
      try {
        set({ views: (await connection.call('views.list', {})).views })
      } catch {
        // What was listed stays.
      }
    },
    choose(view) {
      review.getState().look(view)
      set({ active: view.id })
    },
    async save(name, scope, id) {
      const saved = await connection.call('views.save', {
        name,
        scope,
        ...shown(),
        ...(id === undefined ? {} : { id }),
      })
      set({ active: saved.id })
      await get().load()
    },
    async rename({ id, scope, queue, filter, sort, columns }, name) {
      await connection.call('views.save', { id, scope, queue, filter, sort, columns, name })
      await get().load()
    },
    async remove(id) {
      await connection.call('views.remove', { id })
      if (get().active === id) set({ active: null })
      await get().load()
    },
  }))
  review.subscribe((now, before) => {
    const { active, views } = store.getState()
    if (active === null) return
    if (
      now.queue === before.queue &&
      now.filter === before.filter &&
      now.sort === before.sort &&
      now.columns === before.columns
    )
      return
    const view = views.find((each) => each.id === active)
    if (view && !isShown(view, now)) store.setState({ active: null })
  })
  connection.on('changed', ({ changes }) => {
    if (changes.some((change) => change.topic === 'views')) void store.getState().load()
  })
  return store
}

interface Look {
  readonly queue: QueueName
  readonly filter: QueueFilter
  readonly sort: QueueSort
  readonly columns: readonly QueueColumn[]
}

function isShown(view: Look, now: Look): boolean {
  const text = ({ queue, filter, sort, columns }: Look) =>
    JSON.stringify([queue, Object.entries(filter).sort(), sort, [...columns].sort()])
  return text(view) === text(now)
}
