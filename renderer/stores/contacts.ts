import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ContactState } from '../../shared/central/entities.ts'
import type { ContactDecisionKind, ContactItem, ContactRow } from '../../shared/console/contacts.ts'
import { type ErrorCode, Refusal } from '../../shared/domain/errors.ts'
import type { Connection } from '../api/connection.ts'
import { later } from './review.ts'
import { createStableList, type StableList } from './stableList.ts'

export interface ContactOutcome {
  taken: readonly string[]
  refused: readonly { id: string; code: ErrorCode }[]
  /** Epoch milliseconds. */
  undoUntil: number
  undo(): Promise<{ undone: readonly string[]; tooLate: number }>
}

export interface ContactsStore {
  state: ContactState
  person: string
  counts: Partial<Record<ContactState, number>>
  item: ContactItem | null
  itemError: ErrorCode | null
  start(): void
  show(state: ContactState): void
  setPerson(person: string): void
  open(id: string): void
  decide(
    kind: ContactDecisionKind,
    ids: readonly string[],
    details: { reasonId?: string; note?: string },
  ): Promise<ContactOutcome>
}

export interface ContactStores {
  contacts: StoreApi<ContactsStore>
  contactList: StoreApi<StableList<ContactRow>>
}

/** The contacts room: requests and what became of them. */
export function createContactStores(connection: Connection): ContactStores {
  const contactList: StoreApi<StableList<ContactRow>> = createStableList<ContactRow>({
    fetchIds: async () => {
      const { state, person } = contacts.getState()
      const answer = await connection.call('contacts.list', { state, ...(person === '' ? {} : { person }) })
      contacts.setState({ counts: answer.counts })
      return answer.ids
    },
    fetchRows: async (ids) => (await connection.call('contacts.rows', { ids })).rows,
  })
  const list = () => contactList.getState()
  let started = false

  const contacts = createStore<ContactsStore>()((set, get) => ({
    state: 'pending',
    person: '',
    counts: {},
    item: null,
    itemError: null,
    start() {
      started = true
      void list().load()
    },
    show(state) {
      set({ state, item: null })
      list().activate(null)
      void list().load()
    },
    setPerson(person) {
      set({ person })
      void list().load()
    },
    open(id) {
      connection.call('contacts.item', { id }).then(
        (item) => {
          if (list().active === id) set({ item, itemError: null })
        },
        (error: unknown) => {
          if (list().active === id) set({ itemError: error instanceof Refusal ? error.code : 'internal' })
        },
      )
    },
    async decide(kind, ids, details) {
      const here = get().state
      const known = ids.flatMap((id) => list().rows.get(id) ?? [])
      const rows = known.length === ids.length ? known : await list().rowsOf(ids)
      const removed = list().remove(ids)
      const giveBack = (back: readonly string[], activate: boolean) => {
        if (get().state === here) list().restore(removed, back, activate)
      }
      try {
        const items = rows.map(({ id, version }) => ({ id, version }))
        const answer = await connection.call('contacts.decide', { kind, items, ...details })
        giveBack(
          answer.refused.map((each) => each.id),
          ids.length === 1,
        )
        return {
          taken: answer.taken,
          refused: answer.refused,
          undoUntil: Date.parse(answer.undoUntil),
          undo: async () => {
            const undone = await connection.call('contacts.undo', { batchId: answer.batchId })
            giveBack(undone.undone, true)
            return undone
          },
        }
      } catch (error) {
        giveBack(ids, ids.length === 1)
        throw error
      }
    },
  }))

  const refreshSoon = later(300, () => void list().refresh())
  connection.on('changed', ({ changes }) => {
    if (!started) return
    for (const change of changes) {
      if (change.topic !== 'contacts' && change.topic !== 'people') continue
      list().refetch(change.everything ? 'all' : change.ids)
      const { active } = list()
      if (active !== null && (change.everything || change.ids.includes(active))) contacts.getState().open(active)
      refreshSoon()
    }
  })
  connection.onLine((line) => {
    if (line === 'open' && started) contacts.getState().start()
  })
  return { contacts, contactList }
}
