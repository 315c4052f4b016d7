import type { Handlers } from '../../../shared/console/methods.ts'
import { PRINT_MAX } from '../../../shared/console/print.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { give } from './give.ts'
import type { HandlerContext } from './workspace.ts'

/** What goes on paper: the record of it leaves with the outbox before anything is shown to a printer. */
export function printHandlers(context: HandlerContext): Pick<Handlers, 'review.print'> {
  return {
    'review.print': ({ id, scope }) => {
      const { cache, user, facility } = context.workspace()
      const opened = cache.messages.get(id)
      if (opened === null) throw new Refusal('not_found')
      if (cache.closed.message(id)) throw new Refusal('recused')
      const { contactId, memberId, individualId } = opened.message
      const member = cache.people.member(memberId)
      const individual = cache.people.individual(individualId)
      const contact = cache.contacts.get(contactId)
      if (member === null || individual === null || contact === null) throw new Refusal('not_synchronised')
      const outer = { name: member.name, number: member.memberNumber }
      const inner = { name: individual.name, number: individual.bookingNumber }
      const ids = scope === 'message' ? [id] : cache.messages.thread(contactId, PRINT_MAX).map((each) => each.id)
      const messages = ids.flatMap((each) => cache.messages.get(each)?.message ?? []).reverse()
      const at = give(context, 'message.print', id, opened.version, { scope, messages: messages.length })
      return {
        scope,
        by: user.name,
        at,
        facility: facility.name,
        relationship: contact.contact.relationship,
        messages: messages.map((message) => ({
          id: message.id,
          direction: message.direction,
          from: message.direction === 'inbound' ? outer : inner,
          to: message.direction === 'inbound' ? inner : outer,
          state: message.state,
          sentAt: message.sentAt,
          characters: message.characters,
          text: message.text,
          decisions: cache.history.decisions(message.id),
        })),
        left: scope === 'message' ? 0 : Math.max(0, cache.messages.threadTotal(contactId) - messages.length),
      }
    },
  }
}
