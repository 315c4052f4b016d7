import type { Individual, Member } from '../../../shared/central/entities.ts'
import type { PairRestriction } from '../../../shared/console/review.ts'
import type { Cache } from '../cache/cache.ts'

/** What limits two people at a moment or later, without its reason: panes show that there is one, not why. */
export function restrictionsOf(cache: Cache, member: Member, individual: Individual, now: number): PairRestriction[] {
  const { housingUnit } = individual
  return cache.restrictions
    .ofPair({ memberId: member.id, individualId: individual.id, housingUnit }, now)
    .map(({ id, target, from, until }) => ({ id, scope: target.scope, from, until }))
}
