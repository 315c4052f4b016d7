import { createStore, type StoreApi } from 'zustand/vanilla'
import type {
  QueueColumn,
  QueueCounts,
  QueueFilter,
  QueueName,
  QueueRow,
  QueueSort,
  ReviewItem,
  View,
} from '../../shared/console/review.ts'
import { type ErrorCode, Refusal } from '../../shared/domain/errors.ts'
import type { DecisionKind } from '../../shared/domain/lifecycle.ts'
import type { Reason } from '../../shared/domain/reasons.ts'
import type { Connection } from '../api/connection.ts'
import { createDecide, type DecisionDetails, type DecisionOutcome } from './decide.ts'
import { createStableList, type StableList } from './stableList.ts'

export interface ReviewStore {
  queue: QueueName
  filter: QueueFilter
  sort: QueueSort
  /** What rows show besides the two people and the age. */
  columns: readonly QueueColumn[]
  counts: QueueCounts | null
  reasons: readonly Reason[]
  /** Items fetched or prefetched, the latest last; bounded. */
  items: ReadonlyMap<string, ReviewItem>
  itemErrors: ReadonlyMap<string, ErrorCode>
  /** Opened in this sitting: what the user has had on screen. */
  opened: ReadonlySet<string>
  start(): void
  /** The facility's reasons, which rules name too. */
  loadReasons(): void
  show(queue: QueueName): void
  setFilter(filter: QueueFilter): void
  setSort(sort: QueueSort): void
  setColumns(columns: readonly QueueColumn[]): void
  /** Looks at a queue with filter, sort and columns at once. */
  look(view: Pick<View, 'queue' | 'filter' | 'sort' | 'columns'>): void
  /** Puts an item on screen and fetches those around it ahead. */
  open(id: string): void
  refreshItem(id: string): void
  /** Decides; the list moves on at once, the answer tells what was taken. */
  decide(kind: DecisionKind, ids: readonly string[], details: DecisionDetails): Promise<DecisionOutcome>
  addNote(id: string, text: string): Promise<void>
}

/** What rows show where no view says otherwise. */
export const usualColumns: readonly QueueColumn[] = ['preview', 'flags', 'payment', 'assignee', 'held_until']

const ITEMS_KEPT = 40
const REFRESH_MS = 300

export interface ReviewStores {
  review: StoreApi<ReviewStore>
  queue: StoreApi<StableList<QueueRow>>
}

/** The review room: the queue that is shown, the items around the one on screen, and decisions. */
export function createReviewStores(connection: Connection): ReviewStores {
  const queue: StoreApi<StableList<QueueRow>> = createStableList<QueueRow>({
    fetchIds: async (first) => {
      const state = review.getState()
      const input = { queue: state.queue, filter: state.filter, sort: state.sort, ...(first && { first }) }
      return (await connection.call('review.list', input)).ids
    },
    fetchRows: async (ids) => (await connection.call('review.rows', { ids })).rows,
    fetchStanding: async (ids) => {
      const { queue: name, filter } = review.getState()
      return (await connection.call('review.standing', { queue: name, filter, ids })).ids
    },
  })
  const list = () => queue.getState()
  const fetching = new Set<string>()
  let started = false

  const review = createStore<ReviewStore>()((set, get) => {
    const fetchItem = (id: string, ahead: boolean) => {
      const key = `${id}${ahead}`
      if (fetching.has(key)) return
      fetching.add(key)
      connection.call('review.item', ahead ? { id, ahead } : { id }).then(
        (item) => {
          fetching.delete(key)
          const items = new Map(get().items)
          items.delete(id)
          items.set(id, item)
          for (const each of items.keys()) {
            if (items.size <= ITEMS_KEPT) break
            items.delete(each)
          }
          set({ items })
        },
        (error: unknown) => {
          fetching.delete(key)
          const code = error instanceof Refusal ? error.code : 'internal'
          if (!ahead) set({ itemErrors: new Map(get().itemErrors).set(id, code) })
          if (code === 'recused') {
            // What a declared relation closes leaves the screen at once, not with the next look at the queue.
            const items = new Map(get().items)
            items.delete(id)
            set({ items })
            void list()
              .refresh()
              .then(() => list().takeIn())
          }
        },
      )
    }
    return {
      queue: 'needs_review',
      filter: {},
      sort: 'priority',
      columns: usualColumns,
      counts: null,
      reasons: [],
      items: new Map(),
      itemErrors: new Map(),
      opened: new Set(),
      start() {
        started = true
        void list().load()
        refreshCounts()
        refreshReasons()
      },
      loadReasons: refreshReasons,
      show(name) {
        const before = get().queue
        const sort = name === 'decided' ? 'newest' : before === 'decided' ? 'priority' : get().sort
        set({ queue: name, sort })
        list().activate(null)
        void list().load()
      },
      setFilter(filter) {
        set({ filter })
        void list().load()
      },
      setSort(sort) {
        set({ sort })
        void list().load()
      },
      setColumns: (columns) => set({ columns }),
      look({ queue: name, filter, sort, columns }) {
        set({ queue: name, filter, sort, columns: columns.length > 0 ? columns : usualColumns })
        list().activate(null)
        void list().load()
      },
      open(id) {
        const opened = new Set(get().opened).add(id)
        const itemErrors = new Map(get().itemErrors)
        itemErrors.delete(id)
        set({ opened, itemErrors })
        fetchItem(id, false)
        // Once this one is painted; who goes on at once needs others.
        setTimeout(() => {
          const { ids, active } = list()
          if (active !== id) return
          const at = ids.indexOf(id)
          for (const near of [ids[at + 1], ids[at + 2], ids[at - 1]]) {
            if (near !== undefined && !get().items.has(near)) fetchItem(near, true)
          }
        })
      },
      refreshItem: (id) => fetchItem(id, !get().opened.has(id)),
      decide: createDecide({
        connection,
        list,
        place: () => get().queue,
        versionOf: (id) => (list().rows.get(id) ?? get().items.get(id)?.row)?.version,
        settled: () => refreshCounts(),
      }),
      async addNote(id, text) {
        await connection.call('review.note', { id, text })
        fetchItem(id, false)
      },
    }
  })

  function refreshCounts() {
    connection.call('review.counts', {}).then(
      (counts) => review.setState({ counts }),
      () => undefined,
    )
  }
  function refreshReasons() {
    connection.call('reasons.list', {}).then(
      ({ reasons }) => review.setState({ reasons }),
      () => undefined,
    )
  }
  /** What changed since the list was last asked; null where that is not known item by item. */
  let changed: Set<string> | null = new Set()
  const refreshSoon = later(REFRESH_MS, () => {
    if (changed === null) void list().refresh()
    else if (changed.size > 0) void list().changed([...changed])
    changed = new Set()
    refreshCounts()
  })
  connection.on('changed', ({ changes }) => {
    if (!started) return
    for (const change of changes) {
      if (change.topic === 'reasons') refreshReasons()
      if (change.topic === 'messages' || change.topic === 'people' || change.topic === 'recusals') {
        list().refetch(change.everything ? 'all' : change.ids)
        const theirs = new Set(change.ids)
        const everything = change.everything || change.topic !== 'messages'
        if (everything) changed = null
        else for (const id of change.ids) changed?.add(id)
        const stale = (id: string) => everything || theirs.has(id)
        const active = list().active
        const kept = [...review.getState().items].filter(([id]) => id === active || !stale(id))
        if (kept.length < review.getState().items.size) review.setState({ items: new Map(kept) })
        if (active !== null && stale(active)) review.getState().refreshItem(active)
      }
      refreshSoon()
    }
  })
  let filling = false
  connection.on('sync', ({ connection: now }) => {
    // While the first copy comes in nothing has been read yet that could jump: show it whole when it is here.
    if (filling && now !== 'filling' && started) void list().load()
    filling = now === 'filling'
  })
  connection.onLine((line) => {
    if (line === 'open' && started) review.getState().start()
  })
  return { review, queue }
}

/** Runs once after a pause, however often it is asked to within it. */
export function later(ms: number, run: () => void): () => void {
  let waiting = false
  return () => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      run()
    }, ms)
  }
}
