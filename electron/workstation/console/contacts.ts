import { v7 as uuidv7 } from 'uuid'
import type { ContactState } from '../../../shared/central/entities.ts'
import type { ContactDecisionKind } from '../../../shared/console/contacts.ts'
import type { Handlers, MethodInput, MethodOutput } from '../../../shared/console/methods.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { toInstant } from '../cache/time.ts'
import { checkReason } from './reasons.ts'
import { restrictionsOf } from './restrictions.ts'
import { undo } from './undo.ts'
import { createWatched } from './watched.ts'
import { facilityOf, type HandlerContext } from './workspace.ts'

const from: Readonly<Record<ContactDecisionKind, readonly ContactState[]>> = {
  approve: ['pending'],
  deny: ['pending'],
  revoke: ['approved'],
  reopen: ['denied', 'revoked'],
}

/** Requests of contacts and the decisions on them. */
export function contactHandlers(
  context: HandlerContext,
): Pick<Handlers, 'contacts.list' | 'contacts.rows' | 'contacts.item' | 'contacts.decide' | 'contacts.undo'> {
  const watched = createWatched()
  return {
    'contacts.list': ({ state, person }) => {
      const { contacts } = context.workspace().cache
      return { ids: contacts.list(state, person), counts: contacts.counts() }
    },
    'contacts.rows': ({ ids }) => ({ rows: context.workspace().cache.contacts.rows(ids) }),
    'contacts.item': ({ id }) => {
      const { cache, user } = context.workspace()
      const found = cache.contacts.get(id)
      if (cache.closed.contact(id)) throw new Refusal('recused')
      const [row] = cache.contacts.rows([id])
      if (found === null || row === undefined) throw new Refusal('not_found')
      const { contact } = found
      const member = cache.people.member(contact.memberId)
      const individual = cache.people.individual(contact.individualId)
      if (member === null || individual === null) throw new Refusal('not_synchronised')
      return {
        row,
        contact,
        member,
        individual,
        restrictions: restrictionsOf(cache, user.id, member, individual, context.now()),
        memberContacts: cache.contacts.othersOfMember(member.id, id),
        individualContacts: cache.contacts.othersOfIndividual(individual.id, id),
        earlier: cache.contacts.earlier(contact),
        likelyDuplicates: cache.people.likelyDuplicates(member),
        watchlistHits: watched(cache, [
          { kind: 'member', id: member.id },
          { kind: 'individual', id: individual.id },
        ]),
        messages: cache.messages.threadTotal(id),
      }
    },
    'contacts.decide': (input) => decideContacts(context, input),
    'contacts.undo': ({ batchId }) => undo(context, batchId, 'contacts'),
  }
}

function decideContacts(
  context: HandlerContext,
  input: MethodInput<'contacts.decide'>,
): MethodOutput<'contacts.decide'> {
  const { user, cache, engine } = context.workspace()
  const reasonId =
    input.kind === 'approve' || input.kind === 'reopen' ? null : checkReason(cache, input.reasonId, 'deny_contact')
  const at = context.now()
  const batchId = uuidv7()
  const undoUntil = at + facilityOf(cache).undoWindowSeconds * 1_000
  const payload = { ...(reasonId === null ? {} : { reasonId }), ...(input.note ? { note: input.note } : {}) }
  const taken: string[] = []
  const refused: MethodOutput<'contacts.decide'>['refused'] = []
  cache.durable(() => {
    for (const item of new Map(input.items.map((each) => [each.id, each])).values()) {
      const [shown] = cache.contacts.rows([item.id])
      if (cache.closed.contact(item.id)) refused.push({ id: item.id, code: 'recused' })
      else if (shown === undefined) refused.push({ id: item.id, code: 'not_found' })
      else if (shown.version !== item.version) refused.push({ id: item.id, code: 'conflict' })
      else if (!from[input.kind].includes(shown.state)) refused.push({ id: item.id, code: 'contact_wrong_state' })
      else {
        const waiting = cache.outbox.onTarget(user.id, item.id).filter((command) => command.basedOn >= shown.version)
        cache.outbox.add({
          id: uuidv7(),
          userId: user.id,
          kind: `contact.${input.kind}`,
          target: item.id,
          basedOn: shown.version + waiting.length,
          payload,
          reasonId,
          at: toInstant(at),
          batchId,
          undoUntil,
        })
        cache.overlay.settleContact(item.id)
        taken.push(item.id)
      }
    }
  })
  for (const id of taken) context.hub.add('contacts', id)
  context.hub.stateChanged()
  engine.outboxChanged()
  return { batchId, undoUntil: toInstant(undoUntil), refused, taken }
}
