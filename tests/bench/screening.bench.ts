import AhoCorasick from 'modern-ahocorasick'
import { DataSet, englishRecommendedTransformers, parseRawPattern, RegExpMatcher } from 'obscenity'
import { LetterWriter } from '../../central/demo/letters.ts'
import { voiceOf } from '../../central/demo/people.ts'
import { randomOf } from '../../central/demo/random.ts'
import { type CompiledRuleSet, compileRuleSet, findMatches } from '../../shared/screening/engine.ts'
import { type Bench, median, sideBySide, timed } from './bench.ts'

const random = () => randomOf(7, 'screening bench')

/** Letters of the demo's generator. @param contraband how many speak of it, of one */
function letters(count: number, contraband = 0.05): string[] {
  const dice = random().fork('letters')
  const writer = new LetterWriter(dice)
  const sizes = ['brief', 'page', 'long'] as const
  return Array.from({ length: count }, (_, i) =>
    writer.write(
      {
        ...voiceOf(dice),
        contact: { id: String(i), relationship: 'mother', privileged: false },
        member: { name: 'Ana Baca' },
        individual: { name: 'Luis Baca' },
      },
      { size: dice.pick(sizes), direction: 'inbound', at: 0, topic: dice.chance(contraband) ? 'contraband' : null },
    ),
  )
}

/** Pronounceable words and phrases of 5 to 18 letters, no two alike. */
export function terms(count: number): string[] {
  const dice = random().fork('terms')
  const syllables = 'ba ke di fo gu ha ji ko lu ma ne pi ro su ta ve wi yo za tra ple sko gri nda lth'.split(' ')
  const word = (): string => Array.from({ length: dice.int(2, 4) }, () => dice.pick(syllables)).join('')
  const found = new Set<string>()
  while (found.size < count) {
    const one = dice.chance(0.2) ? `${word()} ${word()}` : word() + dice.pick(syllables)
    if (one.length >= 5) found.add(one)
  }
  return [...found]
}

function compiled(words: readonly string[]): CompiledRuleSet {
  const dice = random().fork('ids')
  const list = {
    id: dice.id(0),
    name: 'Bench',
    category: 'other' as const,
    terms: words.map((text) => ({ id: dice.id(0), text, wholeWord: true })),
  }
  return compileRuleSet({ watchlists: [list], rules: [] }, 1)
}

function scanAll(rules: CompiledRuleSet, texts: readonly string[]): number {
  let found = 0
  for (const text of texts) found += findMatches(rules, text).length
  return found
}

function expressionOf(words: readonly string[]): RegExp {
  const longestFirst = [...words].sort((a, b) => b.length - a.length)
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
}

function expressionAll(expression: RegExp, texts: readonly string[]): number {
  let found = 0
  for (const text of texts) for (const _ of text.matchAll(expression)) found++
  return found
}

/**
 * The same work by the automaton of a library: lower-cased text, no disguises. Looking at the neighbours of what it found
 * is faster than its own rule for whole words.
 */
function ahoCorasickOf(words: readonly string[]): (texts: readonly string[]) => number {
  const automaton = new AhoCorasick([...words])
  const touches = /[\p{L}\p{N}]/u
  return (texts) => {
    let found = 0
    for (const text of texts) {
      const lower = text.toLowerCase()
      for (const { start, end } of automaton.search(lower)) {
        if (!touches.test(lower.charAt(start - 1)) && !touches.test(lower.charAt(end))) found++
      }
    }
    return found
  }
}

/** The same by `obscenity`, which sees through some disguises. */
function obscenityOf(words: readonly string[]): (texts: readonly string[]) => number {
  const dataset = new DataSet<{ word: string }>()
  for (const word of words) {
    dataset.addPhrase((phrase) => phrase.setMetadata({ word }).addPattern(parseRawPattern(`|${word}|`)))
  }
  const matcher = new RegExpMatcher({ ...dataset.build(), ...englishRecommendedTransformers })
  return (texts) => {
    let found = 0
    for (const text of texts) found += matcher.getAllMatches(text).length
    return found
  }
}

const charactersOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length, 0)

/** The fastest of the peers, by the characters that each reads in a second of a few of the texts. */
async function fastestPeer(words: readonly string[], texts: readonly string[]) {
  const expression = expressionOf(words)
  const peers = [
    { name: 'modern-ahocorasick', run: ahoCorasickOf(words) },
    { name: 'RegExp', run: (some: readonly string[]) => expressionAll(expression, some) },
    { name: 'obscenity', run: obscenityOf(words) },
  ]
  const measured = []
  for (const peer of peers) {
    const few = texts.slice(0, 4)
    const once = await timed(() => peer.run(few))
    // As many as take a fraction of a second, so that the slow ones do not take minutes.
    const some = texts.slice(0, Math.max(4, Math.min(texts.length, Math.floor(4 * (300 / once)))))
    const speed = charactersOf(some) / (await timed(() => peer.run(some)))
    measured.push({ ...peer, speed })
  }
  measured.sort((a, b) => b.speed - a.speed)
  return measured
}

/** Texts of 30,000 characters of the worst kinds, with words of the list in them. */
function worstTexts(words: readonly string[]): [name: string, text: string][] {
  const filled = (unit: string) => unit.repeat(Math.ceil(30_000 / unit.length)).slice(0, 30_000)
  const spaced = words.slice(0, 4_000).map((word) => [...word].join(' '))
  return [
    ['one letter', filled('a')],
    ['nested repeats', filled('abababbaba')],
    ['i, l and 1', filled('il1l!i1')],
    ['combining marks', filled(`a${'\u0301'.repeat(99)}`)],
    ['look-alikes', filled('\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456 ')],
    ['single letters', filled('k i t e s ')],
    ['signs in words', filled('k!t3$.@-')],
    ['emoji', filled('k\u{1f642}i\u{1f642}')],
    ['zero-width', filled('ki\u200bt\u200b')],
    ['compatibility', filled('\ufdfa\ufb03\u{1d400}')],
    ['words of the list', filled(`${words.slice(0, 3_000).join(' ')} `)],
    [
      'their beginnings',
      filled(
        words
          .slice(0, 6_000)
          .map((word) => word.slice(0, -1))
          .join(' '),
      ),
    ],
    ['words of the list in pieces', filled(spaced.join('  '))],
  ]
}

const disguised: readonly ((word: string) => string)[] = [
  (word) => word.toUpperCase(),
  (word) => [...word].map((letter, at) => (at % 2 === 0 ? letter : letter.toUpperCase())).join(''),
  (word) => word.normalize('NFD').replace(/[aeiou]/u, (letter) => `${letter}\u0301`),
  (word) => word.replace(/a/gu, '\u0430').replace(/e/gu, '\u0435').replace(/o/gu, '\u043e'),
  (word) => word.replace(/[a-z]/gu, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)),
  (word) => word.replace(/[a-z]/gu, (letter) => String.fromCodePoint(0x1d41a + (letter.codePointAt(0) ?? 0) - 97)),
  (word) => word.replace(/[aeio]/gu, (letter) => ({ a: '4', e: '3', i: '1', o: '0' })[letter] ?? letter),
  (word) => word.replace(/[as]/gu, (letter) => ({ a: '@', s: '$' })[letter] ?? letter),
  (word) => [...word].join(' '),
  (word) => [...word].join('.'),
  (word) => [...word].join('-'),
  (word) => [...word].join('_'),
  (word) => `${word.slice(0, 2)}-${word.slice(2)}`,
  (word) => [...word].join('\u200b'),
  (word) => `${word.slice(0, 2)}\u00ad${word.slice(2)}`,
  (word) => `${word.slice(0, 2)}\u{1f642}${word.slice(2)}`,
  (word) => word.replace(/[aeiou]/u, (letter) => letter.repeat(4)),
  (word) => [...word].map((letter) => letter + letter).join(''),
  (word) => word.toUpperCase().replace(/E/gu, '3').replace(/A/gu, '4'),
]

const recallWords =
  'balloons burner tobacco suboxone fentanyl escape hooch strips crystal machete pistol rifle cuchillo celular mota cristal'.split(
    ' ',
  )

/** What each of the three finds of the disguised spellings, and what it finds in letters that hold none of the words. */
function recall(prose: readonly string[]) {
  const spellings = recallWords.flatMap((word) =>
    disguised.map((disguise) => disguise(word)).filter((spelling) => spelling !== word),
  )
  const sentences = spellings.map((spelling) => `they said the ${spelling} is here`)
  const rules = compiled(recallWords)
  const obscenity = obscenityOf(recallWords)
  const expression = expressionOf(recallWords)
  const finders: Record<'ours' | 'obscenity' | 'regex', (text: string) => number> = {
    ours: (text) => findMatches(rules, text).length,
    obscenity: (text) => obscenity([text]),
    regex: (text) => expressionAll(expression, [text]),
  }
  const share = (find: (text: string) => number) =>
    sentences.filter((sentence) => find(sentence) > 0).length / sentences.length
  const falseHits = (find: (text: string) => number) => prose.reduce((sum, text) => sum + find(text), 0)
  return {
    spellings: spellings.length,
    of: (name: keyof typeof finders) => ({ found: share(finders[name]), wrong: falseHits(finders[name]) }),
  }
}

export const benches: Bench[] = [
  {
    id: 'screen.throughput',
    target: 5,
    wanted: 'at least',
    async run(size) {
      const [messages, many] = size === 'full' ? [10_000, 5_000] : [100, 500]
      const texts = letters(messages)
      const words = terms(many)
      const rules = compiled(words)
      const peers = await fastestPeer(words, texts)
      const [best] = peers
      if (best === undefined) throw new Error('no peer')
      const ratios = await sideBySide(
        size === 'full' ? 5 : 1,
        () => best.run(texts),
        () => scanAll(rules, texts),
      )
      const speed = charactersOf(texts) / 1_000 / (await timed(() => scanAll(rules, texts)))
      const others = peers.map((peer) => `${peer.name} ${(peer.speed / 1_000).toFixed(2)}`).join(', ')
      return {
        ratios,
        size: `${messages.toLocaleString('en')} messages, ${many.toLocaleString('en')} terms`,
        note: `over ${best.name}; million characters a second: ours ${speed.toFixed(1)}, ${others}`,
      }
    },
  },
  {
    id: 'screen.flat',
    target: 1.5,
    wanted: 'at most',
    async run(size) {
      const [messages, many] = size === 'full' ? [10_000, 50_000] : [100, 1_000]
      const texts = letters(messages)
      const few = compiled(terms(100))
      const started = performance.now()
      const large = compiled(terms(many))
      const made = performance.now() - started
      const ratios = await sideBySide(
        size === 'full' ? 5 : 1,
        () => scanAll(large, texts),
        () => scanAll(few, texts),
      )
      return {
        ratios,
        size: `${messages.toLocaleString('en')} messages`,
        note: `time with ${many.toLocaleString('en')} terms over time with 100; made ready in ${(made / 1_000).toFixed(1)} s`,
      }
    },
  },
  {
    id: 'screen.worst',
    target: 25,
    wanted: 'at most',
    async run(size) {
      const many = size === 'full' ? 50_000 : 500
      const words = terms(many)
      const rules = compiled(words)
      // What there is to do in an ordinary letter, when a term in it makes it be taken apart.
      const ordinary = `${letters(200).join('\n').slice(0, 29_900)} ${words[0]}`
      const texts = worstTexts(words)
      const repeats = size === 'full' ? 20 : 1
      const least = async (text: string): Promise<number> => {
        const times: number[] = []
        for (let n = 0; n < repeats; n++) times.push(await timed(() => findMatches(rules, text)))
        return median(times)
      }
      for (const text of [ordinary, ...texts.map(([, each]) => each)]) findMatches(rules, text)
      const base = await least(ordinary)
      const measured: [string, number][] = []
      for (const [name, text] of texts) measured.push([name, (await least(text)) / base])
      measured.sort(([, a], [, b]) => b - a)
      return {
        ratios: [measured[0]?.[1] ?? 0],
        size: `30,000 characters, ${many.toLocaleString('en')} terms`,
        note: `worst over ordinary text (${base.toFixed(2)} ms): ${measured.map(([name, ratio]) => `${name} ${ratio.toFixed(1)}`).join(', ')}`,
      }
    },
  },
  {
    id: 'screen.recall',
    target: 1,
    wanted: 'at least',
    async run(size) {
      const words = new Set(recallWords)
      const prose = letters(size === 'full' ? 5_000 : 200, 0).filter(
        (text) =>
          !text
            .toLowerCase()
            .split(/[^\p{L}]+/u)
            .some((word) => words.has(word)),
      )
      const all = recall(prose)
      const [ours, obscenity, regex] = [all.of('ours'), all.of('obscenity'), all.of('regex')]
      const percent = (share: number) => `${(share * 100).toFixed(0)} %`
      // More false hits than the best peer would make the recall worth nothing.
      const fair = ours.wrong <= Math.min(obscenity.wrong, regex.wrong)
      return {
        ratios: [fair ? ours.found / Math.max(obscenity.found, regex.found) : 0],
        size: `${all.spellings} spellings, ${prose.length.toLocaleString('en')} letters`,
        note: `found and false hits: ours ${percent(ours.found)}, ${ours.wrong}; obscenity ${percent(obscenity.found)}, ${obscenity.wrong}; regex ${percent(regex.found)}, ${regex.wrong}`,
      }
    },
  },
]
