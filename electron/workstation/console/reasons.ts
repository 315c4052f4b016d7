import { type ErrorCode, Refusal } from '../../../shared/domain/errors.ts'
import type { ReasonUse } from '../../../shared/domain/reasons.ts'
import type { Cache } from '../cache/cache.ts'

/** Whether the facility has this reason, for this use, in its list. */
export function isReasonFor(cache: Cache, reasonId: string | undefined, use: ReasonUse): boolean {
  return cache.facility.reasons().some((each) => each.id === reasonId && each.active && each.uses.includes(use))
}

/**
 * The reason that a decision must name, checked against the facility's list.
 *
 * @param uses what it may be meant for: one of them
 * @throws Refusal `reason_required`, or `reason_unknown` for one that is inactive or meant for something else
 */
export function checkReason(
  cache: Cache,
  reasonId: string | undefined,
  uses: ReasonUse | readonly ReasonUse[],
): string {
  const refuse = (code: ErrorCode): never => {
    throw new Refusal(code)
  }
  if (reasonId === undefined) return refuse('reason_required')
  return [uses].flat().some((use) => isReasonFor(cache, reasonId, use)) ? reasonId : refuse('reason_unknown')
}
