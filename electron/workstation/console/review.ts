import { v7 as uuidv7 } from 'uuid'
import type { StaffUser } from '../../../shared/central/entities.ts'
import type { Handlers } from '../../../shared/console/methods.ts'
import type { ReviewItem, reviewMethods } from '../../../shared/console/review.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { may } from '../../../shared/domain/roles.ts'
import type { Cache } from '../cache/cache.ts'
import { previewOf } from '../cache/queue.ts'
import { toInstant } from '../cache/time.ts'
import { archivedItem } from './archive.ts'
import { assign } from './assign.ts'
import { decide } from './decide.ts'
import { give } from './give.ts'
import { restrictionsOf } from './restrictions.ts'
import { undo } from './undo.ts'
import type { HandlerContext } from './workspace.ts'

const THREAD = 30

/** Queues, threads, decisions and notes. */
export function reviewHandlers(context: HandlerContext): Pick<Handlers, keyof typeof reviewMethods> {
  return {
    'review.counts': () => {
      const { cache, user } = context.workspace()
      const who = { userId: user.id, now: context.now() }
      return { ...cache.queue.counts(who), pendingContacts: cache.contacts.counts().pending }
    },
    'review.list': ({ queue, filter, sort, first }) => {
      const { cache, user } = context.workspace()
      return { ids: cache.queue.list(queue, filter, sort, { userId: user.id, now: context.now() }, first) }
    },
    'review.rows': ({ ids }) => ({ rows: context.workspace().cache.queue.rows(ids) }),
    'review.item': ({ id, ahead }) => {
      const workspace = context.workspace()
      const { cache, user } = workspace
      const archived = ahead !== true && cache.messages.decidable(id) === null && may(user.role, 'search_everything')
      if (archived) return archivedItem(workspace, id, context.now())
      const item = itemOf(cache, user, id, context.now())
      // What was only fetched ahead was on no screen: it must not pass for read when it is approved in bulk.
      if (ahead !== true) cache.transaction(() => cache.users.markOpened(user.id, id, uuidv7(), context.now()))
      return item
    },
    'review.decide': (input) => decide(context, input),
    'review.assign': (input) => assign(context, input),
    'review.deciders': () => ({
      staff: context
        .workspace()
        .cache.facility.activeStaff()
        .filter((each) => may(each.role, 'decide'))
        .map(({ id, name, role }) => ({ id, name, role })),
    }),
    'review.undo': ({ batchId }) => undo(context, batchId, 'messages'),
    'review.note': ({ id, text }) => {
      const { cache, user } = context.workspace()
      const message = cache.messages.decidable(id)
      // What is of the archive can be noted on by those who may read it there; central says whether it exists.
      if (message === null && !may(user.role, 'search_everything')) throw new Refusal('not_found')
      if (cache.closed.message(id)) throw new Refusal('recused')
      give(context, 'message.note', id, message?.version ?? 0, { text })
      context.hub.add('messages', id)
      return {}
    },
    'reasons.list': () => ({ reasons: context.workspace().cache.facility.reasons() }),
  }
}

function itemOf(cache: Cache, user: StaffUser, id: string, now: number): ReviewItem {
  if (cache.closed.message(id)) throw new Refusal('recused')
  const found = cache.messages.get(id)
  const [row] = cache.queue.rows([id])
  if (found === null || row === undefined) throw new Refusal('not_found')
  const { message } = found
  const contact = cache.contacts.get(message.contactId)
  const member = cache.people.member(message.memberId)
  const individual = cache.people.individual(message.individualId)
  // A fill sends the people before the messages, so this is a message whose people could not be understood.
  if (contact === null || member === null || individual === null) throw new Refusal('not_synchronised')
  const others = (list: ReturnType<typeof cache.contacts.othersOfMember>) =>
    list.filter((each) => each.state === 'approved').map(({ state: _, ...person }) => person)
  const revised = message.revises === null ? null : cache.messages.get(message.revises)
  return {
    archived: false,
    row,
    message,
    contact: contact.contact,
    member,
    individual,
    restrictions: restrictionsOf(cache, user.id, member, individual, now),
    memberOtherContacts: others(cache.contacts.othersOfMember(member.id, contact.contact.id)),
    individualOtherContacts: others(cache.contacts.othersOfIndividual(individual.id, contact.contact.id)),
    thread: cache.messages.thread(message.contactId, THREAD).map((entry) => ({
      id: entry.id,
      direction: entry.direction,
      preview: previewOf(entry.beginning),
      state: entry.state,
      sentAt: toInstant(entry.sent_at),
    })),
    threadTotal: cache.messages.threadTotal(message.contactId),
    decisions: cache.history.decisions(id),
    contactDecisions: cache.history.contactDecisions(message.contactId, id),
    notes: [...waitingNotes(cache, user.id, user.name, id), ...cache.history.notes(message.contactId)],
    revised:
      revised === null
        ? null
        : { message: revised.message, reasonId: cache.history.rejectionReason(revised.message.id) },
  }
}

/** Notes of this user that the feed has not brought back yet. */
function waitingNotes(cache: Cache, userId: string, userName: string, messageId: string): ReviewItem['notes'] {
  return cache.outbox
    .onTarget(userId, messageId)
    .filter((command) => command.kind === 'message.note')
    .map((command) => ({
      id: command.id,
      messageId,
      by: userName,
      at: toInstant(command.at),
      text: (JSON.parse(command.payload) as { text: string }).text,
    }))
    .reverse()
}
