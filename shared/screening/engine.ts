import { combine, matchingRules } from './evaluate.ts'
import type { ScreenedMessage, ScreeningContext, ScreeningOutcome } from './evaluate.types.ts'
import { Matcher } from './matcher.ts'
import type { RuleSetContent, TermMatch } from './rules.ts'

/**
 * A rule set made ready for screening. Making one costs about as much as screening a thousand messages: keep it as long as its version is
 * in force. It holds working memory, so one serves one thread.
 */
export interface CompiledRuleSet {
  readonly version: number
  readonly content: RuleSetContent
  readonly matcher: Matcher
}

/** Makes a rule set ready. The content must have passed `ruleSetContent`. */
export function compileRuleSet(content: RuleSetContent, version: number): CompiledRuleSet {
  return { version, content, matcher: new Matcher(content) }
}

/** The places in a text where terms of the watchlists stand, for the live test of a list. Never throws. */
export function findMatches(compiled: CompiledRuleSet, text: string): TermMatch[] {
  return compiled.matcher.find(text)
}

/**
 * Screens one message: watchlists, then delivery rules (domain.md, "Screening, in order", steps 3 to 5). Restrictions,
 * the state of the contact and privileged contacts come before and are the caller's. The same input always has the
 * same outcome.
 *
 * @throws RangeError never for the text, but for a `sentAt` or time zone that is none
 */
export function screen(
  compiled: CompiledRuleSet,
  message: ScreenedMessage,
  context: ScreeningContext,
): ScreeningOutcome {
  const matches = findMatches(compiled, message.text)
  const facts = { message, context, matches }
  const hits = matchingRules(compiled.content.rules, facts)
  return {
    ...combine(hits, facts),
    record: { ruleSetVersion: compiled.version, matches, rules: hits },
  }
}
