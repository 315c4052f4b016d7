import { type Priority, priorityRank } from '../domain/message.ts'
import { type DayWindow, instantOf, intersect, inWindow, nextIn } from './clock.ts'
import { type Facts, look } from './conditions.ts'
import type { ScreeningOutcome } from './evaluate.types.ts'
import type { Condition, Rule, RuleHit } from './rules.ts'

/** The rules that hold, each with its number and the conditions that held. */
export function matchingRules(rules: readonly Rule[], facts: Facts): RuleHit[] {
  const hits: RuleHit[] = []
  rules.forEach((rule, index) => {
    if (!rule.enabled) return
    const conditions: Condition[] = []
    const seen: NonNullable<RuleHit['seen']> = []
    for (const condition of rule.conditions) {
      const held = look(condition, facts)
      if (held.holds) {
        conditions.push(condition)
        seen.push(held.seen)
      } else if (rule.match === 'all') return
    }
    if (conditions.length === 0) return
    hits.push({ ruleId: rule.id, number: index + 1, name: rule.name, action: rule.action, conditions, seen })
  })
  return hits
}

/** When the delays and windows of the rules let a message through, and whether the windows exclude each other. */
function earliestDelivery(hits: readonly RuleHit[], facts: Facts): { at: number; excluded: boolean } {
  const { message, context } = facts
  let at = Date.parse(message.sentAt)
  const windows: DayWindow[] = []
  let delay = 0
  for (const { action } of hits) {
    if (action.kind === 'delay') delay = Math.max(delay, action.minutes)
    else if (action.kind === 'window') windows.push(action)
  }
  at += delay * 60_000
  if (windows.length === 0) return { at, excluded: false }
  const common = intersect(windows)
  if (common.length > 0) return { at: nextIn(common, at, context.timeZone), excluded: false }
  // The latest that any of them would give without those that exclude it: one more window never makes it earlier.
  const latest = windows.map(({ from }) => {
    const together = windows.filter((window) => inWindow(from % 1440, 1, window, [1, 7]))
    return nextIn(intersect(together), at, context.timeZone)
  })
  return { at: Math.max(at, ...latest), excluded: true }
}

/**
 * When a message that a person lets through at a moment may be delivered by the windows of the rules that matched: the
 * moment itself where none keeps it back. Windows that exclude each other were left to that person.
 */
export function earliestInWindows(hits: readonly RuleHit[], at: number, timeZone: string): number {
  const windows = hits.flatMap(({ action }): DayWindow[] => (action.kind === 'window' ? [action] : []))
  const common = windows.length === 0 ? [] : intersect(windows)
  return common.length === 0 ? at : nextIn(common, at, timeZone)
}

/**
 * Combines what the matching rules say; the order of the rules does not matter. The strongest action wins. Delays take
 * the longest, windows intersect; windows that exclude each other would never deliver, so a person decides. The time of
 * delivery is kept whatever wins, because it still applies after a review. Of several rejecting rules the one with the
 * smallest id names the reason.
 */
export function combine(hits: readonly RuleHit[], facts: Facts): Omit<ScreeningOutcome, 'record'> {
  const { at, excluded } = earliestDelivery(hits, facts)
  const urgent = facts.matches.some((match) => match.category === 'self_harm')
  const deliverAt = at > Date.parse(facts.message.sentAt) ? instantOf(at) : null

  const reasonId = hits
    .map((hit) => ({ ruleId: hit.ruleId, action: hit.action }))
    .sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1))
    .flatMap(({ action }) => (action.kind === 'reject' ? [action.reasonId] : []))[0]
  if (reasonId !== undefined) {
    return { outcome: 'reject', deliverAt, priority: urgent ? 'urgent' : 'normal', urgent, reasonId }
  }

  const priorities = hits.flatMap(({ action }): Priority[] => (action.kind === 'review' ? [action.priority] : []))
  if (excluded) priorities.push('normal')
  if (urgent) priorities.push('urgent')
  if (priorities.length > 0) {
    const priority = priorities.reduce((a, b) => (priorityRank[b] > priorityRank[a] ? b : a))
    return { outcome: 'review', deliverAt, priority, urgent, reasonId: null }
  }
  return { outcome: deliverAt === null ? 'deliver' : 'schedule', deliverAt, priority: 'normal', urgent, reasonId: null }
}
