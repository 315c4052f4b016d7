import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RestrictionTarget } from '../../shared/central/entities.ts'
import type { MethodInput } from '../../shared/console/methods.ts'
import type { PersonRow } from '../../shared/console/people.ts'
import type { RestrictionPreview, RestrictionRow, RestrictionView } from '../../shared/console/restrictions.ts'
import type { Connection } from '../api/connection.ts'
import { onOtherUser } from './otherUser.ts'
import { createPagedList, type PagedList } from './pagedList.ts'
import { later } from './review.ts'

export type NewRestriction = MethodInput<'restrictions.impose'>

/** What a new restriction begins with. */
export interface RestrictionStart {
  readonly scope: RestrictionTarget['scope']
  readonly individual?: PersonRow
  readonly member?: PersonRow
  readonly housingUnit?: string
  /** Two steps, from now until it is lifted. */
  readonly lockdown?: boolean
}

export interface RestrictionsStore {
  view: RestrictionView
  text: string
  counts: Record<RestrictionView, number>
  /** The id of the restriction on screen. */
  active: string | null
  /** The restriction that is being written; null where none is. */
  starting: RestrictionStart | null
  start(): void
  show(view: RestrictionView): void
  look(text: string): void
  activate(id: string | null): void
  begin(start: RestrictionStart | null): void
  preview(target: RestrictionTarget): Promise<RestrictionPreview>
  impose(restriction: NewRestriction): Promise<void>
  propose(restriction: NewRestriction): Promise<void>
  confirm(row: RestrictionRow): Promise<void>
  lift(row: RestrictionRow, note: string): Promise<void>
  /** People for the fields of a new restriction. */
  find(text: string, kind: PersonRow['kind']): Promise<readonly PersonRow[]>
}

export interface RestrictionStores {
  restrictions: StoreApi<RestrictionsStore>
  restrictionList: StoreApi<PagedList<RestrictionRow>>
}

const REFRESH_MS = 300

/** The restrictions room: what limits communication, and writing, confirming and ending it. */
export function createRestrictionStores(connection: Connection): RestrictionStores {
  const restrictionList: StoreApi<PagedList<RestrictionRow>> = createPagedList<RestrictionRow>(async (cursor) => {
    const { view, text } = restrictions.getState()
    const page = await connection.call('restrictions.list', {
      view,
      ...(text === '' ? {} : { text }),
      ...(cursor === undefined ? {} : { cursor }),
    })
    restrictions.setState({ counts: page.counts })
    return page
  })
  let started = false
  const load = async (keep = false) => {
    await restrictionList.getState().load(keep)
    restrictions.setState({ active: restrictionList.getState().rows[0]?.id ?? null })
  }
  /** Shows the list as it is now; what is on screen stays there while it is in it. */
  const refresh = async () => {
    await restrictionList.getState().refresh()
    const { rows } = restrictionList.getState()
    const { active } = restrictions.getState()
    if (!rows.some((row) => row.id === active)) restrictions.setState({ active: rows[0]?.id ?? null })
  }

  const restrictions = createStore<RestrictionsStore>()((set) => ({
    view: 'current',
    text: '',
    counts: { current: 0, proposed: 0, past: 0 },
    active: null,
    starting: null,
    start() {
      if (started) void refresh()
      else void load()
      started = true
    },
    show(view) {
      set({ view, active: null })
      void load()
    },
    look(text) {
      set({ text })
      void load(true)
    },
    activate: (active) => set({ active }),
    begin: (starting) => set({ starting }),
    preview: (target) => connection.call('restrictions.preview', { target }),
    async impose(restriction) {
      await connection.call('restrictions.impose', restriction)
      if (started) await refresh()
    },
    async propose(restriction) {
      await connection.call('restrictions.propose', restriction)
      if (started) await refresh()
    },
    async confirm({ id, version }) {
      await connection.call('restrictions.confirm', { id, version })
      if (started) await refresh()
    },
    async lift({ id, version }, note) {
      await connection.call('restrictions.lift', { id, version, ...(note === '' ? {} : { note }) })
      if (started) await refresh()
    },
    find: async (text, kind) => (await connection.call('people.find', { text, kind })).hits,
  }))

  onOtherUser(connection, () => {
    started = false
    restrictionList.getState().clear()
    restrictions.setState({ view: 'current', text: '', active: null, starting: null })
  })
  const soon = later(REFRESH_MS, () => void refresh())
  connection.on('changed', ({ changes }) => {
    if (started && changes.some((change) => change.topic === 'restrictions')) soon()
  })
  connection.onLine((line) => {
    if (line === 'open' && started) void refresh()
  })
  return { restrictions, restrictionList }
}
