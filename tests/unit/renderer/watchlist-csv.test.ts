import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCsv, toCsv } from '../../../renderer/features/rules/watchlists/csv.ts'
import type { Exception, Term, Watchlist } from '../../../shared/screening/rules.ts'

const id = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`
const empty: Watchlist = { id: id(1), name: 'Contraband', category: 'contraband', terms: [] }
const withoutIds = (terms: readonly Term[]) => terms.map(({ id: _, ...rest }) => rest)
const texts = (exceptions: readonly Exception[] = []) => exceptions.map(({ text }) => text)

describe('a watchlist as CSV', () => {
  it('comes back as it went out, whatever stands in it', () => {
    const text = fc
      .array(fc.constantFrom('a', 'É', '漢', '7', '"', ',', ';', "'", '=', '\n', ' ', '-', '😀'), {
        minLength: 1,
        maxLength: 12,
      })
      .map((parts) => `${parts.join('').trim()}bé`)
      .filter((each) => !/^'[=+\-@]/.test(each))
    const some = fc.uniqueArray(text, { maxLength: 12, selector: (each) => each.toLowerCase() })
    fc.assert(
      fc.property(some, some, fc.boolean(), (words, exceptions, wholeWord) => {
        const list: Watchlist = {
          ...empty,
          terms: [
            ...words.map((each, n) => ({ id: id(n + 10), text: each, wholeWord })),
            { kind: 'near', id: id(80), text: 'kite', near: 'laundry', within: 5 },
            { kind: 'regex', id: id(81), text: '[0-9]{3}-[0-9]{4}' },
          ],
          exceptions: exceptions.map((each, n) => ({ id: id(n + 100), text: each })),
        }
        const read = readCsv(toCsv(list), empty)
        expect(read.bad).toEqual([])
        expect(withoutIds(read.terms)).toEqual(withoutIds(list.terms))
        expect(texts(read.exceptions)).toEqual(texts(list.exceptions))
      }),
      { numRuns: 50 },
    )
  })

  it('never hands a formula to a spreadsheet, and takes it back as the term it was', () => {
    const formulas = ['=1+1', '+cash', '-burner-', '@crew']
    const list = { ...empty, terms: formulas.map((text, n) => ({ id: id(n + 2), text, wholeWord: true })) }
    const csv = toCsv(list)
    for (const line of csv.split('\r\n').slice(1)) expect(line.split(',')[1]).toMatch(/^"?'[=+\-@]/)
    expect(readCsv(csv, empty).terms.map((each) => each.text)).toEqual(formulas)
  })

  it('tells every bad line with its number, also behind a cell of several lines', () => {
    const csv = [
      'kind,text,near,within,whole_word',
      'words,"kites',
      'and more",,,yes',
      'words,,,,',
      'regex,(a+,,,',
      'regex,(a)\\1,,,',
      '',
      'near,kite,laundry,0,',
      'near,kite,,5,',
      'sounds,kite,,,',
      'words,x,,,',
      'words,***,,,',
      'words,shank,,,maybe',
      'words,blade,,,no',
    ].join('\n')
    const { terms, bad } = readCsv(csv, empty)
    expect(bad).toEqual([
      { line: 4, problem: 'text_missing' },
      { line: 5, problem: 'expression_invalid' },
      { line: 6, problem: 'expression_not_linear' },
      { line: 8, problem: 'within' },
      { line: 9, problem: 'text_missing' },
      { line: 10, problem: 'kind_unknown' },
      { line: 11, problem: 'text_length' },
      { line: 12, problem: 'nothing_to_find' },
      { line: 13, problem: 'whole_word' },
    ])
    expect(withoutIds(terms)).toEqual([
      { text: 'kites\nand more', wholeWord: true },
      { text: 'blade', wholeWord: false },
    ])
  })

  it('reads a plain list of words, semicolons, a byte order mark, and skips what is there already', () => {
    expect(readCsv('\uFEFFkites\r\nballoons\r\nKITES\r\n', empty)).toMatchObject({
      terms: [{ text: 'kites' }, { text: 'balloons' }],
      repeated: 1,
      bad: [],
    })
    const list: Watchlist = { ...empty, terms: [{ id: id(2), text: 'Kites', wholeWord: true }] }
    expect(readCsv('kind;text\nwords;kites\nexception;kites festival\n', list)).toMatchObject({
      terms: [],
      exceptions: [{ text: 'kites festival' }],
      repeated: 1,
    })
  })
})
