import type { Term } from './rules.ts'

/** Why a term cannot be used. `expression_*` are about regular expressions. */
export type TermProblem =
  /** It has no letter, digit or sign, or a word of it is nothing but `*`. */
  | 'nothing_to_find'
  /** Look-around or a back-reference: it cannot be run in linear time. */
  | 'expression_not_linear'
  /** It is not written correctly. */
  | 'expression_invalid'
  /** It matches where there is no character. */
  | 'expression_empty'
  /** It becomes too large when its repetitions are written out. */
  | 'expression_too_large'

/** Whether a term can be used, for the form that enters it and for the central service that accepts it. */
export function checkTerm(_term: Term): TermProblem | null {
  return null
}
