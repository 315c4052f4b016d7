import type { Contact } from '../../shared/central/entities.ts'
import type { ContactRow, contactMethods } from '../../shared/console/contacts.ts'
import type { Handlers } from '../../shared/console/methods.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { fakeId } from './fake-facility.ts'
import type { FakeWorld } from './fake-world.ts'

type Contacts = Pick<Handlers, keyof typeof contactMethods>

const stateAfter = { approve: 'approved', deny: 'denied', revoke: 'revoked', reopen: 'pending' } as const

/** What is wrong with a list in the fake: the lines whose member number is M-0. */
function readList(csv: string) {
  const lines = csv.trim().split('\n').slice(1)
  const bad = lines.flatMap((line, at) =>
    line.startsWith('M-0,') ? [{ line: at + 2, problem: 'member_unknown' as const }] : [],
  )
  return { lines: lines.length, bad }
}

/** The contact handlers of the fake workstation. */
export function createFakeContacts(world: FakeWorld): Contacts {
  const { facility } = world
  const before = new Map<string, Map<string, Contact['state']>>()
  const of = (id: string): Contact => {
    const found = facility.contacts.find((contact) => contact.id === id)
    if (!found) throw new Refusal('not_found')
    return found
  }
  const both = (contact: Contact) => {
    const member = facility.members.find((each) => each.id === contact.memberId)
    const individual = facility.individuals.find((each) => each.id === contact.individualId)
    if (!member || !individual) throw new Refusal('not_found')
    return { member, individual }
  }
  const rowOf = (contact: Contact): ContactRow => {
    const { member, individual } = both(contact)
    return {
      id: contact.id,
      version: 1,
      state: contact.state,
      relationship: contact.relationship,
      member: { id: member.id, name: member.name, number: member.memberNumber, city: member.city },
      individual: {
        id: individual.id,
        name: individual.name,
        number: individual.bookingNumber,
        housingUnit: individual.housingUnit,
      },
      requestedAt: contact.requestedAt,
      decidedAt: contact.decidedAt,
      overlay: null,
    }
  }
  const announce = (ids: string[]) =>
    world.emit('changed', { changes: [{ topic: 'contacts', ids, everything: false }] })
  return {
    'contacts.list': ({ state, person }) => {
      const text = person?.toLowerCase()
      const count = (which: Contact['state']) => facility.contacts.filter((contact) => contact.state === which).length
      const ids = facility.contacts
        .filter((contact) => contact.state === state)
        .filter((contact) => {
          if (text === undefined) return true
          const { member, individual } = both(contact)
          return `${member.name} ${individual.name}`.toLowerCase().includes(text)
        })
        .map((contact) => contact.id)
      return {
        ids,
        counts: {
          pending: count('pending'),
          approved: count('approved'),
          denied: count('denied'),
          revoked: count('revoked'),
        },
      }
    },
    'contacts.rows': ({ ids }) => ({ rows: ids.map(of).map(rowOf) }),
    'contacts.item': ({ id }) => {
      const contact = of(id)
      const { member, individual } = both(contact)
      const others = facility.contacts.filter((each) => each.id !== id && each.state !== 'denied')
      return {
        row: rowOf(contact),
        contact,
        member,
        individual,
        restrictions: id.endsWith('3e8')
          ? [{ id: fakeId(9, 1), scope: 'pair', from: contact.requestedAt, until: null }]
          : [],
        memberContacts: others
          .filter((each) => each.memberId === member.id)
          .map((each) => ({
            id: each.id,
            name: both(each).individual.name,
            number: both(each).individual.bookingNumber,
            relationship: each.relationship,
            state: each.state,
          })),
        individualContacts: others
          .filter((each) => each.individualId === individual.id)
          .map((each) => ({
            id: each.id,
            name: both(each).member.name,
            number: both(each).member.memberNumber,
            relationship: each.relationship,
            state: each.state,
          })),
        earlier: id.endsWith('3e8')
          ? [{ id: fakeId(3, 5_000), state: 'denied', requestedAt: contact.requestedAt, reasonId: fakeId(5, 6) }]
          : [],
        likelyDuplicates: id.endsWith('3e8')
          ? [{ id: fakeId(2, 9_000), name: member.name, number: 'M-11872', why: ['name'] }]
          : [],
        watchlistHits: [],
        messages: contact.state === 'approved' ? 14 : 0,
      }
    },
    'contacts.decide': ({ kind, items }) => {
      const batchId = fakeId(22, before.size + 1)
      const states = new Map<string, Contact['state']>()
      for (const { id } of items) {
        const contact = of(id)
        states.set(id, contact.state)
        contact.state = stateAfter[kind]
      }
      before.set(batchId, states)
      announce([...states.keys()])
      return { batchId, undoUntil: new Date(Date.now() + 8_000).toISOString(), refused: [], taken: [...states.keys()] }
    },
    'contacts.undo': ({ batchId }) => {
      const states = before.get(batchId) ?? new Map<string, Contact['state']>()
      for (const [id, state] of states) of(id).state = state
      announce([...states.keys()])
      return { undone: [...states.keys()], tooLate: 0 }
    },
    'contacts.privileged': () => ({
      contacts: facility.contacts
        .filter((contact) => contact.privileged)
        .map((contact) => ({
          row: rowOf(contact),
          privilege: contact.privilege,
          markedByName: contact.privilege ? 'Sgt. L. Ode' : null,
          reviewedByName: null,
          due: contact.privilege === null,
        })),
    }),
    'contacts.markPrivileged': ({ id, evidence }) => {
      const at = new Date().toISOString()
      const by = world.session.user?.id ?? fakeId(9, 1)
      const due = new Date(Date.now() + 365 * 86_400_000).toISOString()
      Object.assign(of(id), {
        privileged: true,
        privilege: { ...evidence, markedBy: by, markedAt: at, reviewedBy: null, reviewedAt: null, reviewDue: due },
      })
      announce([id])
      return {}
    },
    'contacts.reviewPrivileged': ({ id, evidence }) => {
      Object.assign(of(id).privilege ?? {}, evidence, { reviewedAt: new Date().toISOString() })
      announce([id])
      return {}
    },
    'contacts.unmarkPrivileged': ({ id }) => {
      Object.assign(of(id), { privileged: false, privilege: null })
      announce([id])
      return {}
    },
    'contacts.import': ({ csv, digest }) => {
      if (world.sync.connection === 'offline') throw new Refusal('unavailable')
      const { lines, bad } = readList(csv)
      if (digest !== undefined && bad.length > 0) throw new Refusal('import_has_bad_lines')
      return {
        digest: 'looked-at',
        applied: digest !== undefined,
        lines,
        unchanged: 1,
        created: Math.max(0, lines - bad.length - 2),
        approved: 1,
        bad,
        changes: [
          { line: 2, what: 'create', member: 'Teresa Holt', individual: 'Joel Sutter', relationship: 'Sister' },
        ],
      }
    },
  }
}
