import type { CommandKind } from '../../../shared/central/commands.ts'
import type { Contact } from '../../../shared/central/entities.ts'
import { operations } from '../../../shared/central/operations.ts'
import type { contactMethods, PrivilegedRow } from '../../../shared/console/contacts.ts'
import type { Handlers } from '../../../shared/console/methods.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { toMs } from '../cache/time.ts'
import { askCentral } from './central.ts'
import { give } from './give.ts'
import type { HandlerContext } from './workspace.ts'

type Names = Extract<
  keyof typeof contactMethods,
  'contacts.privileged' | `contacts.${string}Privileged` | 'contacts.import'
>

/** Privileged contacts, and the import of a list. */
export function privilegeHandlers(context: HandlerContext): Pick<Handlers, Names> {
  const change = (
    kind: Extract<CommandKind, `contact.${string}_privileged`>,
    { id, version }: { id: string; version: number },
    payload: unknown,
    may: (contact: Contact) => boolean,
  ) => {
    const { cache, user } = context.workspace()
    const found = cache.contacts.get(id)
    if (found === null) throw new Refusal('not_found')
    if (cache.closed.contact(id)) throw new Refusal('recused')
    if (found.version !== version) throw new Refusal('conflict')
    const waits = cache.outbox.onTarget(user.id, id).some((command) => command.basedOn >= version)
    if (waits || !may(found.contact)) throw new Refusal('contact_wrong_state')
    give(context, kind, id, version, payload)
    context.hub.add('contacts', id)
    return {}
  }
  return {
    'contacts.privileged': () => {
      const { cache } = context.workspace()
      const now = context.now()
      const nameOf = (id: string | null | undefined) => (id == null ? null : cache.facility.staffName(id))
      const contacts = cache.contacts.rows(cache.contacts.privileged()).map((row): PrivilegedRow => {
        const privilege = cache.contacts.get(row.id)?.contact.privilege ?? null
        return {
          row,
          privilege,
          markedByName: nameOf(privilege?.markedBy),
          reviewedByName: nameOf(privilege?.reviewedBy),
          due: privilege === null || toMs(privilege.reviewDue) <= now,
        }
      })
      // Those without evidence first, then by the day on which they are due.
      contacts.sort((a, b) => (a.privilege?.reviewDue ?? '').localeCompare(b.privilege?.reviewDue ?? ''))
      return { contacts }
    },
    'contacts.markPrivileged': (input) =>
      change(
        'contact.mark_privileged',
        input,
        input.evidence,
        (contact) => !contact.privileged && (contact.state === 'pending' || contact.state === 'approved'),
      ),
    'contacts.reviewPrivileged': (input) =>
      change('contact.review_privileged', input, input.evidence, (contact) => contact.privileged),
    'contacts.unmarkPrivileged': (input) =>
      change('contact.unmark_privileged', input, { note: input.note }, (contact) => contact.privileged),
    'contacts.import': async ({ csv, digest }) => {
      const workspace = context.workspace()
      const params = { facilityId: workspace.facility.id }
      const body = { csv, ...(digest === undefined ? {} : { digest }) }
      return askCentral(workspace, operations.importContacts, { params, query: {}, body })
    },
  }
}
