import type { PersonKind } from '../../../shared/central/entities.people.ts'
import type { Database } from './database.ts'
import { wordsOf } from './fold.ts'
import { kept } from './kept.ts'

/** Finding people by what somebody remembers of their names. */
export interface PersonIndex {
  put(kind: PersonKind, id: string, name: string, number: string): void
  remove(id: string): void
  /**
   * The people whose names or numbers are like the words, the most alike first. Every word must be like one of the
   * person's; their order does not matter.
   */
  find(text: string, kind: PersonKind | undefined, limit: number): { kind: PersonKind; id: string }[]
}

/** People who are looked at closely: those that share the most trigrams with what is looked for. */
const CANDIDATES = 300
/** How alike two words must be, where 1 is the same. */
const ALIKE = 0.62

interface Row {
  kind: PersonKind
  id: string
  folded: string
}

export function createPersonIndex(db: Database): PersonIndex {
  const known = db.prepare<[string], { seq: number; folded: string }>('SELECT seq, folded FROM person WHERE id = ?')
  const insert = db.prepare('INSERT INTO person (id, kind, folded) VALUES (?, ?, ?)')
  const index = db.prepare('INSERT INTO person_text (rowid, folded) VALUES (?, ?)')
  const unindex = db.prepare(`INSERT INTO person_text (person_text, rowid, folded) VALUES ('delete', ?, ?)`)
  const remove = db.prepare('DELETE FROM person WHERE id = ?')

  function drop(id: string): void {
    const row = known.get(id)
    if (row === undefined) return
    unindex.run(row.seq, row.folded)
    remove.run(id)
  }

  /** There are as many statements as there are numbers of trigrams. */
  const statementOf = kept((many: number) => {
    // Counting the trigrams that somebody shares costs a tenth of what FTS5's own ranking costs here.
    const each = Array.from({ length: many }, () => 'SELECT rowid AS seq FROM person_text WHERE person_text MATCH ?')
    return db.prepare<string[], Row>(
      `SELECT kind, id, folded FROM (SELECT seq, COUNT(*) AS shared FROM (${each.join(' UNION ALL ')}) GROUP BY seq
         ORDER BY shared DESC, seq LIMIT ${CANDIDATES}) CROSS JOIN person USING (seq) ORDER BY shared DESC, seq`,
    )
  })

  return {
    put(kind, id, name, number) {
      const folded = foldedOf(name, number)
      if (known.get(id)?.folded === folded) return
      drop(id)
      index.run(insert.run(id, kind, folded).lastInsertRowid, folded)
    },
    remove: drop,
    find(text, kind, limit) {
      const words = wordsOf(text).slice(0, 12)
      // The one letter before a number is in everybody's; it says something only where nothing else does.
      const telling = words.filter((word) => word.length > 1)
      const grams = [...new Set((telling.length > 0 ? telling : words).flatMap(trigramsOf))]
      if (grams.length === 0) return []
      const rows = statementOf(grams.length).all(...grams.map((gram) => `"${gram}"`))
      const scored = rows.flatMap((row) => {
        if (kind !== undefined && row.kind !== kind) return []
        const score = likenessOf(words, row.folded.trim().split(' '))
        return score === 0 ? [] : [{ row, score }]
      })
      scored.sort((a, b) => b.score - a.score || a.row.folded.localeCompare(b.row.folded))
      return scored.slice(0, limit).map(({ row }) => ({ kind: row.kind, id: row.id }))
    },
  }
}

/** Every word of the name and the number between blanks; a number with signs in it also in one piece. */
export function foldedOf(name: string, number: string): string {
  const parts = wordsOf(number)
  const words = [...wordsOf(name), ...parts, ...(parts.length > 1 ? [parts.join('')] : [])]
  return ` ${words.join(' ')} `
}

function trigramsOf(word: string): string[] {
  const framed = ` ${word} `
  const grams: string[] = []
  for (let i = 0; i + 3 <= framed.length; i++) grams.push(framed.slice(i, i + 3))
  return grams
}

/** How alike a person is to all of the words, or 0 where one of them is like none of the person's. */
function likenessOf(words: readonly string[], own: readonly string[]): number {
  let sum = 0
  for (const word of words) {
    let best = 0
    for (const each of own) best = Math.max(best, alike(word, each))
    if (best < ALIKE) return 0
    sum += best
  }
  // Between two that fit equally well, the one with fewer words that nobody asked for.
  return sum / words.length - own.length / 1_000
}

/** How alike two words are: 1 the same, a little less for a beginning, less with every slip of the finger. */
export function alike(asked: string, own: string): number {
  if (asked === own) return 1
  if (own.startsWith(asked)) return 0.9 + 0.09 * (asked.length / own.length)
  // A number that is almost right is another number.
  if (/\d/.test(asked) || asked.length < 3) return 0
  const slips = distance(asked, own)
  const whole = 1 - slips / Math.max(asked.length, own.length)
  if (asked.length >= own.length) return Math.min(0.89, whole)
  // The beginning of a longer word, with a slip in it.
  const begun = 0.95 * (1 - distance(asked, own.slice(0, asked.length)) / asked.length)
  return Math.min(0.89, Math.max(whole, asked.length >= 4 ? begun : 0))
}

/** Slips between two words: a letter too many, too few, another one, or two in each other's place. */
export function distance(a: string, b: string): number {
  let [two, one]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const now = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min((one[j] ?? 0) + 1, (now[j - 1] ?? 0) + 1, (one[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (two[j - 2] ?? 0) + 1)
      now.push(least)
    }
    ;[two, one] = [one, now]
  }
  return one[b.length] ?? 0
}
