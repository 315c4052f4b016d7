import Papa from 'papaparse'
import { type ImportProblem, MOST_LINES } from '../../shared/central/operations.people.ts'
import { Refusal } from '../../shared/domain/errors.ts'

/** One line of an imported list: what it names, or what is wrong with it. `line` is its number in the file, from 1. */
export type ImportLine =
  | { readonly line: number; readonly member: string; readonly individual: string; readonly relationship: string }
  | { readonly line: number; readonly problem: ImportProblem }

const heading = ['member_number', 'booking_number', 'relationship'] as const

/**
 * Reads a list of contacts. The first line names the three columns in any order; a comma, a semicolon or a tab stands
 * between them; empty lines count and say nothing. A field cannot go over a line's end, so that every line has a number.
 *
 * @throws Refusal invalid_input when the first line does not name the columns, or there are too many lines
 */
export function linesOf(csv: string): ImportLine[] {
  const [first = '', ...rest] = csv.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const delimiter = [',', ';', '\t'].find((sign) => first.includes(sign)) ?? ','
  const fieldsOf = (text: string): string[] | null => {
    const { data, errors } = Papa.parse<string[]>(text, { delimiter })
    const [fields] = data
    return errors.length > 0 || data.length !== 1 || fields === undefined ? null : fields.map((each) => each.trim())
  }
  const names = (fieldsOf(first) ?? []).map((name) => name.toLowerCase())
  const places = heading.map((name) => names.indexOf(name))
  if (places.some((place) => place === -1)) {
    throw new Refusal('invalid_input', [{ path: 'csv', problem: 'the first line does not name the columns' }])
  }
  if (rest.filter((text) => text.trim() !== '').length > MOST_LINES) {
    throw new Refusal('invalid_input', [{ path: 'csv', problem: 'too many lines' }])
  }
  const seen = new Set<string>()
  return rest.flatMap((text, n): ImportLine[] => {
    if (text.trim() === '') return []
    const line = n + 2
    const fields = fieldsOf(text)
    if (fields === null || fields.length !== names.length) return [{ line, problem: 'columns' }]
    const [member = '', individual = '', relationship = ''] = places.map((place) => fields[place] ?? '')
    if (member === '' || individual === '') return [{ line, problem: 'columns' }]
    if (relationship === '' || relationship.length > 60) return [{ line, problem: 'relationship' }]
    const pair = JSON.stringify([member, individual])
    if (seen.has(pair)) return [{ line, problem: 'duplicate_line' }]
    seen.add(pair)
    return [{ line, member, individual, relationship }]
  })
}
