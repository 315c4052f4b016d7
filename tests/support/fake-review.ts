import type { Message } from '../../shared/central/entities.ts'
import type { Handlers } from '../../shared/console/methods.ts'
import {
  type Overlay,
  type QueueFilter,
  type QueueName,
  type QueueRow,
  type QueueSort,
  queueName,
  type ReviewItem,
} from '../../shared/console/review.ts'
import { type Lateness, latenessOf } from '../../shared/domain/age.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { transition } from '../../shared/domain/lifecycle.ts'
import { priorityRank } from '../../shared/domain/message.ts'
import { fakeId } from './fake-facility.ts'
import type { FakeWorld } from './fake-world.ts'

type Review = Pick<
  Handlers,
  | 'review.counts'
  | 'review.list'
  | 'review.rows'
  | 'review.standing'
  | 'review.item'
  | 'review.decide'
  | 'review.undo'
  | 'review.note'
  | 'review.assign'
  | 'review.deciders'
  | 'reasons.list'
  | 'review.print'
>

/** The review handlers of the fake workstation. Decisions apply at once and stay undoable for eight seconds. */
export function createFakeReview(world: FakeWorld): Review {
  const { facility } = world
  const targetMinutes = world.session.facility?.targetMinutes ?? 240
  const deciders = [
    { id: fakeId(9, 1), name: world.session.user?.name ?? 'Ofc. R. Maddox', role: 'officer' as const },
    { id: fakeId(9, 2), name: 'Ofc. J. Lane', role: 'officer' as const },
    { id: fakeId(9, 3), name: 'Sgt. B. Farr', role: 'supervisor' as const },
  ]
  const overlays = new Map<string, Overlay & { before: Message['state'] }>()
  const notes = new Map<string, ReviewItem['notes']>()
  let batches = 0
  const of = (id: string): Message => {
    const found = facility.messages.find((message) => message.id === id)
    if (!found) throw new Refusal('not_found')
    return found
  }
  const people = (message: Message) => {
    const member = facility.members.find((each) => each.id === message.memberId)
    const individual = facility.individuals.find((each) => each.id === message.individualId)
    if (!member || !individual) throw new Refusal('not_found')
    return { member, individual }
  }
  const inQueue = (message: Message, queue: QueueName): boolean => {
    if (queue === 'needs_review') return message.state === 'pending_review'
    if (queue === 'escalated') return message.escalated && message.state !== 'delivered' && message.state !== 'rejected'
    if (queue === 'assigned') return message.assignedTo === world.session.user?.id
    if (queue === 'decided') return message.state === 'delivered' || message.state === 'rejected'
    return message.state === queue
  }
  const rowOf = (message: Message): QueueRow => {
    const { member, individual } = people(message)
    const outer = { id: member.id, name: member.name, number: member.memberNumber }
    const inner = { id: individual.id, name: individual.name, number: individual.bookingNumber }
    const inbound = message.direction === 'inbound'
    const lists = new Map(message.screening.matches.map((one) => [one.watchlist, one.category]))
    const overlay = overlays.get(message.id)
    return {
      id: message.id,
      version: 1,
      state: message.state,
      escalated: message.escalated,
      direction: message.direction,
      from: inbound ? outer : inner,
      to: inbound ? inner : outer,
      housingUnit: individual.housingUnit,
      preview: message.text?.replace(/\s+/g, ' ').slice(0, 160) ?? null,
      characters: message.characters,
      urgent: message.urgent,
      priority: message.priority,
      flags: [...lists].map(([watchlist, category]) => ({ watchlist, category })),
      rules: message.screening.rules.map((rule) => rule.name),
      cod: message.cod,
      revision: message.revises !== null,
      sentAt: message.sentAt,
      stateSince: message.stateSince,
      deliverAt: message.deliverAt,
      assignedTo: deciders.find((each) => each.id === message.assignedTo) ?? null,
      heldUntil: message.heldUntil,
      dueAt:
        message.state === 'pending_review' || message.state === 'held'
          ? new Date(Date.parse(message.sentAt) + targetMinutes * 60_000).toISOString()
          : null,
      overlay: overlay
        ? {
            kind: overlay.kind,
            batchId: overlay.batchId,
            reasonId: overlay.reasonId,
            undoUntil: overlay.undoUntil,
            at: overlay.at,
          }
        : null,
      decided:
        message.state === 'pending_review'
          ? null
          : {
              kind: message.state === 'rejected' ? 'reject' : message.state === 'held' ? 'hold' : 'approve',
              by: 'Ofc. J. Lane',
              at: message.stateSince,
              reasonId: null,
            },
    }
  }
  const itemOf = (message: Message): ReviewItem => {
    const { member, individual } = people(message)
    const contact = facility.contacts.find((each) => each.id === message.contactId)
    if (!contact) throw new Refusal('not_found')
    const thread = facility.messages.filter((each) => each.contactId === message.contactId).slice(0, 30)
    const other = (n: number, relationship: string) => {
      const person = facility.individuals[n]
      return {
        id: person?.id ?? fakeId(1, 0),
        name: person?.name ?? '',
        number: person?.bookingNumber ?? '',
        relationship,
      }
    }
    return {
      archived: false,
      row: rowOf(message),
      message,
      contact,
      member,
      individual,
      restrictions: [],
      memberOtherContacts: [other(2, 'Nephew'), other(7, 'Friend')],
      individualOtherContacts: [],
      thread: thread.map(({ id, direction, text, state, sentAt }) => ({
        id,
        direction,
        state,
        sentAt,
        preview: text?.slice(0, 160) ?? null,
      })),
      threadTotal: Math.max(14, thread.length),
      decisions: [],
      contactDecisions: { approved: 11, held: 0, rejected: 1 },
      notes: notes.get(message.id) ?? [],
      revised:
        message.revises === null
          ? null
          : {
              reasonId: fakeId(5, 2),
              message: {
                ...message,
                id: message.revises,
                state: 'rejected',
                text: `${message.text?.replace('simply ', '')} You know what happens to those who talk.`,
              },
            },
    }
  }
  const lateness = (inside: (queue: QueueName) => Message[]) => {
    const count = (wanted: Lateness) =>
      Object.fromEntries(
        queueName.options.map((queue) => [
          queue,
          inside(queue).filter((each) => latenessOf(Date.parse(each.sentAt), targetMinutes, Date.now()) === wanted)
            .length,
        ]),
      ) as Record<QueueName, number>
    return { late: count('late'), soon: count('soon') }
  }
  const announce = (ids: string[]) =>
    world.emit('changed', { changes: [{ topic: 'messages', ids, everything: false }] })
  function listed(queue: QueueName, filter: QueueFilter, sort: QueueSort): string[] {
    const person = filter.person?.toLowerCase()
    const rows = facility.messages
      .filter((message) => inQueue(message, queue))
      .filter((message) => filter.direction === undefined || message.direction === filter.direction)
      .filter((message) => filter.flagged === undefined || message.screening.matches.length > 0 === filter.flagged)
      .filter((message) => !filter.cod || message.cod)
      .filter((message) => {
        if (person === undefined) return true
        const { member, individual } = people(message)
        return `${member.name} ${individual.name}`.toLowerCase().includes(person)
      })
    const age = (a: Message, b: Message) => a.stateSince.localeCompare(b.stateSince)
    rows.sort((a, b) =>
      sort === 'priority'
        ? priorityRank[b.priority] - priorityRank[a.priority] || age(a, b)
        : sort === 'oldest'
          ? age(a, b)
          : age(b, a),
    )
    return rows.map((message) => message.id)
  }
  return {
    'review.counts': () => {
      const queues = queueName.options
      const inside = (queue: QueueName) => facility.messages.filter((message) => inQueue(message, queue))
      const entries = queues.map((queue) => [queue, inside(queue)] as const)
      return {
        counts: Object.fromEntries(entries.map(([queue, list]) => [queue, list.length])) as Record<QueueName, number>,
        oldest: Object.fromEntries(
          entries.map(([queue, list]) => [queue, list.map((message) => message.stateSince).sort()[0] ?? null]),
        ) as Record<QueueName, string | null>,
        ...lateness(inside),
        targetMinutes,
        pendingContacts: facility.contacts.filter((contact) => contact.state === 'pending').length,
      }
    },
    'review.list': ({ queue, filter, sort, first }) => ({ ids: listed(queue, filter, sort).slice(0, first) }),
    'review.standing': ({ queue, filter, ids }) => ({
      ids: listed(queue, filter, 'priority').filter((id) => ids.includes(id)),
    }),
    'review.rows': ({ ids }) => {
      const known = new Map(facility.messages.map((message) => [message.id, message]))
      return { rows: ids.flatMap((id) => known.get(id) ?? []).map(rowOf) }
    },
    'review.item': ({ id }) => itemOf(of(id)),
    'review.decide': ({ kind, items, reasonId, until, assignTo }) => {
      const batchId = fakeId(20, ++batches)
      const at = new Date().toISOString()
      const undoUntil = new Date(Date.now() + 8_000).toISOString()
      const refused: { id: string; code: 'wrong_state' | 'already_opened' }[] = []
      const taken: string[] = []
      for (const { id } of items) {
        const message = of(id)
        const next = transition(
          { state: message.state, escalated: message.escalated, opened: message.openedAt !== null },
          kind,
          false,
        )
        if ('refused' in next) {
          refused.push({ id, code: 'wrong_state' })
          continue
        }
        overlays.set(id, { kind, batchId, reasonId: reasonId ?? null, undoUntil, at, before: message.state })
        message.state = next.state
        message.escalated = next.escalated
        message.heldUntil = kind === 'hold' ? (until ?? null) : null
        if (kind === 'hold' && assignTo !== undefined) message.assignedTo = assignTo
        taken.push(id)
      }
      announce(taken)
      return { batchId, undoUntil, refused, taken }
    },
    'review.undo': ({ batchId }) => {
      const undone: string[] = []
      for (const [id, overlay] of overlays) {
        if (overlay.batchId !== batchId) continue
        of(id).state = overlay.before
        overlays.delete(id)
        undone.push(id)
      }
      announce(undone)
      return { undone, tooLate: 0 }
    },
    'review.note': ({ id, text }) => {
      const list = notes.get(id) ?? []
      const by = world.session.user?.name ?? ''
      notes.set(id, [{ id: fakeId(21, list.length), messageId: id, by, at: new Date().toISOString(), text }, ...list])
      return {}
    },
    'review.assign': ({ items, to }) => {
      for (const { id } of items) of(id).assignedTo = to
      const taken = items.map(({ id }) => id)
      announce(taken)
      return {
        batchId: fakeId(20, ++batches),
        undoUntil: new Date(Date.now() + 8_000).toISOString(),
        refused: [],
        taken,
      }
    },
    'review.deciders': () => ({ staff: deciders }),
    'review.print': ({ id, scope }) => {
      const message = of(id)
      const { from, to } = rowOf(message)
      const sheet = { id, from, to, direction: message.direction, state: message.state, sentAt: message.sentAt }
      return {
        scope,
        by: world.session.user?.name ?? '',
        at: new Date().toISOString(),
        facility: world.session.facility?.name ?? '',
        relationship: 'Aunt',
        messages: [{ ...sheet, characters: message.characters, text: message.text, decisions: [] }],
        left: scope === 'thread' ? 3 : 0,
      }
    },
    'reasons.list': () => ({ reasons: facility.reasons }),
  }
}
