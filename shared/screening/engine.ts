import { LocalTimes } from './clock.ts'
import { Matcher } from './matcher.ts'
import { People } from './people.ts'
import type { RuleSetContent, TermMatch } from './rules.ts'

/**
 * A rule set made ready for screening: made once for a version and kept as long as that is in force. It holds working
 * memory, so one serves one thread.
 */
export interface CompiledRuleSet {
  readonly version: number
  readonly content: RuleSetContent
  readonly matcher: Matcher
  readonly people: People
  readonly times: LocalTimes
}

/**
 * Makes a rule set ready in steps of a few milliseconds, telling after each how much of the work is done, from 0 to 1:
 * 50,000 terms take a second or two, and whoever makes it may do other things in between. The content must have passed
 * `ruleSetContent`, and its terms `TermChecker`.
 *
 * @param like a rule set made ready before: where its watchlists are the same object, its matcher is shared
 */
export function* compileSteps(
  content: RuleSetContent,
  version: number,
  like?: CompiledRuleSet,
): Generator<number, CompiledRuleSet> {
  const { watchlists } = content
  const matcher = like?.content.watchlists === watchlists ? like.matcher : yield* Matcher.build(watchlists)
  return { version, content, matcher, people: new People(content), times: new LocalTimes() }
}

/**
 * Makes a rule set ready at once.
 *
 * @param onProgress told now and then how much of the work is done, from 0 to 1
 */
export function compileRuleSet(
  content: RuleSetContent,
  version: number,
  onProgress?: (done: number) => void,
): CompiledRuleSet {
  const steps = compileSteps(content, version)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    onProgress?.(step.value)
  }
}

/** The places in a text where terms of the watchlists stand, for the live test of a list. Never throws. */
export function findMatches(compiled: CompiledRuleSet, text: string): TermMatch[] {
  return compiled.matcher.find(text)
}
