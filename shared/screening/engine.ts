import { Matcher } from './matcher.ts'
import { People } from './people.ts'
import type { RuleSetContent, TermMatch } from './rules.ts'

/**
 * A rule set made ready for screening. Making one costs about as much as screening a thousand messages: keep it as long as its version is
 * in force. It holds working memory, so one serves one thread.
 */
export interface CompiledRuleSet {
  readonly version: number
  readonly content: RuleSetContent
  readonly matcher: Matcher
  readonly people: People
}

/** Makes a rule set ready. The content must have passed `ruleSetContent`. */
export function compileRuleSet(content: RuleSetContent, version: number): CompiledRuleSet {
  return { version, content, matcher: new Matcher(content), people: new People(content) }
}

/** The places in a text where terms of the watchlists stand, for the live test of a list. Never throws. */
export function findMatches(compiled: CompiledRuleSet, text: string): TermMatch[] {
  return compiled.matcher.find(text)
}
