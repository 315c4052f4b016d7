import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PrivilegeEvidence } from '../../shared/central/entities.people.ts'
import type { ContactState } from '../../shared/central/entities.ts'
import type { ImportReport } from '../../shared/central/operations.people.ts'
import type { ContactDecisionKind, ContactItem, ContactRow, PrivilegedRow } from '../../shared/console/contacts.ts'
import { type ErrorCode, Refusal } from '../../shared/domain/errors.ts'
import type { Connection } from '../api/connection.ts'
import { onOtherUser } from './otherUser.ts'
import { later } from './review.ts'
import { createStableList, type StableList } from './stableList.ts'

/** The lists of the room: one for each state, and the privileged contacts, whatever their state. */
export type ContactTab = ContactState | 'privileged'

export interface ContactOutcome {
  taken: readonly string[]
  refused: readonly { id: string; code: ErrorCode }[]
  /** Epoch milliseconds. */
  undoUntil: number
  undo(): Promise<{ undone: readonly string[]; tooLate: number }>
}

export interface ContactsStore {
  state: ContactTab
  person: string
  counts: Partial<Record<ContactState, number>>
  /** The privileged contacts by id; known once their list was shown. */
  privileged: ReadonlyMap<string, PrivilegedRow>
  item: ContactItem | null
  itemError: ErrorCode | null
  start(): void
  show(state: ContactTab): void
  setPerson(person: string): void
  open(id: string): void
  decide(
    kind: ContactDecisionKind,
    ids: readonly string[],
    details: { reasonId?: string; note?: string },
  ): Promise<ContactOutcome>
  markPrivileged(row: ContactRow, evidence: PrivilegeEvidence): Promise<void>
  /** The yearly review: the evidence holds for another year. */
  reviewPrivileged(row: ContactRow, evidence: PrivilegeEvidence): Promise<void>
  unmarkPrivileged(row: ContactRow, note: string): Promise<void>
  /** Without the digest of a dry run, a dry run. */
  importList(csv: string, digest?: string): Promise<ImportReport>
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
      if (state === 'privileged') {
        const answer = await connection.call('contacts.privileged', {})
        const found = answer.contacts.filter(({ row }) => holds(row, person))
        contacts.setState({ privileged: new Map(found.map((each) => [each.row.id, each])) })
        return found.map((each) => each.row.id)
      }
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
    privileged: new Map(),
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
          if (list().active !== id) return
          const itemError = error instanceof Refusal ? error.code : 'internal'
          // What is closed to the user leaves the screen; anything else that was shown stays.
          set(itemError === 'recused' || itemError === 'not_found' ? { itemError, item: null } : { itemError })
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
    async markPrivileged({ id, version }, evidence) {
      await connection.call('contacts.markPrivileged', { id, version, evidence })
      get().open(id)
    },
    async reviewPrivileged({ id, version }, evidence) {
      await connection.call('contacts.reviewPrivileged', { id, version, evidence })
      get().open(id)
    },
    async unmarkPrivileged({ id, version }, note) {
      await connection.call('contacts.unmarkPrivileged', { id, version, note })
      get().open(id)
    },
    importList: (csv, digest) => connection.call('contacts.import', digest === undefined ? { csv } : { csv, digest }),
  }))

  const refreshSoon = later(300, () => void list().refresh())
  connection.on('changed', ({ changes }) => {
    if (!started) return
    for (const change of changes) {
      if (!['contacts', 'people', 'recusals'].includes(change.topic)) continue
      list().refetch(change.everything ? 'all' : change.ids)
      const { active } = list()
      const all = change.everything || change.topic === 'recusals'
      if (active !== null && (all || change.ids.includes(active))) contacts.getState().open(active)
      refreshSoon()
    }
  })
  onOtherUser(connection, () => {
    started = false
    contacts.setState({ state: 'pending', person: '', item: null, itemError: null, privileged: new Map() })
    list().activate(null)
  })
  connection.onLine((line) => {
    if (line === 'open' && started) contacts.getState().start()
  })
  return { contacts, contactList }
}

/** Whether the names or numbers of a contact's two people hold every word of a text, whatever the case. */
function holds({ member, individual }: ContactRow, text: string): boolean {
  const all = `${member.name} ${member.number} ${individual.name} ${individual.number}`.toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}
