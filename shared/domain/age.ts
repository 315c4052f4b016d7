/** The last part of the facility's target in which a message counts as about to miss it. */
const SOON_SHARE = 0.25

export type Lateness = 'fine' | 'soon' | 'late'

/**
 * The moments that divide what waits: sent before `late` it has missed the target, before `soon` it is about to.
 *
 * @param targetMinutes the facility's target, 1 to 10,080
 * @param now milliseconds since 1970, as the answers are
 */
export function lateBefore(targetMinutes: number, now: number): { readonly late: number; readonly soon: number } {
  const target = targetMinutes * 60_000
  return { late: now - target, soon: now - Math.round(target * (1 - SOON_SHARE)) }
}

/** Whether a message that waits has missed the facility's target, or is about to. `sentAt` in milliseconds since 1970. */
export function latenessOf(sentAt: number, targetMinutes: number, now: number): Lateness {
  const { late, soon } = lateBefore(targetMinutes, now)
  return sentAt < late ? 'late' : sentAt < soon ? 'soon' : 'fine'
}
