import type { Rule, RuleSetContent, Watchlist } from '../../../shared/screening/rules.ts'

/** One change between two rule sets. */
export type Change =
  | { what: 'ruleAdded' | 'ruleRemoved' | 'ruleOn' | 'ruleOff'; name: string; id: string; rule: Rule }
  | { what: 'ruleChanged'; name: string; id: string; rule: Rule; was: Rule }
  | { what: 'moved' }
  | { what: 'listAdded' | 'listRemoved' | 'listRenamed' | 'seesChanged'; name: string }
  | {
      what:
        | 'termAdded'
        | 'termRemoved'
        | 'termChanged'
        | 'exceptionAdded'
        | 'exceptionRemoved'
        | 'personAdded'
        | 'personRemoved'
      list: string
      term: string
    }

/** What one would have to do to the first rule set to get the second. */
export function differences(before: RuleSetContent, after: RuleSetContent): Change[] {
  const changes: Change[] = []
  const old = new Map(before.rules.map((rule) => [rule.id, rule]))
  const kept = new Set(after.rules.map((rule) => rule.id))
  for (const rule of after.rules) {
    const was = old.get(rule.id)
    const named = { name: rule.name, id: rule.id, rule }
    if (!was) changes.push({ what: 'ruleAdded', ...named })
    else if (was === rule) continue
    else if (!same({ ...was, enabled: true }, { ...rule, enabled: true })) {
      changes.push({ what: 'ruleChanged', ...named, was })
    } else if (was.enabled !== rule.enabled) changes.push({ what: rule.enabled ? 'ruleOn' : 'ruleOff', ...named })
  }
  for (const rule of before.rules) {
    if (!kept.has(rule.id)) changes.push({ what: 'ruleRemoved', name: rule.name, id: rule.id, rule })
  }
  const orderBefore = before.rules.filter((rule) => kept.has(rule.id)).map((rule) => rule.id)
  const orderAfter = after.rules.filter((rule) => old.has(rule.id)).map((rule) => rule.id)
  if (orderBefore.join() !== orderAfter.join()) changes.push({ what: 'moved' })

  const oldLists = new Map(before.watchlists.map((list) => [list.id, list]))
  const keptLists = new Set(after.watchlists.map((list) => list.id))
  for (const list of after.watchlists) {
    const was = oldLists.get(list.id)
    if (!was) changes.push({ what: 'listAdded', name: list.name })
    else if (was !== list) changes.push(...listDifferences(was, list))
  }
  for (const list of before.watchlists) {
    if (!keptLists.has(list.id)) changes.push({ what: 'listRemoved', name: list.name })
  }
  return changes
}

function listDifferences(was: Watchlist, list: Watchlist): Change[] {
  const changes: Change[] = []
  if (was.name !== list.name || was.category !== list.category) changes.push({ what: 'listRenamed', name: list.name })
  if (!same([...(was.sees ?? ['all'])].sort(), [...(list.sees ?? ['all'])].sort())) {
    changes.push({ what: 'seesChanged', name: list.name })
  }
  const put = (what: 'termAdded' | 'termRemoved' | 'termChanged', term: string) =>
    changes.push({ what, list: list.name, term })
  compare(
    was.terms,
    list.terms,
    (term) => put('termAdded', term.text),
    (term) => put('termRemoved', term.text),
    (term) => put('termChanged', term.text),
  )
  compare(
    was.exceptions ?? [],
    list.exceptions ?? [],
    (each) => changes.push({ what: 'exceptionAdded', list: list.name, term: each.text }),
    (each) => changes.push({ what: 'exceptionRemoved', list: list.name, term: each.text }),
    (each) => changes.push({ what: 'exceptionAdded', list: list.name, term: each.text }),
  )
  compare(
    was.people ?? [],
    list.people ?? [],
    (each) => changes.push({ what: 'personAdded', list: list.name, term: each.name }),
    (each) => changes.push({ what: 'personRemoved', list: list.name, term: each.name }),
    // A new name of the same person is no other person.
    () => undefined,
  )
  return changes
}

function compare<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
  added: (each: T) => void,
  removed: (each: T) => void,
  changed: (each: T) => void,
): void {
  if (before === after) return
  const old = new Map(before.map((each) => [each.id, each]))
  const kept = new Set(after.map((each) => each.id))
  for (const each of after) {
    const was = old.get(each.id)
    if (!was) added(each)
    else if (was !== each && !same(was, each)) changed(each)
  }
  for (const each of before) if (!kept.has(each.id)) removed(each)
}

/** Both sides come from the same schema, which writes their keys in one order. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
