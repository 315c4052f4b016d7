import type { PersonRef } from '../../shared/central/entities.people.ts'
import type { Handlers } from '../../shared/console/methods.ts'
import type { PersonRow, ProfileContact, peopleMethods, TimelineEntry } from '../../shared/console/people.ts'
import type { RecusalRow, recusalMethods } from '../../shared/console/recusals.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { fakeId } from './fake-facility.ts'
import type { FakeRestrictions } from './fake-restrictions.ts'
import type { FakeWorld } from './fake-world.ts'

type People = Pick<Handlers, keyof typeof peopleMethods | keyof typeof recusalMethods>

const PAGE = 40

/** The people and recusal handlers of the fake workstation. */
export function createFakePeople(world: FakeWorld, restrictions: FakeRestrictions): People {
  const { facility } = world
  const notes = new Map<string, { id: string; by: string; at: string; text: string; waiting: boolean }[]>()
  const recusals: RecusalRow[] = []
  const nowIso = () => new Date().toISOString()
  const me = () => world.session.user ?? { id: fakeId(9, 1), name: '–' }
  const suspended = (id: string) =>
    restrictions.rows.find(
      (row) =>
        row.kind === 'suspension' && row.status === 'in_force' && (row.individual?.id === id || row.member?.id === id),
    ) ?? null
  const individualRow = (each: (typeof facility.individuals)[number]): PersonRow => ({
    kind: 'individual',
    id: each.id,
    name: each.name,
    number: each.bookingNumber,
    status: each.status,
    housingUnit: each.housingUnit,
    city: null,
    suspended: suspended(each.id) !== null,
  })
  const memberRow = (each: (typeof facility.members)[number]): PersonRow => ({
    kind: 'member',
    id: each.id,
    name: each.name,
    number: each.memberNumber,
    status: each.status,
    housingUnit: null,
    city: each.city,
    suspended: suspended(each.id) !== null,
  })
  const everybody = (): PersonRow[] => [...facility.individuals.map(individualRow), ...facility.members.map(memberRow)]
  const rowOf = ({ id }: PersonRef): PersonRow => {
    if (recusals.some((each) => each.person.id === id && each.staffId === me().id && each.withdrawnAt === null))
      throw new Refusal('recused')
    const found = everybody().find((row) => row.id === id)
    if (!found) throw new Refusal('not_found')
    return found
  }
  const contactsOf = (id: string) =>
    facility.contacts.filter((contact) => contact.memberId === id || contact.individualId === id)
  const messagesOf = (contactId: string) => facility.messages.filter((message) => message.contactId === contactId)
  const profileContact = (id: string, contact: (typeof facility.contacts)[number]): ProfileContact => {
    const otherId = contact.memberId === id ? contact.individualId : contact.memberId
    const other = everybody().find((row) => row.id === otherId)
    const messages = messagesOf(contact.id)
    const last = messages[0]
    return {
      contactId: contact.id,
      version: 1,
      state: contact.state,
      relationship: contact.relationship,
      privileged: contact.privileged,
      requestedAt: contact.requestedAt,
      decidedAt: contact.decidedAt,
      other: {
        kind: other?.kind ?? 'member',
        id: otherId,
        name: other?.name ?? '–',
        number: other?.number ?? '–',
      },
      inbound: messages.filter((each) => each.direction === 'inbound').length,
      outbound: messages.filter((each) => each.direction === 'outbound').length,
      pending: messages.filter((each) => each.state === 'pending_review').length,
      lastMessageAt: last?.sentAt ?? null,
      lastMessageId: last?.id ?? null,
    }
  }
  const entriesOf = (id: string): TimelineEntry[] =>
    contactsOf(id)
      .flatMap((contact): TimelineEntry[] => {
        const { other } = profileContact(id, contact)
        const about = { kind: other.kind, id: other.id, name: other.name }
        return [
          ...messagesOf(contact.id).map(
            (message): TimelineEntry => ({
              id: `m-${message.id}`,
              at: message.sentAt,
              by: null,
              other: about,
              what: { kind: 'message', messageId: message.id, direction: message.direction, state: message.state },
            }),
          ),
          {
            id: `r-${contact.id}`,
            at: contact.requestedAt,
            by: null,
            other: about,
            what: { kind: 'contact_requested', contactId: contact.id, relationship: contact.relationship },
          },
        ]
      })
      .sort((a, b) => b.at.localeCompare(a.at))
  const announce = (id: string) =>
    world.emit('changed', { changes: [{ topic: 'people', ids: [id], everything: false }] })
  return {
    'people.find': ({ text, kind }) => {
      const words = text.toLowerCase().split(/\s+/)
      const hits = everybody().filter(
        (row) =>
          (kind === undefined || row.kind === kind) &&
          words.every((word) => `${row.name} ${row.number}`.toLowerCase().includes(word)),
      )
      return { hits: hits.slice(0, 30) }
    },
    'people.list': ({ kind, housingUnit, cursor }) => {
      const all = everybody()
        .filter((row) => row.kind === kind && (housingUnit === undefined || row.housingUnit === housingUnit))
        .sort((a, b) => a.name.localeCompare(b.name))
      const from = Number(cursor ?? 0)
      return {
        rows: all.slice(from, from + PAGE),
        next: from + PAGE < all.length ? String(from + PAGE) : null,
        total: all.length,
      }
    },
    'people.profile': (person) => {
      const row = rowOf(person)
      const contacts = contactsOf(person.id)
      return {
        row,
        individual: facility.individuals.find((each) => each.id === person.id) ?? null,
        member: facility.members.find((each) => each.id === person.id) ?? null,
        contacts: contacts.map((contact) => profileContact(person.id, contact)),
        restrictions: restrictions.rows.filter(
          (each) =>
            each.individual?.id === person.id ||
            each.member?.id === person.id ||
            (each.target.scope === 'housing_unit' && each.target.housingUnit === row.housingUnit),
        ),
        suspension: suspended(person.id),
        watchlistHits: person.id.endsWith('001')
          ? [{ watchlistId: fakeId(7, 9), watchlist: 'Gang list', category: 'gang', who: person.kind }]
          : [],
        decided: { approved: 11, held: 1, rejected: 1 },
        decisions: contacts.slice(0, 3).flatMap((contact, at) => {
          const message = messagesOf(contact.id)[0]
          const { other } = profileContact(person.id, contact)
          return message
            ? [
                {
                  id: fakeId(13, at),
                  messageId: message.id,
                  kind: at === 0 ? ('approve' as const) : ('reject' as const),
                  by: 'Sgt. L. Ode',
                  at: message.sentAt,
                  reasonId: at === 0 ? null : fakeId(5, 1),
                  note: null,
                  direction: message.direction,
                  other: { id: other.id, name: other.name, number: other.number },
                },
              ]
            : []
        }),
        notes: notes.get(person.id) ?? [],
        recusals: recusals.filter((each) => each.person.id === person.id),
      }
    },
    'people.balances': (person) => {
      rowOf(person)
      if (world.sync.connection === 'offline') throw new Refusal('unavailable')
      return { service: 1_250, prepaid: 740, pinDebit: 2_015, at: nowIso() }
    },
    'people.timeline': ({ cursor, ...person }) => {
      rowOf(person)
      const all = entriesOf(person.id)
      const from = Number(cursor ?? 0)
      return { entries: all.slice(from, from + 20), next: from + 20 < all.length ? String(from + 20) : null }
    },
    'people.graph': (person) => {
      const row = rowOf(person)
      const near = contactsOf(person.id)
      const first = new Set(
        near.map((contact) => (contact.memberId === person.id ? contact.individualId : contact.memberId)),
      )
      const edges = facility.contacts
        .filter((contact) => near.includes(contact) || first.has(contact.memberId) || first.has(contact.individualId))
        .slice(0, 80)
      const ids = new Set(edges.flatMap((contact) => [contact.memberId, contact.individualId]))
      return {
        nodes: everybody()
          .filter((each) => ids.has(each.id) || each.id === row.id)
          .slice(0, 60)
          .map(({ kind, id, name, number }) => ({
            kind,
            id,
            name,
            number,
            distance: id === row.id ? 0 : first.has(id) ? 1 : 2,
          })),
        edges: edges.map((contact) => ({
          contactId: contact.id,
          memberId: contact.memberId,
          individualId: contact.individualId,
          state: contact.state,
          relationship: contact.relationship,
          inbound: messagesOf(contact.id).filter((each) => each.direction === 'inbound').length,
          outbound: messagesOf(contact.id).filter((each) => each.direction === 'outbound').length,
        })),
        more: false,
      }
    },
    'people.note': ({ text, ...person }) => {
      rowOf(person)
      const list = notes.get(person.id) ?? []
      notes.set(person.id, [
        { id: fakeId(14, list.length + 1), by: me().name, at: nowIso(), text, waiting: true },
        ...list,
      ])
      announce(person.id)
      return {}
    },
    'recusals.list': () => ({
      recusals,
      staff: [
        { id: me().id, name: me().name, role: 'officer', active: true },
        { id: fakeId(9, 3), name: 'Ofc. J. Lane', role: 'officer', active: true },
      ],
    }),
    'recusals.declare': ({ staffId, person, relation }) => {
      const { name, number } = everybody().find((row) => row.id === person.id) ?? { name: '', number: '' }
      const mine = staffId === me().id
      const id = fakeId(15, recusals.length + 1)
      recusals.unshift({
        id,
        version: 1,
        staffId,
        staffName: mine ? me().name : 'Ofc. J. Lane',
        person: { ...person, name: mine ? '' : name, number: mine ? '' : number },
        relation,
        declaredByName: me().name,
        declaredAt: nowIso(),
        withdrawnByName: null,
        withdrawnAt: null,
        waiting: null,
      })
      announce(person.id)
      world.emit('changed', { changes: [{ topic: 'recusals', ids: [id], everything: false }] })
      return { id }
    },
    'recusals.withdraw': ({ id }) => {
      const row = recusals.find((each) => each.id === id)
      if (!row) throw new Refusal('not_found')
      Object.assign(row, { withdrawnAt: nowIso(), withdrawnByName: me().name })
      announce(row.person.id)
      world.emit('changed', { changes: [{ topic: 'recusals', ids: [id], everything: false }] })
      return {}
    },
  }
}
