import { commandKinds } from '../../../shared/central/commands.ts'
import type { Restriction } from '../../../shared/central/entities.ts'
import type { RestrictionRow, RestrictionStatus, RestrictionStep } from '../../../shared/console/restrictions.ts'
import type { Cache } from '../cache/cache.ts'
import type { OutboxRow } from '../cache/outbox.ts'
import { toInstant, toMs } from '../cache/time.ts'

/** A restriction that this user asked for and the feed has yet to show. */
export interface WaitingRestriction {
  readonly kind: 'restriction.impose' | 'restriction.propose'
  /** False once the feed has told it. */
  readonly fresh: boolean
  readonly restriction: Restriction
}

/** What this user asked to be imposed or put before a supervisor, as central will tell it. */
export function waitingRestrictions(cache: Cache, userId: string): WaitingRestriction[] {
  return cache.outbox.about(userId, 'restriction').flatMap((command): WaitingRestriction[] => {
    const { kind } = command
    if (kind !== 'restriction.impose' && kind !== 'restriction.propose') return []
    const payload = commandKinds[kind].payload.parse(JSON.parse(command.payload))
    const imposed = kind === 'restriction.impose'
    const at = toInstant(command.at)
    return [
      {
        kind,
        fresh: cache.restrictions.get(command.target) === null,
        restriction: {
          id: command.target,
          kind: payload.kind,
          target: payload.target,
          from: payload.from,
          until: payload.until,
          reason: payload.reason,
          publicWording: payload.publicWording,
          state: imposed ? 'imposed' : 'proposed',
          proposedBy: imposed ? null : userId,
          proposedAt: imposed ? null : at,
          imposedBy: imposed ? userId : null,
          imposedAt: imposed ? at : null,
          liftedBy: null,
          liftedAt: null,
          liftNote: null,
        },
      },
    ]
  })
}

/** A restriction with the user's own unconfirmed commands laid over it; null where there is none. */
export function rowOf(cache: Cache, userId: string, id: string, now: number): RestrictionRow | null {
  const told = cache.restrictions.get(id)
  const fresh =
    told === null ? waitingRestrictions(cache, userId).find((each) => each.restriction.id === id) : undefined
  const found = told ?? (fresh === undefined ? null : { version: 1, restriction: fresh.restriction })
  if (found === null) return null
  const laid = cache.outbox.onTarget(userId, id).filter((command) => laidOver(command, found, told === null))
  const restriction = laid.reduce((before, command) => after(before, command, userId), found.restriction)
  const { target } = restriction
  const individual = 'individualId' in target ? cache.people.individual(target.individualId) : null
  const member = 'memberId' in target ? cache.people.member(target.memberId) : null
  const last = laid.at(-1)?.kind.slice('restriction.'.length)
  return {
    id,
    version: found.version,
    kind: restriction.kind,
    target,
    individual:
      individual === null ? null : { id: individual.id, name: individual.name, number: individual.bookingNumber },
    member: member === null ? null : { id: member.id, name: member.name, number: member.memberNumber },
    from: restriction.from,
    until: restriction.until,
    reason: restriction.reason,
    publicWording: restriction.publicWording,
    status: statusOf(restriction, now),
    log: logOf(cache, restriction, now),
    waiting: (last as RestrictionRow['waiting'] | undefined) ?? null,
  }
}

/** A command lies over a restriction until the feed has told what became of it. */
function laidOver(command: OutboxRow, found: { restriction: Restriction }, fresh: boolean): boolean {
  switch (command.kind) {
    case 'restriction.impose':
    case 'restriction.propose':
      return fresh
    case 'restriction.confirm':
      return found.restriction.state === 'proposed'
    case 'restriction.lift':
      return found.restriction.state !== 'lifted'
    default:
      return false
  }
}

function after(restriction: Restriction, command: OutboxRow, userId: string): Restriction {
  const at = toInstant(command.at)
  if (command.kind === 'restriction.confirm') {
    return { ...restriction, state: 'imposed', imposedBy: userId, imposedAt: at }
  }
  if (command.kind === 'restriction.lift') {
    const { note } = commandKinds['restriction.lift'].payload.parse(JSON.parse(command.payload))
    return { ...restriction, state: 'lifted', liftedBy: userId, liftedAt: at, liftNote: note ?? null }
  }
  return restriction
}

function statusOf(restriction: Restriction, now: number): RestrictionStatus {
  const { state, until, from } = restriction
  if (state === 'proposed') return 'proposed'
  if (state === 'lifted') return restriction.imposedAt === null ? 'turned_down' : 'lifted'
  if (until !== null && toMs(until) <= now) return 'lapsed'
  return toMs(from) > now ? 'upcoming' : 'in_force'
}

/** What happened to a restriction until now, oldest first. */
function logOf(cache: Cache, restriction: Restriction, now: number): RestrictionStep[] {
  const nameOf = (id: string | null) => (id === null ? null : cache.facility.staffName(id))
  const { from, until, proposedAt, imposedAt, liftedAt } = restriction
  const steps: RestrictionStep[] = []
  const add = (what: RestrictionStep['what'], at: string, by: string | null, note: string | null = null) =>
    void steps.push({ what, at, by: nameOf(by), note })
  if (proposedAt !== null) add('proposed', proposedAt, restriction.proposedBy)
  if (imposedAt !== null) add(proposedAt === null ? 'imposed' : 'confirmed', imposedAt, restriction.imposedBy)
  const end = liftedAt === null ? now : Math.min(now, toMs(liftedAt))
  if (imposedAt !== null) {
    // What began when it was imposed began by that.
    const began = Math.max(toMs(from), toMs(imposedAt))
    if (toMs(from) > toMs(imposedAt) && began <= end) add('began', toInstant(began), null)
    if (until !== null && toMs(until) <= end) add('lapsed', until, null)
  }
  if (liftedAt !== null) {
    add(imposedAt === null ? 'turned_down' : 'lifted', liftedAt, restriction.liftedBy, restriction.liftNote)
  }
  return steps
}
