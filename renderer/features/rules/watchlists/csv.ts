import Papa from 'papaparse'
import { v7 as uuidv7 } from 'uuid'
import { TermChecker, type TermProblem } from '../../../../shared/screening/check.ts'
import { type Exception, exception, type Term, term, type Watchlist } from '../../../../shared/screening/rules.ts'

/** What is wrong with a line of a file. */
export type LineProblem =
  | TermProblem
  | 'kind_unknown'
  | 'text_missing'
  | 'text_length'
  | 'within'
  | 'whole_word'
  | 'broken'

export interface BadLine {
  /** As an editor counts them, from 1. */
  readonly line: number
  readonly problem: LineProblem
}

/** What a file would bring to a list. Nothing may be taken over while a line is bad. */
export interface DryRun {
  readonly terms: readonly Term[]
  readonly exceptions: readonly Exception[]
  /** Lines that say what the list or an earlier line says already. */
  readonly repeated: number
  readonly bad: readonly BadLine[]
}

const columns = ['kind', 'text', 'near', 'within', 'whole_word'] as const

/** The terms and exceptions of a list as CSV, with a header. What a spreadsheet would take for a formula is quoted. */
export function toCsv(list: Watchlist): string {
  const rows = list.terms.map((each) => {
    if (each.kind === 'near') return ['near', each.text, each.near, String(each.within), '']
    if (each.kind === 'regex') return ['regex', each.text, '', '', '']
    return ['words', each.text, '', '', each.wholeWord ? 'yes' : 'no']
  })
  const exceptions = (list.exceptions ?? []).map((each) => ['exception', each.text, '', '', ''])
  const data = [...rows, ...exceptions].map((row) => row.map(quoted))
  return Papa.unparse({ fields: [...columns], data }, { newline: '\r\n' })
}

/**
 * Reads a CSV file for a list: with the header of `toCsv`, or a single column of words and phrases. Nothing is taken
 * over; every line that cannot be is told with its number.
 */
export function readCsv(text: string, list: Watchlist): DryRun {
  const checker = new TermChecker()
  const seen = new Set([
    ...list.terms.map(keyOf),
    ...(list.exceptions ?? []).map(({ text: each }) => `exception ${fold(each)}`),
  ])
  const terms: Term[] = []
  const exceptions: Exception[] = []
  const bad: BadLine[] = []
  let repeated = 0
  let header: readonly string[] | null = null
  for (const { cells, line, broken } of rowsOf(text.replace(/^\uFEFF/, ''))) {
    if (broken) {
      bad.push({ line, problem: 'broken' })
      continue
    }
    if (cells.every((cell) => cell.trim() === '')) continue
    if (header === null) {
      const names = cells.map((cell) => cell.trim().toLowerCase())
      header = names.includes('text') ? names : ['text']
      if (names.includes('text')) continue
    }
    const places: readonly string[] = header
    const read = partOf((name) => unquoted(cells[places.indexOf(name)] ?? ''))
    if (typeof read === 'string') {
      bad.push({ line, problem: read })
      continue
    }
    const key = read.kind === 'term' ? keyOf(read.term) : `exception ${fold(read.exception.text)}`
    const usable = read.kind === 'term' ? checker.check(read.term) : checkText(checker, read.exception.text)
    if (usable !== null) bad.push({ line, problem: usable })
    else if (seen.has(key)) repeated++
    else if (read.kind === 'term') terms.push(read.term)
    else exceptions.push(read.exception)
    seen.add(key)
  }
  return { terms, exceptions, repeated, bad }
}

function checkText(checker: TermChecker, text: string): LineProblem | null {
  return checker.findsSomething(text) ? null : 'nothing_to_find'
}

type Part =
  | { readonly kind: 'term'; readonly term: Term }
  | { readonly kind: 'exception'; readonly exception: Exception }

/** The term or exception of a line, or what is wrong with it. What no other check finds is its length. */
function partOf(cell: (name: (typeof columns)[number]) => string): Part | LineProblem {
  const kind = cell('kind').toLowerCase() || 'words'
  const text = cell('text')
  const id = uuidv7()
  if (text === '') return 'text_missing'
  if (kind === 'exception') {
    const parsed = exception.safeParse({ id, text })
    return parsed.success ? { kind, exception: parsed.data } : 'text_length'
  }
  let candidate: object
  if (kind === 'regex') candidate = { kind, id, text }
  else if (kind === 'near') {
    const within = Number(cell('within'))
    if (cell('near') === '') return 'text_missing'
    if (!Number.isInteger(within) || within < 1 || within > 50) return 'within'
    candidate = { kind, id, text, near: cell('near'), within }
  } else if (kind === 'words') {
    const whole = cell('whole_word').toLowerCase()
    if (!['', 'yes', 'no', 'true', 'false', '1', '0'].includes(whole)) return 'whole_word'
    candidate = { id, text, wholeWord: !['no', 'false', '0'].includes(whole) }
  } else return 'kind_unknown'
  const parsed = term.safeParse(candidate)
  return parsed.success ? { kind: 'term', term: parsed.data } : 'text_length'
}

/** Two spellings that differ in case alone are one term. */
function fold(text: string): string {
  return text.trim().toLowerCase()
}

/** What two terms have in common that find the same. */
export function keyOf(each: Term): string {
  if (each.kind === 'near') return `near ${[fold(each.text), fold(each.near)].sort().join(' ~ ')} ${each.within}`
  // An expression may mean something else in another case.
  if (each.kind === 'regex') return `regex ${each.text}`
  return `words ${fold(each.text)} ${each.wholeWord}`
}

/** Spreadsheets compute cells that begin like this; a quote before them makes them text. */
const formula = /^[=+\-@\t\r]/

function quoted(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell
}

function unquoted(cell: string): string {
  const trimmed = cell.trim()
  return trimmed.startsWith("'") && formula.test(trimmed.slice(1)) ? trimmed.slice(1) : trimmed
}

function rowsOf(text: string): { cells: string[]; line: number; broken: boolean }[] {
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: false, delimiter: delimiterOf(text) })
  const broken = new Set(errors.flatMap((error) => (error.type === 'Quotes' ? [error.row ?? 0] : [])))
  let next = 1
  return data.map((cells, row) => {
    const line = next
    // A quoted cell may run over several lines.
    next += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0)
    return { cells, line, broken: broken.has(row) }
  })
}

/** Spreadsheets in Spanish write semicolons. A file of one column has neither. */
function delimiterOf(text: string): string {
  const first = text.slice(0, text.search(/[\r\n]|$/))
  return ['\t', ';'].find((each) => first.split(each).length > first.split(',').length) ?? ','
}
