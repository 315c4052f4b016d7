import type { Direction, Priority } from '../../../shared/domain/message.ts'
import type { Condition, Rule } from '../../../shared/screening/rules.ts'

/** What the short form asks: the simplest kinds of rule. */
export interface SimpleRule {
  name: string
  direction: Direction | 'both'
  when: 'mentions' | 'contact_age' | 'any'
  watchlistIds: string[]
  days: number
  act: 'review' | 'delay'
  priority: Priority
  minutes: number
}

export const emptyRule: SimpleRule = {
  name: '',
  direction: 'both',
  when: 'mentions',
  watchlistIds: [],
  days: 14,
  act: 'review',
  priority: 'normal',
  minutes: 60,
}

/** The form's view of a rule, or null when the rule says more than the short form can. */
export function toSimple(rule: Rule): SimpleRule | null {
  const directions = rule.conditions.filter((each) => each.kind === 'direction')
  const others = rule.conditions.filter((each) => each.kind !== 'direction')
  if (directions.length > 1 || others.length > 1 || (rule.match === 'any' && rule.conditions.length > 1)) return null
  const simple: SimpleRule = {
    ...emptyRule,
    name: rule.name,
    direction: directions[0]?.direction ?? 'both',
    when: 'any',
  }
  const [other] = others
  if (other?.kind === 'mentions' && other.atLeast === 1) {
    simple.when = 'mentions'
    simple.watchlistIds = [...other.watchlistIds]
  } else if (other?.kind === 'contact_age') {
    simple.when = 'contact_age'
    simple.days = other.lessThanDays
  } else if (other) return null
  if (rule.action.kind === 'review') simple.priority = rule.action.priority
  else if (rule.action.kind === 'delay') {
    simple.act = 'delay'
    simple.minutes = rule.action.minutes
  } else return null
  return simple
}

/** The rule that the form describes, under an id and switched on or off. */
export function fromSimple(simple: SimpleRule, id: string, enabled: boolean): Rule {
  const conditions: Condition[] = []
  if (simple.direction !== 'both') conditions.push({ kind: 'direction', direction: simple.direction })
  if (simple.when === 'mentions') conditions.push({ kind: 'mentions', watchlistIds: simple.watchlistIds, atLeast: 1 })
  if (simple.when === 'contact_age') conditions.push({ kind: 'contact_age', lessThanDays: simple.days })
  return {
    id,
    name: simple.name.trim(),
    enabled,
    match: 'all',
    conditions,
    action:
      simple.act === 'review'
        ? { kind: 'review', priority: simple.priority }
        : { kind: 'delay', minutes: simple.minutes },
  }
}
