import { setImmediate as turn } from 'node:timers/promises'
import { type CompiledRuleSet, compileSteps } from '../../shared/screening/engine.ts'
import type { RuleSetContent } from '../../shared/screening/rules.ts'

/** Most terms in all compiled rule sets that are kept: what they take in memory grows with it. */
const KEPT_TERMS = 200_000

/** What a rule set without terms counts for. */
const EMPTY = 100

/** Milliseconds that a compilation may hold up everything else. */
const SLICE = 8

interface Kept {
  readonly ready: Promise<CompiledRuleSet | null>
  terms: number
}

/** Compiled rule sets by the id of their version. */
export interface CompiledRuleSets {
  /** The compiled version, made when it is asked for the first time; null when it cannot be loaded. */
  get(
    id: string,
    load: () => Promise<{ readonly content: RuleSetContent; readonly number: number } | null>,
  ): Promise<CompiledRuleSet | null>
}

/**
 * Keeps compiled rule sets: each is made once, however many messages wait for it, in slices between which other work
 * goes on. A published version never changes, so what has been compiled stays right for ever; those that were not asked
 * for the longest go first.
 */
export function compiledRuleSets(): CompiledRuleSets {
  const all = new Map<string, Kept>()

  const make = async (content: RuleSetContent, number: number): Promise<CompiledRuleSet> => {
    const steps = compileSteps(content, number)
    let since = performance.now()
    for (;;) {
      const step = steps.next()
      if (step.done === true) return step.value
      if (performance.now() - since < SLICE) continue
      await turn()
      since = performance.now()
    }
  }

  const trim = (): void => {
    let terms = 0
    for (const each of all.values()) terms += each.terms
    for (const [id, each] of all) {
      if (terms <= KEPT_TERMS || all.size === 1) return
      terms -= each.terms
      all.delete(id)
    }
  }

  return {
    get(id, load) {
      const known = all.get(id)
      if (known !== undefined) {
        all.delete(id)
        all.set(id, known)
        return known.ready
      }
      const kept: Kept = {
        ready: load().then(async (found) => {
          if (found === null) return null
          kept.terms += found.content.watchlists.reduce((sum, list) => sum + list.terms.length, 0)
          const made = await make(found.content, found.number)
          trim()
          return made
        }),
        terms: EMPTY,
      }
      all.set(id, kept)
      // What failed, or is not there, is tried again.
      kept.ready.then(
        (made) => made === null && all.delete(id),
        () => all.delete(id),
      )
      return kept.ready
    },
  }
}
