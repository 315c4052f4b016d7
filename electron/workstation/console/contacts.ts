import { v7 as uuidv7 } from 'uuid'
import type { ContactState } from '../../../shared/central/entities.ts'
import type { ContactDecisionKind } from '../../../shared/console/contacts.ts'
import type { Handlers, MethodInput, MethodOutput } from '../../../shared/console/methods.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { toInstant } from '../cache/time.ts'
import { giveEach, tellGiven } from './give.ts'
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
  const workspace = context.workspace()
  const { user, cache } = workspace
  const reasonId =
    input.kind === 'approve' || input.kind === 'reopen' ? null : checkReason(cache, input.reasonId, 'deny_contact')
  const now = context.now()
  const batchId = uuidv7()
  const undoUntil = now + facilityOf(cache).undoWindowSeconds * 1_000
  const payload = { ...(reasonId === null ? {} : { reasonId }), ...(input.note ? { note: input.note } : {}) }
  const together = { kind: `contact.${input.kind}`, payload, reasonId, at: toInstant(now), batchId, undoUntil } as const
  const items = new Map(input.items.map((each) => [each.id, each])).values()
  const { taken, refused } = cache.durable(() =>
    giveEach(workspace, items, together, (item) => {
      const [shown] = cache.contacts.rows([item.id])
      if (cache.closed.contact(item.id)) return { refused: 'recused' }
      if (shown === undefined) return { refused: 'not_found' }
      if (shown.version !== item.version) return { refused: 'conflict' }
      if (!from[input.kind].includes(shown.state)) return { refused: 'contact_wrong_state' }
      const waiting = cache.outbox.onTarget(user.id, item.id).filter((command) => command.basedOn >= shown.version)
      return { basedOn: shown.version + waiting.length }
    }),
  )
  tellGiven(context, 'contacts', taken)
  return { batchId, undoUntil: toInstant(undoUntil), refused, taken }
}
