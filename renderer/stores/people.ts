import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PersonKind } from '../../shared/central/entities.people.ts'
import type { Balances } from '../../shared/central/operations.people.ts'
import type { PeopleGraph, PersonRow, Profile, TimelineEntry } from '../../shared/console/people.ts'
import type { RecusalRow } from '../../shared/console/recusals.ts'
import type { ReviewItem } from '../../shared/console/review.ts'
import { type ErrorCode, Refusal } from '../../shared/domain/errors.ts'
import type { Connection } from '../api/connection.ts'
import { onOtherUser } from './otherUser.ts'
import { createPagedList, type PagedList } from './pagedList.ts'
import { later } from './review.ts'
import type { Person } from './rooms.ts'

export type ThreadEntry = ReviewItem['thread'][number]

/** Something that is asked for apart from the rest: on its way, here, or refused. */
export type Asked<T> = { readonly state: 'asking' } | { readonly state: 'here'; readonly value: T } | AskedInVain
interface AskedInVain {
  readonly state: 'refused'
  readonly code: ErrorCode
}

export interface PeopleStore {
  /** What is looked for; with fewer than two characters the list of the kind is shown. */
  text: string
  kind: PersonKind
  housingUnit: string | null
  /** How many people the list has in all; null while a search is shown. */
  total: number | null
  person: Person | null
  profile: Asked<Profile>
  balances: Asked<Balances>
  graph: Asked<PeopleGraph>
  /** Threads that were opened, by their contact. */
  threads: ReadonlyMap<string, Asked<readonly ThreadEntry[]>>
  start(): void
  /** Resolves once the list shows what was found. */
  look(text: string): Promise<void>
  show(kind: PersonKind, housingUnit?: string | null): void
  /** Puts a profile on screen with everything around it; null takes it away. */
  open(person: Person | null): void
  refreshProfile(): Promise<void>
  askBalances(): void
  openThread(contactId: string, lastMessageId: string): void
  note(text: string): Promise<void>
}

export interface PeopleStores {
  people: StoreApi<PeopleStore>
  peopleList: StoreApi<PagedList<PersonRow>>
  timeline: StoreApi<PagedList<TimelineEntry>>
}

const SHORTEST = 2
const REFRESH_MS = 500
const asking = { state: 'asking' } as const
const refused = (error: unknown): AskedInVain => ({
  state: 'refused',
  code: error instanceof Refusal ? error.code : 'internal',
})

/** The people room: finding somebody, and the profile on screen. */
export function createPeopleStores(connection: Connection): PeopleStores {
  const peopleList: StoreApi<PagedList<PersonRow>> = createPagedList<PersonRow>(async (cursor) => {
    const { text, kind, housingUnit } = people.getState()
    if (text.length >= SHORTEST) {
      const { hits } = await connection.call('people.find', { text })
      people.setState({ total: null })
      return { rows: hits, next: null }
    }
    const page = await connection.call('people.list', {
      kind,
      ...(housingUnit === null ? {} : { housingUnit }),
      ...(cursor === undefined ? {} : { cursor }),
    })
    people.setState({ total: page.total })
    return page
  })
  const timeline: StoreApi<PagedList<TimelineEntry>> = createPagedList<TimelineEntry>(async (cursor) => {
    const { person } = people.getState()
    if (person === null) return { rows: [], next: null }
    const page = await connection.call('people.timeline', { ...person, ...(cursor === undefined ? {} : { cursor }) })
    return { rows: page.entries, next: page.next }
  })
  let started = false

  const people = createStore<PeopleStore>()((set, get) => {
    /** Takes an answer in only while the same person is on screen. */
    const ask = async <T>(person: Person, call: Promise<T>, take: (asked: Asked<T>) => void) => {
      let asked: Asked<T>
      try {
        asked = { state: 'here', value: await call }
      } catch (error) {
        asked = refused(error)
      }
      if (get().person?.id === person.id) take(asked)
    }
    const fetchProfile = (person: Person) =>
      ask(person, connection.call('people.profile', person), (profile) => {
        set({ profile })
        if (profile.state === 'here') peopleList.getState().patch(profile.value.row)
      })
    const fetchGraph = (person: Person) =>
      ask(person, connection.call('people.graph', person), (graph) => set({ graph }))
    return {
      text: '',
      kind: 'individual',
      housingUnit: null,
      total: null,
      person: null,
      profile: asking,
      balances: asking,
      graph: asking,
      threads: new Map(),
      start() {
        if (!started) void peopleList.getState().load()
        started = true
      },
      look(text) {
        set({ text: text.trim() })
        return peopleList.getState().load(true)
      },
      show(kind, housingUnit = null) {
        set({ kind, housingUnit, text: '' })
        void peopleList.getState().load()
      },
      open(person) {
        if (person !== null && person.id === get().person?.id) return
        set({ person, profile: asking, balances: asking, graph: asking, threads: new Map() })
        timeline.getState().clear()
        if (person === null) return
        void fetchProfile(person).then(() => {
          // A profile that is closed to the user has nothing around it to ask for.
          if (get().person?.id !== person.id || get().profile.state !== 'here') return
          void fetchGraph(person)
          void timeline.getState().load()
          get().askBalances()
        })
      },
      async refreshProfile() {
        const { person } = get()
        if (person === null) return
        await Promise.all([fetchProfile(person), fetchGraph(person), timeline.getState().refresh()])
      },
      askBalances() {
        const { person } = get()
        if (person === null) return
        set({ balances: asking })
        void ask(person, connection.call('people.balances', person), (balances) => set({ balances }))
      },
      openThread(contactId, lastMessageId) {
        const { person } = get()
        if (person === null) return
        const put = (thread: Asked<readonly ThreadEntry[]>) =>
          set({ threads: new Map(get().threads).set(contactId, thread) })
        put(asking)
        const call = connection.call('review.item', { id: lastMessageId, ahead: true }).then((item) => item.thread)
        void ask(person, call, put)
      },
      async note(text) {
        const { person } = get()
        if (person === null) return
        await connection.call('people.note', { ...person, text })
        await get().refreshProfile()
      },
    }
  })

  const refreshSoon = later(REFRESH_MS, () => void people.getState().refreshProfile())
  const relist = later(REFRESH_MS, () => void peopleList.getState().refresh())
  connection.on('changed', ({ changes }) => {
    if (!started) return
    if (people.getState().person !== null) refreshSoon()
    if (changes.some((change) => change.topic === 'people' && change.everything)) relist()
  })
  onOtherUser(connection, () => {
    started = false
    people.getState().open(null)
    peopleList.getState().clear()
  })
  let before = ''
  connection.on('sync', ({ connection: now }) => {
    if (!started || now === before) return
    // The first copy is here, or the line is back: what could not be told before can be now.
    if (before === 'filling') void peopleList.getState().load()
    const { balances } = people.getState()
    if (now === 'synced' && balances.state === 'refused' && balances.code === 'unavailable')
      people.getState().askBalances()
    before = now
  })
  connection.onLine((line) => {
    if (line !== 'open' || !started) return
    void peopleList.getState().refresh()
    void people.getState().refreshProfile()
  })
  return { people, peopleList, timeline }
}

export interface RecusalsStore {
  recusals: Asked<readonly RecusalRow[]>
  /** Whose recusal the user may record. */
  staff: readonly { readonly id: string; readonly name: string }[]
  start(): void
  declare(staffId: string, person: Person, relation: string): Promise<void>
  withdraw(row: RecusalRow, note: string): Promise<void>
}

/** Declared relations of staff to people. */
export function createRecusalsStore(connection: Connection): StoreApi<RecusalsStore> {
  let started = false
  const load = () =>
    connection.call('recusals.list', {}).then(
      ({ recusals, staff }) => store.setState({ recusals: { state: 'here', value: recusals }, staff }),
      (error: unknown) => store.setState({ recusals: refused(error) }),
    )
  const store = createStore<RecusalsStore>()(() => ({
    recusals: asking,
    staff: [],
    start() {
      started = true
      void load()
    },
    async declare(staffId, { kind, id }, relation) {
      await connection.call('recusals.declare', { staffId, person: { kind, id }, relation })
      await load()
    },
    async withdraw({ id, version }, note) {
      await connection.call('recusals.withdraw', { id, version, ...(note === '' ? {} : { note }) })
      await load()
    },
  }))
  onOtherUser(connection, () => {
    started = false
    store.setState({ recusals: asking, staff: [] })
  })
  const soon = later(REFRESH_MS, () => void load())
  connection.on('changed', ({ changes }) => {
    if (started && changes.some((change) => change.topic === 'recusals')) soon()
  })
  connection.onLine((line) => {
    if (line === 'open' && started) void load()
  })
  return store
}
