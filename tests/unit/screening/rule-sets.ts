import { compileRuleSet, findMatches } from '../../../shared/screening/engine.ts'
import type { ScreenedMessage, ScreeningContext } from '../../../shared/screening/evaluate.types.ts'
import type {
  Action,
  Category,
  Condition,
  Rule,
  RuleSetContent,
  TermMatch,
  Watchlist,
} from '../../../shared/screening/rules.ts'

/** A readable id for a test. */
export function idOf(number: number): string {
  return `0190a0b0-0000-7000-8000-${String(number).padStart(12, '0')}`
}

export function watchlist(number: number, category: Category, terms: readonly string[], wholeWord = true): Watchlist {
  return {
    id: idOf(number),
    name: `List ${number}`,
    category,
    terms: terms.map((text, i) => ({ id: idOf(number * 1000 + i), text, wholeWord })),
  }
}

export function rule(number: number, action: Action, conditions: Condition[], match: 'all' | 'any' = 'all'): Rule {
  return { id: idOf(500 + number), name: `Rule ${number}`, enabled: true, match, conditions, action }
}

export function content(watchlists: Watchlist[], rules: Rule[] = []): RuleSetContent {
  return { watchlists, rules }
}

/** The matches of one list of terms in a text. */
export function matchesOf(terms: readonly string[], text: string, wholeWord = true): TermMatch[] {
  return findMatches(compileRuleSet(content([watchlist(1, 'other', terms, wholeWord)]), 1), text)
}

/** What was matched, as `term: spelling (transformations)`. */
export function spelled(terms: readonly string[], text: string, wholeWord = true): string[] {
  return matchesOf(terms, text, wholeWord).map(
    (match) => `${match.term}: ${text.slice(match.start, match.end)} (${match.via.join(' ')})`,
  )
}

export function message(text: string, more: Partial<ScreenedMessage> = {}): ScreenedMessage {
  return {
    id: idOf(9),
    memberId: idOf(10),
    individualId: idOf(11),
    text,
    direction: 'inbound',
    cod: false,
    revision: false,
    sentAt: '2026-11-23T19:30:00.000Z',
    ...more,
  }
}

/** Somebody long known, in Denver, at half past twelve on a Monday. */
export function context(more: Partial<ScreeningContext> = {}): ScreeningContext {
  return {
    timeZone: 'America/Denver',
    relationship: 'mother',
    housingUnit: 'A1',
    contactApprovedAt: '2024-01-01T00:00:00.000Z',
    contactMessages: 100,
    senderMessages24h: 0,
    ...more,
  }
}
