import type { Random } from './random.ts'

/**
 * Deals sentences from pools like cards: none comes again before the rest of its pool has been dealt, so that
 * neighbouring letters do not share sentences.
 */
export class Decks {
  readonly #random: Random
  readonly #decks = new Map<readonly string[], string[]>()

  constructor(random: Random) {
    this.#random = random
  }

  deal(pool: readonly string[]): string {
    let deck = this.#decks.get(pool)
    if (deck === undefined || deck.length === 0) {
      deck = [...pool]
      for (let i = deck.length - 1; i > 0; i--) {
        const j = this.#random.int(0, i)
        ;[deck[i], deck[j]] = [deck[j] as string, deck[i] as string]
      }
      this.#decks.set(pool, deck)
    }
    return deck.pop() ?? ''
  }
}

/** Turns a template into a sentence: `[a|b]` becomes one of its parts, `{name}` the word of that name. */
export function expand(template: string, random: Random, words: Readonly<Record<string, string>>): string {
  const chosen = template.replace(/\[([^[\]]*)\]/g, (_, parts: string) => random.pick(parts.split('|')))
  return chosen.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole)
}
