import { type CompiledRuleSet, findMatches } from './engine.ts'
import { combine, matchingRules } from './evaluate.ts'
import type { ScreenedMessage, ScreeningContext, ScreeningOutcome } from './evaluate.types.ts'
import { languageOf } from './language.ts'
import type { Language, TermMatch } from './rules.ts'

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
  return screenMatched(compiled, message, context, findMatches(compiled, message.text))
}

/** As `screen`, with the matches that the same watchlists gave already. */
export function screenMatched(
  compiled: CompiledRuleSet,
  message: ScreenedMessage,
  context: ScreeningContext,
  matches: TermMatch[],
): ScreeningOutcome {
  const people = compiled.people.find(message)
  let language: Language | null = null
  const facts = {
    message,
    context,
    matches,
    people,
    language: () => {
      language ??= languageOf(message.text)
      return language
    },
  }
  const rules = matchingRules(compiled.content.rules, facts)
  const outcome = combine(rules, facts)
  const said = {
    outcome: outcome.outcome,
    deliverAt: outcome.deliverAt,
    priority: outcome.priority,
    reasonId: outcome.reasonId,
  }
  return { ...outcome, record: { ruleSetVersion: compiled.version, matches, rules, people, said, facts: context } }
}
