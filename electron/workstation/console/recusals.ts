import { v7 as uuidv7 } from 'uuid'
import { commandKinds } from '../../../shared/central/commands.ts'
import type { Recusal } from '../../../shared/central/entities.people.ts'
import type { Handlers } from '../../../shared/console/methods.ts'
import type { RecusalRow, recusalMethods } from '../../../shared/console/recusals.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { may } from '../../../shared/domain/roles.ts'
import type { Cache } from '../cache/cache.ts'
import { toInstant } from '../cache/time.ts'
import { give } from './give.ts'
import type { HandlerContext } from './workspace.ts'

/** Recusals as this user may see them; of one person, or all. The user's own unconfirmed ones among them. */
export function recusalRows(
  cache: Cache,
  user: { readonly id: string; readonly role: Parameters<typeof may>[0] },
  personId: string | null,
): RecusalRow[] {
  const everybody = may(user.role, 'manage_recusals')
  const told = personId === null ? cache.recusals.list(everybody ? null : user.id) : cache.recusals.ofPerson(personId)
  const commands = cache.outbox.about(user.id, 'recusal')
  const withdrawn = new Set(commands.filter((each) => each.kind === 'recusal.withdraw').map((each) => each.target))
  const fresh = commands.flatMap((command): RecusalRow[] => {
    if (command.kind !== 'recusal.declare' || cache.recusals.get(command.target) !== null) return []
    const payload = commandKinds['recusal.declare'].payload.parse(JSON.parse(command.payload))
    if (personId !== null && payload.person.id !== personId) return []
    const at = toInstant(command.at)
    const recusal: Recusal = {
      id: command.target,
      ...payload,
      declaredBy: user.id,
      declaredAt: at,
      withdrawnBy: null,
      withdrawnAt: null,
    }
    return [rowOf(cache, 1, recusal, 'declare')]
  })
  return [
    ...fresh,
    ...told
      .filter(({ recusal }) => everybody || recusal.staffId === user.id)
      .map(({ version, recusal }) =>
        rowOf(cache, version, recusal, recusal.withdrawnAt === null && withdrawn.has(recusal.id) ? 'withdraw' : null),
      ),
  ].slice(0, 500)
}

function rowOf(cache: Cache, version: number, recusal: Recusal, waiting: RecusalRow['waiting']): RecusalRow {
  const { person } = recusal
  const known = cache.people.row(person.kind, person.id)
  return {
    id: recusal.id,
    version,
    staffId: recusal.staffId,
    staffName: cache.facility.staffName(recusal.staffId),
    person: { ...person, name: known?.name ?? '', number: known?.number ?? '' },
    relation: recusal.relation,
    declaredByName: cache.facility.staffName(recusal.declaredBy),
    declaredAt: recusal.declaredAt,
    withdrawnByName: recusal.withdrawnBy === null ? null : cache.facility.staffName(recusal.withdrawnBy),
    withdrawnAt: recusal.withdrawnAt,
    waiting,
  }
}

/** Declared relations of staff to people. */
export function recusalHandlers(context: HandlerContext): Pick<Handlers, keyof typeof recusalMethods> {
  /** What is listed of everything changes with what is closed. */
  const changed = (id: string): void => {
    context.hub.add('recusals', id)
    for (const topic of ['messages', 'contacts', 'people'] as const) context.hub.addEverything(topic)
  }
  return {
    'recusals.list': () => {
      const { cache, user } = context.workspace()
      const staff = may(user.role, 'manage_recusals')
        ? cache.facility.activeStaff().filter((each) => may(each.role, 'declare_recusals'))
        : [user]
      return { recusals: recusalRows(cache, user, null), staff }
    },
    'recusals.declare': ({ staffId, person, relation }) => {
      const { cache, user } = context.workspace()
      if (staffId !== user.id && !may(user.role, 'manage_recusals')) throw new Refusal('forbidden')
      if (cache.people.row(person.kind, person.id) === null || cache.facility.staff(staffId) === null) {
        throw new Refusal('not_found')
      }
      const standing = recusalRows(cache, { id: user.id, role: 'supervisor' }, person.id)
      if (standing.some((row) => row.staffId === staffId && row.withdrawnAt === null)) {
        throw new Refusal('recusal_exists')
      }
      const id = uuidv7()
      give(context, 'recusal.declare', id, 0, { staffId, person, relation })
      changed(id)
      return { id }
    },
    'recusals.withdraw': ({ id, version, note }) => {
      const { cache, user } = context.workspace()
      const row = recusalRows(cache, user, null).find((each) => each.id === id)
      if (row === undefined) throw new Refusal('not_found')
      if (row.staffId === user.id) throw new Refusal('forbidden')
      if (row.version !== version) throw new Refusal('conflict')
      if (row.withdrawnAt !== null || row.waiting !== null) throw new Refusal('recusal_wrong_state')
      give(context, 'recusal.withdraw', id, version, note ? { note } : {})
      changed(id)
      return {}
    },
  }
}
