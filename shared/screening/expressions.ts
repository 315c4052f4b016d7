import { RE2JS, RE2JSException } from 're2js'
import { MATCHES_PER_TERM, type Term, type TermMatch, type Watchlist } from './rules.ts'

type ExpressionTerm = Extract<Term, { kind: 'regex' }>

export type ExpressionProblem =
  /** Look-around or a back-reference: it cannot be run in linear time. */
  | 'expression_not_linear'
  /** It is not written correctly. */
  | 'expression_invalid'
  /** It matches where there is no character. */
  | 'expression_empty'
  /** It becomes too large when its repetitions are written out. */
  | 'expression_too_large'

/** Most instructions of an expression; what a character costs grows with them. */
const MOST_INSTRUCTIONS = 1_000

/** What a regular expression must not have if it is to run in linear time. */
const notLinear = /\\[1-9]|\\k<|\(\?(?:[=!]|<[=!])|\(\?>|[*+?}]\+/

/** Whether a regular expression can be used. */
export function checkExpression(source: string): ExpressionProblem | null {
  let expression: RE2JS
  try {
    expression = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE)
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    if (error.message.includes('invalid repeat count')) return 'expression_too_large'
    return notLinear.test(source) ? 'expression_not_linear' : 'expression_invalid'
  }
  if (expression.programSize() > MOST_INSTRUCTIONS) return 'expression_too_large'
  return expression.matcher('').find() ? 'expression_empty' : null
}

interface Expression {
  readonly list: Watchlist
  readonly term: ExpressionTerm
  readonly pattern: RE2JS
  /** The same with case, where the list sees through it: tells whether that was needed. */
  readonly strict: RE2JS | null
}

/** The regular expressions of some watchlists, each run by itself on the text as it was written. */
export class Expressions {
  readonly #all: Expression[] = []

  /** @throws RE2JSException for an expression that `checkExpression` refuses */
  constructor(watchlists: readonly Watchlist[]) {
    for (const list of watchlists) {
      const anyCase = list.sees === undefined || list.sees.includes('case')
      for (const term of list.terms) {
        if (term.kind !== 'regex') continue
        this.#all.push({
          list,
          term,
          pattern: RE2JS.compile(term.text, anyCase ? RE2JS.CASE_INSENSITIVE : 0),
          strict: anyCase ? RE2JS.compile(term.text) : null,
        })
      }
    }
  }

  /** Every place at which an expression matches some characters, at most 100 of each. */
  find(text: string): TermMatch[] {
    const found: TermMatch[] = []
    for (const { list, term, pattern, strict } of this.#all) {
      // Whether there is any is told much faster than where.
      if (!pattern.test(text)) continue
      const matcher = pattern.matcher(text)
      let count = 0
      while (count < MATCHES_PER_TERM && matcher.find()) {
        const start = matcher.start()
        const end = matcher.end()
        if (start === end) continue
        count++
        found.push({
          watchlistId: list.id,
          watchlist: list.name,
          category: list.category,
          termId: term.id,
          term: term.text,
          start,
          end,
          via: strict === null || strict.matches(text.slice(start, end)) ? [] : ['case'],
        })
      }
    }
    return found
  }
}
