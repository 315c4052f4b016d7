import { createStore, type StoreApi } from 'zustand/vanilla'
import { type ErrorCode, Refusal } from '../../shared/domain/errors.ts'

interface Identified {
  readonly id: string
}

export interface StableList<Row extends Identified> {
  status: 'loading' | 'ready' | 'error'
  error: ErrorCode | null
  /** The ids in the order in which they were loaded: nothing moves by itself. */
  ids: readonly string[]
  /** Ids that have come since; they wait until the user asks for them. */
  incoming: number
  /** Ids that left the list without this user deciding them; they grey out where they are. */
  gone: ReadonlySet<string>
  /** Rows fetched so far, the latest fetched last; bounded. */
  rows: ReadonlyMap<string, Row>
  active: string | null
  selected: ReadonlySet<string>
  /** Loads the list anew and goes to its top. */
  load(): Promise<void>
  /** Asks what the list is now without moving anything that is shown. */
  refresh(): Promise<void>
  /** Takes in what has come and lets go of what has left. */
  takeIn(): void
  /** Fetches the rows from one index to another (exclusive) that are not here yet. */
  ensure(from: number, to: number): void
  /** Fetches rows again, of those ids that are here. */
  refetch(ids: readonly string[] | 'all'): void
  /** The rows of any number of ids, fetched in portions. */
  rowsOf(ids: readonly string[]): Promise<Row[]>
  activate(id: string | null): void
  /** Moves by a number of places; with `extend`, everything passed over is selected. */
  move(by: number, extend?: boolean): void
  moveTo(end: 'first' | 'last'): void
  toggle(id: string): void
  selectTo(id: string): void
  selectAll(): void
  clearSelection(): void
  /** Takes ids off the list; the next one becomes active. Gives what `restore` needs to put them back. */
  remove(ids: readonly string[]): Removed
  /** Puts removed ids back where they were; the first of them becomes active when asked. */
  restore(removed: Removed, only: readonly string[], activate: boolean): void
}

/** Where ids stood before they were removed. */
export type Removed = ReadonlyMap<string, number>

const ROWS_KEPT = 3_000
const PORTION = 100

export interface StableListPorts<Row extends Identified> {
  fetchIds(): Promise<readonly string[]>
  fetchRows(ids: string[]): Promise<readonly Row[]>
}

/** A long list that stays put under the reader: ids first, rows as they are looked at. */
export function createStableList<Row extends Identified>(ports: StableListPorts<Row>): StoreApi<StableList<Row>> {
  let latest: readonly string[] = []
  let generation = 0
  let anchor: string | null = null
  const inFlight = new Set<string>()
  /** Removed here; not news when a list fetched meanwhile still has them. */
  const removedHere = new Set<string>()

  return createStore<StableList<Row>>()((set, get) => {
    const keep = (fetched: readonly Row[]) => {
      const rows = new Map(get().rows)
      for (const row of fetched) {
        rows.delete(row.id)
        rows.set(row.id, row)
      }
      for (const id of rows.keys()) {
        if (rows.size <= ROWS_KEPT) break
        rows.delete(id)
      }
      set({ rows })
    }
    const fetch = (wanted: readonly string[]) => {
      for (let i = 0; i < wanted.length; i += PORTION) {
        const portion = wanted.slice(i, i + PORTION)
        for (const id of portion) inFlight.add(id)
        const done = () => {
          for (const id of portion) inFlight.delete(id)
        }
        ports.fetchRows(portion).then((rows) => {
          done()
          keep(rows)
        }, done)
      }
    }
    /** What has left the list is news when it comes back. */
    const forgetRemoved = (fetched: readonly string[]) => {
      const there = new Set(fetched)
      for (const id of removedHere) if (!there.has(id)) removedHere.delete(id)
    }
    const activeIn = (ids: readonly string[]) => {
      const { active } = get()
      return active !== null && ids.includes(active) ? active : (ids[0] ?? null)
    }
    return {
      status: 'loading',
      error: null,
      ids: [],
      incoming: 0,
      gone: new Set(),
      rows: new Map(),
      active: null,
      selected: new Set(),
      async load() {
        const mine = ++generation
        set({ status: 'loading', error: null, ids: [], incoming: 0, gone: new Set(), selected: new Set() })
        try {
          const ids = await ports.fetchIds()
          if (mine !== generation) return
          latest = ids
          set({ status: 'ready', ids, active: ids[0] ?? null })
        } catch (error) {
          if (mine === generation) {
            set({ status: 'error', error: error instanceof Refusal ? error.code : 'internal', active: null })
          }
        }
      },
      async refresh() {
        const mine = generation
        try {
          const fetched = await ports.fetchIds()
          if (mine !== generation) return
          latest = fetched
          if (get().status === 'error' || get().ids.length === 0) {
            // The answer may have been on its way when the last one was removed here.
            const ids = latest.filter((id) => !removedHere.has(id))
            forgetRemoved(latest)
            set({ status: 'ready', error: null, ids, active: activeIn(ids), incoming: 0 })
            return
          }
          const here = new Set(get().ids)
          const there = new Set(latest)
          const gone = new Set(get().ids.filter((id) => !there.has(id)))
          const fresh = [...gone].filter((id) => !get().gone.has(id))
          if (fresh.length > 0) fetch(fresh.filter((id) => get().rows.has(id)))
          forgetRemoved(latest)
          const selected = gone.size > 0 ? new Set([...get().selected].filter((id) => !gone.has(id))) : get().selected
          set({
            status: 'ready',
            gone,
            selected,
            incoming: latest.reduce((n, id) => n + (here.has(id) || removedHere.has(id) ? 0 : 1), 0),
          })
        } catch {
          // What is shown stays; the state of the line is told elsewhere.
        }
      },
      takeIn() {
        const ids = latest.filter((id) => !removedHere.has(id))
        const there = new Set(ids)
        set({
          ids,
          incoming: 0,
          gone: new Set(),
          active: activeIn(ids),
          selected: new Set([...get().selected].filter((id) => there.has(id))),
        })
      },
      ensure(from, to) {
        const { ids, rows } = get()
        fetch(ids.slice(Math.max(0, from), to).filter((id) => !rows.has(id) && !inFlight.has(id)))
      },
      refetch(changed) {
        const { rows } = get()
        fetch(changed === 'all' ? [...rows.keys()].slice(-PORTION * 3) : changed.filter((id) => rows.has(id)))
      },
      async rowsOf(ids) {
        const out: Row[] = []
        for (let i = 0; i < ids.length; i += 200) out.push(...(await ports.fetchRows(ids.slice(i, i + 200))))
        return out
      },
      activate(id) {
        anchor = id
        set({ active: id })
      },
      move(by, extend = false) {
        const { ids, active, selected, gone } = get()
        if (ids.length === 0) return
        const at = active === null ? -1 : ids.indexOf(active)
        const to = Math.min(ids.length - 1, Math.max(0, at + by))
        const target = ids[to]
        if (target === undefined) return
        if (extend) {
          const next = new Set(selected)
          if (active !== null && !gone.has(active)) next.add(active)
          if (!gone.has(target)) next.add(target)
          set({ selected: next })
        } else anchor = target
        set({ active: target })
      },
      moveTo(end) {
        const { ids } = get()
        get().activate((end === 'first' ? ids[0] : ids.at(-1)) ?? null)
      },
      toggle(id) {
        if (get().gone.has(id)) return
        const selected = new Set(get().selected)
        if (!selected.delete(id)) selected.add(id)
        anchor = id
        set({ selected })
      },
      selectTo(id) {
        const { ids, gone } = get()
        const from = ids.indexOf(anchor ?? get().active ?? id)
        const to = ids.indexOf(id)
        const range = ids.slice(Math.max(0, Math.min(from, to)), Math.max(from, to) + 1)
        set({ selected: new Set([...get().selected, ...range.filter((each) => !gone.has(each))]), active: id })
      },
      selectAll() {
        const { ids, gone } = get()
        set({ selected: new Set(ids.filter((id) => !gone.has(id))) })
      },
      clearSelection() {
        set({ selected: new Set() })
      },
      remove(leaving) {
        const { ids, active, selected } = get()
        const out = new Set(leaving)
        const places = new Map<string, number>()
        ids.forEach((id, at) => {
          if (out.has(id)) places.set(id, at)
        })
        for (const id of out) removedHere.add(id)
        const left = ids.filter((id) => !out.has(id))
        let next = active
        if (active !== null && out.has(active)) {
          const at = ids.indexOf(active)
          next = ids.slice(at + 1).find((id) => !out.has(id)) ?? left.at(-1) ?? null
        }
        set({ ids: left, active: next, selected: new Set([...selected].filter((id) => !out.has(id))) })
        return places
      },
      restore(removed, only, activate) {
        const wanted = new Set(only)
        const present = new Set(get().ids)
        const ids = [...get().ids]
        for (const [id, at] of [...removed].sort((a, b) => a[1] - b[1])) {
          if (!wanted.has(id)) continue
          removedHere.delete(id)
          if (!present.has(id)) ids.splice(Math.min(at, ids.length), 0, id)
        }
        for (const id of wanted) removedHere.delete(id)
        set({ ids })
        fetch([...wanted].slice(0, 200))
        const first = [...removed.keys()].find((id) => wanted.has(id))
        if (activate && first !== undefined) get().activate(first)
        else if (get().active === null) set({ active: ids[0] ?? null })
      },
    }
  })
}
