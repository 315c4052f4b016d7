import { createStore, type StoreApi } from 'zustand/vanilla'
import { type ErrorCode, Refusal } from '../../shared/domain/errors.ts'

/** A list that is fetched page by page as it is looked at. */
export interface PagedList<Row extends { readonly id: string }> {
  status: 'loading' | 'ready' | 'error'
  error: ErrorCode | null
  rows: readonly Row[]
  /** Whether more rows follow those that are here. */
  more: boolean
  /** Loads the first page anew; with `keep`, what is shown stays until the answer is here. */
  load(keep?: boolean): Promise<void>
  /** Fetches the page that follows; does nothing while one is on its way or when there is none. */
  next(): void
  /** Fetches again what is here without emptying the list meanwhile; at most ten pages. */
  refresh(): Promise<void>
  /** Puts a row that is known anew in the place of its earlier self. */
  patch(row: Row): void
  /** Empties the list. */
  clear(): void
}

const PAGES_REFRESHED = 10

/** @param fetch answers with a page and the cursor of the one that follows, or null */
export function createPagedList<Row extends { readonly id: string }>(
  fetch: (cursor: string | undefined) => Promise<{ rows: readonly Row[]; next: string | null }>,
): StoreApi<PagedList<Row>> {
  let generation = 0
  let cursor: string | null = null
  let fetching = false
  return createStore<PagedList<Row>>()((set, get) => {
    const failed = (error: unknown) =>
      set({ status: 'error', error: error instanceof Refusal ? error.code : 'internal', rows: [], more: false })
    return {
      status: 'loading',
      error: null,
      rows: [],
      more: false,
      async load(keep = false) {
        const mine = ++generation
        fetching = false
        if (!keep) set({ status: 'loading', error: null, rows: [], more: false })
        try {
          const page = await fetch(undefined)
          if (mine !== generation) return
          cursor = page.next
          set({ status: 'ready', error: null, rows: page.rows, more: page.next !== null })
        } catch (error) {
          if (mine === generation) failed(error)
        }
      },
      next() {
        if (fetching || cursor === null || get().status !== 'ready') return
        const mine = generation
        fetching = true
        fetch(cursor).then(
          (page) => {
            if (mine !== generation) return
            fetching = false
            cursor = page.next
            const here = new Set(get().rows.map((row) => row.id))
            set({ rows: [...get().rows, ...page.rows.filter((row) => !here.has(row.id))], more: page.next !== null })
          },
          () => {
            // What is shown stays; reaching the end again asks again.
            if (mine === generation) fetching = false
          },
        )
      },
      async refresh() {
        if (get().status === 'error') return get().load()
        const mine = ++generation
        fetching = false
        const wanted = get().rows.length
        const rows: Row[] = []
        let following: string | undefined
        try {
          for (let page = 0; page < PAGES_REFRESHED; page++) {
            const answer = await fetch(following)
            if (mine !== generation) return
            rows.push(...answer.rows)
            following = answer.next ?? undefined
            if (answer.next === null || rows.length >= wanted) break
          }
          cursor = following ?? null
          set({ status: 'ready', error: null, rows, more: cursor !== null })
        } catch {
          // What is shown stays; the state of the line is told elsewhere.
        }
      },
      patch(row) {
        const at = get().rows.findIndex((each) => each.id === row.id)
        if (at >= 0) set({ rows: get().rows.with(at, row) })
      },
      clear() {
        generation++
        cursor = null
        fetching = false
        set({ status: 'loading', error: null, rows: [], more: false })
      },
    }
  })
}
