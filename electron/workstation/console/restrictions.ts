import { v7 as uuidv7 } from 'uuid'
import type { Individual, Member, Restriction, RestrictionTarget } from '../../../shared/central/entities.ts'
import type { Handlers, MethodInput } from '../../../shared/console/methods.ts'
import {
  RESTRICTIONS_PAGE,
  type RestrictionRow,
  type restrictionMethods,
} from '../../../shared/console/restrictions.ts'
import type { PairRestriction } from '../../../shared/console/review.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { id as idSchema } from '../../../shared/domain/ids.ts'
import type { Cache } from '../cache/cache.ts'
import type { RestrictionPlace } from '../cache/restrictions.ts'
import { toInstant, toMs } from '../cache/time.ts'
import { give } from './give.ts'
import { rowOf, waitingRestrictions } from './restriction-rows.ts'
import { facilityOf, type HandlerContext } from './workspace.ts'

/** What limits two people at a moment or later, without its reason: panes show that there is one, not why. */
export function restrictionsOf(
  cache: Cache,
  userId: string,
  member: Member,
  individual: Individual,
  now: number,
): PairRestriction[] {
  const { housingUnit } = individual
  const told = cache.restrictions.ofPair({ memberId: member.id, individualId: individual.id, housingUnit }, now)
  const own = waitingRestrictions(cache, userId)
    .filter(({ kind }) => kind === 'restriction.impose')
    .map(({ restriction }) => restriction)
    .filter(({ target }) => touches(target, member.id, individual))
  return [...told, ...own].map(({ id, target, from, until }) => ({ id, scope: target.scope, from, until }))
}

function touches(target: RestrictionTarget, memberId: string, individual: Individual): boolean {
  if (target.scope === 'facility') return true
  if (target.scope === 'housing_unit') return target.housingUnit === individual.housingUnit
  return (
    (!('individualId' in target) || target.individualId === individual.id) &&
    (!('memberId' in target) || target.memberId === memberId)
  )
}

/** Limits on communication: listed, counted before they are imposed, proposed, confirmed and lifted. */
export function restrictionHandlers(context: HandlerContext): Pick<Handlers, keyof typeof restrictionMethods> {
  // What was looked at, by the token that says so: of the user and the target, in the memory of this process.
  const looked = new Map<string, string>()
  const aboutOf = (target: RestrictionTarget): string => JSON.stringify([context.workspace().user.id, target])

  const make = (kind: 'restriction.impose' | 'restriction.propose', input: MethodInput<'restrictions.impose'>) => {
    const { cache } = context.workspace()
    const { target } = input
    const now = context.now()
    checkTarget(cache, target)
    if (target.scope === 'housing_unit' || target.scope === 'facility') {
      if (input.token === undefined || looked.get(input.token) !== aboutOf(target))
        throw new Refusal('preview_required')
    }
    const from = input.from ?? toInstant(now)
    const until = input.until === null ? null : toMs(input.until)
    if (until !== null && (until <= toMs(from) || until <= now)) throw new Refusal('restriction_invalid')
    if (input.kind === 'suspension') {
      if (target.scope !== 'individual' && target.scope !== 'member') throw new Refusal('restriction_invalid')
      const personId = target.scope === 'individual' ? target.individualId : target.memberId
      if (cache.restrictions.isSuspended(target.scope, personId, now)) throw new Refusal('suspension_exists')
    }
    const id = uuidv7()
    const { reason, publicWording } = input
    give(context, kind, id, 0, { kind: input.kind, target, from, until: input.until, reason, publicWording })
    context.hub.add('restrictions', id)
    if (input.token !== undefined) looked.delete(input.token)
    return { id }
  }

  const row = (id: string): RestrictionRow => {
    const { cache, user } = context.workspace()
    const found = rowOf(cache, user.id, id, context.now())
    if (found === null) throw new Refusal('not_found')
    return found
  }

  /** The row as it may be changed now. */
  const changeable = (id: string, version: number, may: readonly RestrictionRow['status'][]): RestrictionRow => {
    const found = row(id)
    checkOpen(context.workspace().cache, found.target)
    if (found.version !== version) throw new Refusal('conflict')
    if (found.waiting !== null || !may.includes(found.status)) throw new Refusal('restriction_wrong_state')
    return found
  }

  return {
    'restrictions.list': ({ view, text, cursor }) => {
      const { cache, user } = context.workspace()
      const now = context.now()
      const told = cache.restrictions.page(view, text, cursor === undefined ? null : placeOf(cursor), now)
      const waiting = waitingRestrictions(cache, user.id).filter(({ fresh }) => fresh)
      const viewOf = (kind: string) => (kind === 'restriction.impose' ? 'current' : 'proposed')
      // What was asked for here stands before the first page until central has told it.
      const own = cursor === undefined && !text ? waiting.filter(({ kind }) => viewOf(kind) === view) : []
      const ids = [
        ...own.map(({ restriction }) => restriction.id).reverse(),
        ...told.slice(0, RESTRICTIONS_PAGE).map(({ restriction }) => restriction.id),
      ]
      const last = told[RESTRICTIONS_PAGE - 1]?.restriction
      const counts = cache.restrictions.counts(now)
      for (const { kind } of waiting) counts[viewOf(kind)]++
      return {
        rows: ids.flatMap((id) => rowOf(cache, user.id, id, now) ?? []).slice(0, RESTRICTIONS_PAGE),
        next: told.length > RESTRICTIONS_PAGE && last !== undefined ? `${toMs(last.from)} ${last.id}` : null,
        counts,
      }
    },
    'restrictions.item': ({ id }) => row(id),
    'restrictions.preview': ({ target }) => {
      const { cache } = context.workspace()
      checkTarget(cache, target)
      const token = uuidv7()
      looked.set(token, aboutOf(target))
      const oldest = looked.keys().next().value
      if (looked.size > MOST_LOOKED && oldest !== undefined) looked.delete(oldest)
      return { ...cache.restrictions.preview(target, context.now()), token }
    },
    'restrictions.impose': (input) => make('restriction.impose', input),
    'restrictions.propose': (input) => make('restriction.propose', input),
    'restrictions.confirm': ({ id, version }) => {
      const found = changeable(id, version, ['proposed'])
      if (found.until !== null && toMs(found.until) <= context.now()) throw new Refusal('restriction_invalid')
      give(context, 'restriction.confirm', id, version, {})
      context.hub.add('restrictions', id)
      return {}
    },
    'restrictions.lift': ({ id, version, note }) => {
      changeable(id, version, ['proposed', 'upcoming', 'in_force'])
      give(context, 'restriction.lift', id, version, note ? { note } : {})
      context.hub.add('restrictions', id)
      return {}
    },
  }
}

/** Previews that are remembered at once. */
const MOST_LOOKED = 100

/** @throws Refusal recused where the target names somebody who is closed to the user */
function checkOpen(cache: Cache, target: Restriction['target']): void {
  const ids = [
    ...('individualId' in target ? [target.individualId] : []),
    ...('memberId' in target ? [target.memberId] : []),
  ]
  if (ids.some((id) => cache.closed.person(id))) throw new Refusal('recused')
}

/** @throws Refusal restriction_invalid where the target names nobody here; recused */
function checkTarget(cache: Cache, target: RestrictionTarget): void {
  checkOpen(cache, target)
  const known =
    (!('individualId' in target) || cache.people.individual(target.individualId) !== null) &&
    (!('memberId' in target) || cache.people.member(target.memberId) !== null) &&
    (!('housingUnit' in target) || facilityOf(cache).housingUnits.includes(target.housingUnit))
  if (!known) throw new Refusal('restriction_invalid')
}

function placeOf(cursor: string): RestrictionPlace {
  const [from = '', id] = cursor.split(' ')
  const known = idSchema.safeParse(id)
  if (!known.success || !/^-?\d{1,16}$/.test(from)) {
    throw new Refusal('invalid_input', [{ path: 'cursor', problem: 'invalid_value' }])
  }
  return { from: Number(from), id: known.data }
}
