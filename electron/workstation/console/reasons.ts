import { type ErrorCode, Refusal } from '../../../shared/domain/errors.ts'
import type { ReasonUse } from '../../../shared/domain/reasons.ts'
import type { Cache } from '../cache/cache.ts'

/**
 * The reason that a decision must name, checked against the facility's list.
 *
 * @throws Refusal `reason_required`, or `reason_unknown` for one that is inactive or meant for something else
 */
export function checkReason(cache: Cache, reasonId: string | undefined, use: ReasonUse): string {
  const refuse = (code: ErrorCode): never => {
    throw new Refusal(code)
  }
  if (reasonId === undefined) return refuse('reason_required')
  const known = cache.facility.reasons().some((each) => each.id === reasonId && each.active && each.uses.includes(use))
  return known ? reasonId : refuse('reason_unknown')
}
