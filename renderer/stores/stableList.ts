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
  /** As `refresh`, where it is known which items may have come, changed or left: asks about no others. */
  changed(ids: readonly string[]): Promise<void>
  /** Takes in what has come and lets go of what has left. */
  takeIn(): void | Promise<void>
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
  selectAll(): void | Promise<void>
  clearSelection(): void
  /** Takes ids off the list; the next one becomes active. Gives what `restore` needs to put them back. */
  remove(ids: readonly string[]): Removed
  /** Puts removed ids back where they were; the first of them becomes active when asked. */
  restore(removed: Removed, only: readonly string[], activate: boolean): void
}

/** Where ids stood before they were removed. */
export type Removed = ReadonlyMap<string, number>

/** Enough for going back and forth; a row that is wanted again is fetched again. */
const ROWS_KEPT = 600
const PORTION = 100
/** Ids with which a list is shown while the rest of a long one is read. */
const FIRST = 200

export interface StableListPorts<Row extends Identified> {
  /** @param first only so many, where the list can tell them sooner than all */
  fetchIds(first?: number): Promise<readonly string[]>
  fetchRows(ids: string[]): Promise<readonly Row[]>
  /** Those of some items that are in the list; a list without it is read whole whenever something changed. */
  fetchStanding?(ids: string[]): Promise<readonly string[]>
}

/** Most ids in one question where items stand. */
const ASKED = 1_000

/** A long list that stays put under the reader: ids first, rows as they are looked at. */
export function createStableList<Row extends Identified>(ports: StableListPorts<Row>): StoreApi<StableList<Row>> {
  let latest: readonly string[] = []
  /** Whether something came or left since `latest` was read. */
  let behind = false
  /** Came since the list was shown; known one by one where the list tells where items stand. */
  const arrived = new Set<string>()
  /** The ids of `ids`, kept in step with it: nothing that one item causes may look at all of them. */
  let here = new Set<string>()
  let whole: Promise<void> = Promise.resolve()
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
    /** Puts another list in the place of the one shown. */
    const show = (ids: readonly string[], more: Partial<StableList<Row>>) => {
      here = new Set(ids)
      arrived.clear()
      set({ ids, incoming: 0, gone: new Set(), ...more })
    }
    const withoutRemoved = (ids: readonly string[]) =>
      removedHere.size === 0 ? ids : ids.filter((id) => !removedHere.has(id))
    const loadRest = async (mine: number) => {
      const ids = await ports.fetchIds()
      if (mine !== generation) return
      latest = ids
      const shown = withoutRemoved(ids)
      show(shown, { active: activeIn(shown) })
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
        show([], { status: 'loading', error: null, selected: new Set() })
        try {
          const ids = await ports.fetchIds(FIRST)
          if (mine !== generation) return
          latest = ids
          behind = false
          show(ids, { status: 'ready', active: ids[0] ?? null })
          if (ids.length !== FIRST) return
          whole = loadRest(mine)
          await whole
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
          behind = false
          if (get().status === 'error' || get().ids.length === 0) {
            // The answer may have been on its way when the last one was removed here.
            const ids = latest.filter((id) => !removedHere.has(id))
            forgetRemoved(latest)
            show(ids, { status: 'ready', error: null, active: activeIn(ids) })
            return
          }
          const there = new Set(latest)
          const gone = new Set(get().ids.filter((id) => !there.has(id)))
          const fresh = [...gone].filter((id) => !get().gone.has(id))
          if (fresh.length > 0) fetch(fresh.filter((id) => get().rows.has(id)))
          forgetRemoved(latest)
          const selected = gone.size > 0 ? new Set([...get().selected].filter((id) => !gone.has(id))) : get().selected
          arrived.clear()
          for (const id of latest) if (!here.has(id) && !removedHere.has(id)) arrived.add(id)
          set({ status: 'ready', gone, selected, incoming: arrived.size })
        } catch {
          // What is shown stays; the state of the line is told elsewhere.
        }
      },
      async changed(ids) {
        const empty = get().status === 'error' || get().ids.length === 0
        if (!ports.fetchStanding || empty || ids.length > ASKED) return get().refresh()
        const mine = generation
        let standing: ReadonlySet<string>
        try {
          standing = new Set(await ports.fetchStanding([...ids]))
        } catch {
          return
        }
        if (mine !== generation) return
        const gone = new Set(get().gone)
        const left = ids.filter((id) => here.has(id) && !standing.has(id))
        const fresh = left.filter((id) => !gone.has(id))
        for (const id of left) gone.add(id)
        for (const id of ids) {
          if (!standing.has(id)) {
            removedHere.delete(id)
            behind = arrived.delete(id) || behind
          } else if (here.has(id)) gone.delete(id)
          else if (!removedHere.has(id)) {
            arrived.add(id)
            behind = true
          }
        }
        behind ||= fresh.length > 0
        fetch(fresh.filter((id) => get().rows.has(id)))
        const { selected } = get()
        const stillThere = left.some((id) => selected.has(id))
          ? new Set([...selected].filter((id) => !gone.has(id)))
          : selected
        set({ status: 'ready', gone, selected: stillThere, incoming: arrived.size })
      },
      takeIn() {
        const takeLatest = () => {
          const ids = withoutRemoved(latest)
          const there = new Set(ids)
          const selected = new Set([...get().selected].filter((id) => there.has(id)))
          show(ids, { active: activeIn(ids), selected })
        }
        // What was told item by item says nothing of their order.
        if (!behind) takeLatest()
        else return get().refresh().then(takeLatest)
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
      async selectAll() {
        await whole.catch(() => undefined)
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
        const [only] = leaving
        if (leaving.length === 1 && only !== undefined) {
          const at = ids.indexOf(only)
          if (at >= 0) places.set(only, at)
        } else {
          ids.forEach((id, at) => {
            if (out.has(id)) places.set(id, at)
          })
        }
        for (const id of out) {
          removedHere.add(id)
          here.delete(id)
        }
        const [place] = places.values()
        const left =
          places.size === 1 && place !== undefined ? ids.toSpliced(place, 1) : ids.filter((id) => !out.has(id))
        let next = active
        if (active !== null && out.has(active)) {
          const at = places.get(active) ?? ids.length
          let after = at + 1
          while (after < ids.length && out.has(ids[after] ?? '')) after++
          next = ids[after] ?? left.at(-1) ?? null
        }
        const chosen = leaving.some((id) => selected.has(id))
          ? new Set([...selected].filter((id) => !out.has(id)))
          : selected
        set({ ids: left, active: next, selected: chosen })
        return places
      },
      restore(removed, only, activate) {
        const wanted = new Set(only)
        const ids = [...get().ids]
        for (const [id, at] of [...removed].sort((a, b) => a[1] - b[1])) {
          if (!wanted.has(id)) continue
          removedHere.delete(id)
          if (here.has(id)) continue
          ids.splice(Math.min(at, ids.length), 0, id)
          here.add(id)
          arrived.delete(id)
        }
        for (const id of wanted) removedHere.delete(id)
        set({ ids, incoming: arrived.size })
        fetch([...wanted].slice(0, 200))
        const first = [...removed.keys()].find((id) => wanted.has(id))
        if (activate && first !== undefined) get().activate(first)
        else if (get().active === null) set({ active: ids[0] ?? null })
      },
    }
  })
}
