import type { RuleSetContent } from '../../../shared/screening/rules.ts'

/** One change between two rule sets. */
export type Change =
  | { what: 'ruleAdded' | 'ruleRemoved' | 'ruleChanged' | 'ruleOn' | 'ruleOff'; name: string; id: string }
  | { what: 'moved' }
  | { what: 'listAdded' | 'listRemoved' | 'listRenamed'; name: string }
  | { what: 'termAdded' | 'termRemoved' | 'termChanged'; list: string; term: string }

/** What one would have to do to the first rule set to get the second. */
export function differences(before: RuleSetContent, after: RuleSetContent): Change[] {
  const changes: Change[] = []
  const old = new Map(before.rules.map((rule) => [rule.id, rule]))
  const kept = new Set(after.rules.map((rule) => rule.id))
  for (const rule of after.rules) {
    const was = old.get(rule.id)
    if (!was) changes.push({ what: 'ruleAdded', name: rule.name, id: rule.id })
    else if (JSON.stringify({ ...was, enabled: true }) !== JSON.stringify({ ...rule, enabled: true })) {
      changes.push({ what: 'ruleChanged', name: rule.name, id: rule.id })
    } else if (was.enabled !== rule.enabled) {
      changes.push({ what: rule.enabled ? 'ruleOn' : 'ruleOff', name: rule.name, id: rule.id })
    }
  }
  for (const rule of before.rules) {
    if (!kept.has(rule.id)) changes.push({ what: 'ruleRemoved', name: rule.name, id: rule.id })
  }
  const orderBefore = before.rules.filter((rule) => kept.has(rule.id)).map((rule) => rule.id)
  const orderAfter = after.rules.filter((rule) => old.has(rule.id)).map((rule) => rule.id)
  if (orderBefore.join() !== orderAfter.join()) changes.push({ what: 'moved' })
  changes.push(...listDifferences(before, after))
  return changes
}

function listDifferences(before: RuleSetContent, after: RuleSetContent): Change[] {
  const changes: Change[] = []
  const old = new Map(before.watchlists.map((list) => [list.id, list]))
  const kept = new Set(after.watchlists.map((list) => list.id))
  for (const list of after.watchlists) {
    const was = old.get(list.id)
    if (!was) {
      changes.push({ what: 'listAdded', name: list.name })
      continue
    }
    if (was === list) continue
    if (was.name !== list.name || was.category !== list.category) changes.push({ what: 'listRenamed', name: list.name })
    const terms = new Map(was.terms.map((term) => [term.id, term]))
    const here = new Set(list.terms.map((term) => term.id))
    for (const term of list.terms) {
      const wasTerm = terms.get(term.id)
      if (!wasTerm) changes.push({ what: 'termAdded', list: list.name, term: term.text })
      else if (JSON.stringify(wasTerm) !== JSON.stringify(term)) {
        changes.push({ what: 'termChanged', list: list.name, term: term.text })
      }
    }
    for (const term of was.terms) {
      if (!here.has(term.id)) changes.push({ what: 'termRemoved', list: list.name, term: term.text })
    }
  }
  for (const list of before.watchlists) {
    if (!kept.has(list.id)) changes.push({ what: 'listRemoved', name: list.name })
  }
  return changes
}
