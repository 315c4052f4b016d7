import { type CompiledRuleSet, findMatches } from './engine.ts'
import type { ScreenedMessage, ScreeningContext, ScreeningOutcome } from './evaluate.types.ts'
import { languageOf } from './language.ts'
import { screenMatched } from './matched.ts'

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
  return screenMatched(compiled, message, context, findMatches(compiled, message.text), languageOf)
}
