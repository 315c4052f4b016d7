import { Alphabet } from './alphabet.ts'
import { checkExpression, type ExpressionProblem } from './expressions.ts'
import { Preparation } from './parts.ts'
import type { RuleSetContent, Term } from './rules.ts'

/** Why a term cannot be used. */
export type TermProblem =
  /** It has no letter, digit or sign, or a word of it is nothing but `*`. */
  'nothing_to_find' | ExpressionProblem

/** A term or exception that cannot be used, and where it stands: `watchlists.2.terms.15`. */
export interface FoundProblem {
  readonly path: string
  readonly problem: TermProblem
}

/** Checks terms, for the form that enters them and for the central service that accepts them. */
export class TermChecker {
  readonly #preparation = new Preparation(new Alphabet())

  /** Why a term cannot be used, or null when it can. */
  check(term: Term): TermProblem | null {
    if (term.kind === 'regex') return checkExpression(term.text)
    const texts = term.kind === 'near' ? [term.text, term.near] : [term.text]
    return texts.every((text) => this.findsSomething(text)) ? null : 'nothing_to_find'
  }

  /** Whether a word or phrase, of a term or an exception, can match anything. */
  findsSomething(text: string): boolean {
    if (text.split(/\s+/u).some((word) => /^\*+$/u.test(word))) return false
    return this.#preparation.findsSomething(text)
  }

  /** The first problems of a rule set, at most 20. */
  problems(content: RuleSetContent): FoundProblem[] {
    const found: FoundProblem[] = []
    content.watchlists.forEach((list, l) => {
      list.terms.forEach((term, t) => {
        const problem = found.length < 20 ? this.check(term) : null
        if (problem !== null) found.push({ path: `watchlists.${l}.terms.${t}`, problem })
      })
      list.exceptions?.forEach(({ text }, e) => {
        if (found.length >= 20 || this.findsSomething(text)) return
        found.push({ path: `watchlists.${l}.exceptions.${e}`, problem: 'nothing_to_find' })
      })
    })
    return found
  }
}
