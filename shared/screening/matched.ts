import type { CompiledRuleSet } from './engine.ts'
import { combine, matchingRules } from './evaluate.ts'
import type { ScreenedMessage, ScreeningContext, ScreeningOutcome } from './evaluate.types.ts'
import type { Language, RuleSetContent, TermMatch } from './rules.ts'

/** Tells the language of a text (`languageOf`). */
export type LanguageTeller = (text: string) => Language

/** Whether a rule that counts asks for the language of a message: only then is anything needed that can tell it. */
export function asksForLanguage({ rules }: Pick<RuleSetContent, 'rules'>): boolean {
  return rules.some((rule) => rule.enabled && rule.conditions.some((condition) => condition.kind === 'language'))
}

/**
 * As `screen`, with the matches that the same watchlists gave already.
 *
 * @param languageOf asked only for rule sets of which `asksForLanguage` says so, and once at most
 */
export function screenMatched(
  compiled: CompiledRuleSet,
  message: ScreenedMessage,
  context: ScreeningContext,
  matches: TermMatch[],
  languageOf: LanguageTeller,
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
    sentAt: () => compiled.times.at(message.sentAt, context.timeZone),
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
