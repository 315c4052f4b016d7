import { createPeopleRepository } from '../../electron/workstation/cache/people.ts'
import { PEOPLE_FOUND } from '../../shared/console/people.ts'
import { type Bench, sideBySide } from './bench.ts'
import { cacheFile } from './cache-scene.ts'

const idOf = (n: number): string => `00000002-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

/** Names as people have them: some hundred first names, some thousand family names, made of syllables. */
function nameOf(n: number): [string, string] {
  const syllables = [
    'ma',
    'ri',
    'lo',
    'ten',
    'ka',
    'der',
    'so',
    'vin',
    'el',
    'bar',
    'tho',
    'ne',
    'ua',
    'gri',
    'hol',
    'ys',
  ]
  const word = (seed: number, length: number): string => {
    let text = ''
    for (let i = 0, at = seed; i < length; i++, at = Math.imul(at, 48_271) >>> 0) text += syllables[(at >>> 7) % 16]
    return `${text[0]?.toUpperCase()}${text.slice(1)}`
  }
  return [word(1 + ((n * 7) % 300), 2), word(1_000 + ((n * 13) % 3_000), 3)]
}

const find: Bench = {
  id: 'cache.people',
  target: 0.5,
  wanted: 'at most',
  async run(size) {
    const count = size === 'full' ? 50_000 : 2_000
    const file = cacheFile()
    const db = file.bare()
    const ours = createPeopleRepository(db)
    db.transaction(() => {
      for (let n = 0; n < count; n++) {
        const name = nameOf(n).join(' ')
        const plain = { email: '', city: 'Pueblo', address: '', phone: '', status: 'active' as const }
        ours.putMember(1, { id: idOf(n), name, memberNumber: `M-${10_000 + n}`, ...plain })
      }
    })()
    const bare = db.prepare<[string]>(
      `SELECT person.id FROM person_text JOIN person ON person.seq = person_text.rowid
       WHERE person_text MATCH ? ORDER BY rank LIMIT ${PEOPLE_FOUND}`,
    )
    const grams = (words: readonly string[]): string =>
      words
        .flatMap((word) => Array.from({ length: word.length }, (_, at) => ` ${word.toLowerCase()} `.slice(at, at + 3)))
        .map((gram) => `"${gram}"`)
        .join(' OR ')
    // Two letters in each other's place, the family name first.
    const asked = Array.from({ length: 97 }, (_, n) => {
      const [first, last] = nameOf(n * 331)
      return { first, last, slipped: `${last.slice(0, 2)}${last[3]}${last[2]}${last.slice(4)}` }
    })
    const took: number[] = []
    let [mine, its, missed] = [0, 0, 0]
    const ratios = await sideBySide(
      size === 'full' ? 60 : 5,
      () => {
        const { first, last, slipped } = asked[mine++ % asked.length] ?? { first: '', last: '', slipped: '' }
        const at = performance.now()
        const hits = ours.find(`${slipped} ${first}`, undefined, PEOPLE_FOUND)
        took.push(performance.now() - at)
        if (!hits.some((hit) => hit.name === `${first} ${last}`)) missed++
      },
      () => {
        const { first, slipped } = asked[its++ % asked.length] ?? { first: '', slipped: '' }
        bare.all(grams([slipped, first]))
      },
    )
    file.close()
    took.sort((a, b) => a - b)
    const p95 = took[Math.floor(took.length * 0.95)] ?? Number.NaN
    return {
      ratios,
      size: `${count.toLocaleString('en')} people`,
      note: `misspelt and turned round, against the index's own ranking of the same trigrams; ${missed} of ${took.length} not found; p95 of ours ${p95.toFixed(1)} ms (frame: 16)`,
    }
  },
}

export const benches: Bench[] = [find]
