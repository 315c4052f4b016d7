import type { Decision, Message } from '../../../shared/central/entities.ts'
import { operations } from '../../../shared/central/operations.ts'
import type { QueueRow, ReviewItem } from '../../../shared/console/review.ts'
import type { SearchHit } from '../../../shared/console/search.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import type { Cache } from '../cache/cache.ts'
import { previewOf } from '../cache/queue.ts'
import { askCentral } from './central.ts'
import { restrictionsOf } from './restrictions.ts'
import type { Workspace } from './workspace.ts'

/** Characters of a snippet before what was found, and in all. */
const [BEFORE, LENGTH] = [60, 240]

function peopleOf(cache: Cache, message: Message) {
  const member = cache.people.member(message.memberId)
  const individual = cache.people.individual(message.individualId)
  const outside = { id: message.memberId, name: member?.name ?? '–', number: member?.memberNumber ?? '–' }
  const inside = { id: message.individualId, name: individual?.name ?? '–', number: individual?.bookingNumber ?? '–' }
  const inbound = message.direction === 'inbound'
  return {
    from: inbound ? outside : inside,
    to: inbound ? inside : outside,
    housingUnit: individual?.housingUnit ?? '',
  }
}

/** A message of the archive as a hit, with the words that were looked for marked in its text. */
export function archivedHit(cache: Cache, message: Message, looked: string): SearchHit {
  return {
    id: message.id,
    direction: message.direction,
    state: message.state,
    escalated: message.escalated,
    ...peopleOf(cache, message),
    sentAt: message.sentAt,
    snippet: message.text === null ? null : snippetOf(message.text, looked),
  }
}

/** The part of a text around the first of the words, on one line, with all of them marked. */
export function snippetOf(text: string, looked: string): NonNullable<SearchHit['snippet']> {
  const words = looked.toLowerCase().split(/\s+/).filter(Boolean)
  const line = text.replace(/\s+/g, ' ').trim()
  const found = (from: number, until: number) => {
    const lower = line.toLowerCase()
    const marks: { start: number; end: number }[] = []
    // Small letters that are longer than the large one would put the marks beside the words.
    if (lower.length !== line.length) return marks
    for (const word of words) {
      for (let at = lower.indexOf(word, from); at >= 0 && at + word.length <= until; at = lower.indexOf(word, at + 1)) {
        marks.push({ start: at, end: at + word.length })
      }
    }
    return marks.sort((a, b) => a.start - b.start || b.end - a.end)
  }
  const [first] = found(0, line.length)
  const start = first === undefined || first.start <= BEFORE ? 0 : line.lastIndexOf(' ', first.start - BEFORE) + 1
  const head = start > 0 ? '… ' : ''
  const end = Math.min(line.length, start + LENGTH)
  const part = line.slice(start, end).replace(/[\uD800-\uDBFF]$/, '')
  const marks: { start: number; end: number }[] = []
  for (const mark of found(start, start + part.length)) {
    const moved = { start: mark.start - start + head.length, end: mark.end - start + head.length }
    if (moved.start >= (marks.at(-1)?.end ?? 0)) marks.push(moved)
  }
  return { text: `${head}${part}${end < line.length ? ' …' : ''}`, marks }
}

/**
 * A message that is not kept here, read from central for the one who opened it: nothing of it is stored.
 * @throws Refusal `unavailable` without a line; `not_found`, `recused`; `not_synchronised` where its people are unknown
 */
export async function archivedItem(workspace: Workspace, messageId: string, now: number): Promise<ReviewItem> {
  const { cache, facility, user } = workspace
  const answer = await askCentral(workspace, operations.staffMessage, {
    params: { facilityId: facility.id, messageId },
    query: {},
    body: {},
  })
  const { message } = answer
  const contact = cache.contacts.get(message.contactId)
  const member = cache.people.member(message.memberId)
  const individual = cache.people.individual(message.individualId)
  if (contact === null || member === null || individual === null) throw new Refusal('not_synchronised')
  const others = (list: ReturnType<typeof cache.contacts.othersOfMember>) =>
    list.filter((each) => each.state === 'approved').map(({ state: _, ...person }) => person)
  const nameOf = (staffId: string) => cache.facility.staffName(staffId)
  const earlier = message.revises === null ? null : cache.messages.get(message.revises)
  return {
    archived: true,
    row: rowOf(cache, message, answer.version, answer.decisions.at(-1)),
    message,
    contact: contact.contact,
    member,
    individual,
    restrictions: restrictionsOf(cache, user.id, member, individual, now),
    memberOtherContacts: others(cache.contacts.othersOfMember(member.id, contact.contact.id)),
    individualOtherContacts: others(cache.contacts.othersOfIndividual(individual.id, contact.contact.id)),
    thread: answer.thread.map(({ id, direction, text, state, sentAt }) => ({
      id,
      direction,
      preview: previewOf(text),
      state,
      sentAt,
    })),
    threadTotal: answer.threadTotal,
    decisions: answer.decisions.toReversed().map((each) => ({
      id: each.id,
      messageId: each.messageId,
      kind: each.kind,
      by: nameOf(each.staffId),
      at: each.at,
      reasonId: each.reasonId,
      note: each.note,
      until: each.until,
      assignedTo: each.assignedTo === null ? null : nameOf(each.assignedTo),
      batchId: each.batchId,
    })),
    contactDecisions: cache.history.contactDecisions(message.contactId, message.id),
    notes: answer.notes.map(({ id, messageId: on, staffId, at, text }) => ({
      id,
      messageId: on,
      by: nameOf(staffId),
      at,
      text,
    })),
    revised:
      earlier === null
        ? null
        : { message: earlier.message, reasonId: cache.history.rejectionReason(earlier.message.id) },
  }
}

function rowOf(cache: Cache, message: Message, version: number, last: Decision | undefined): QueueRow {
  const flags = new Map(
    message.screening.matches.map(({ watchlistId, category, watchlist }) => [watchlistId, { category, watchlist }]),
  )
  return {
    id: message.id,
    version,
    state: message.state,
    escalated: message.escalated,
    direction: message.direction,
    ...peopleOf(cache, message),
    preview: previewOf(message.text),
    characters: message.characters,
    urgent: message.urgent,
    priority: message.priority,
    flags: [...flags.values()],
    rules: message.screening.rules.map((hit) => hit.name),
    cod: message.cod,
    revision: message.revises !== null,
    sentAt: message.sentAt,
    stateSince: message.stateSince,
    deliverAt: message.deliverAt,
    assignedTo: null,
    heldUntil: null,
    dueAt: null,
    overlay: null,
    decided:
      last === undefined
        ? null
        : { kind: last.kind, by: cache.facility.staffName(last.staffId), at: last.at, reasonId: last.reasonId },
  }
}
