import type { ScreenedMessage } from './evaluate.types.ts'
import type { Category, PersonMatch, RuleSetContent } from './rules.ts'

interface Watch {
  readonly watchlistId: string
  readonly watchlist: string
  readonly category: Category
}

/** The people of all watchlists, found by their id whatever their number. */
export class People {
  readonly #member = new Map<string, Watch[]>()
  readonly #individual = new Map<string, Watch[]>()

  constructor(content: RuleSetContent) {
    for (const list of content.watchlists) {
      for (const person of list.people ?? []) {
        const known = person.kind === 'member' ? this.#member : this.#individual
        const watch = { watchlistId: list.id, watchlist: list.name, category: list.category }
        const others = known.get(person.id)
        if (others === undefined) known.set(person.id, [watch])
        else if (!others.some((other) => other.watchlistId === list.id)) others.push(watch)
      }
    }
  }

  /** The watched ones of the two people of a message, the sender first, in the order of the lists. */
  find({ memberId, individualId, direction }: ScreenedMessage): PersonMatch[] {
    const member = this.#member.get(memberId) ?? []
    const individual = this.#individual.get(individualId) ?? []
    if (member.length === 0 && individual.length === 0) return []
    const inbound = direction === 'inbound'
    const found: PersonMatch[] = [
      ...member.map((watch) => ({
        ...watch,
        person: 'member' as const,
        personId: memberId,
        side: inbound ? ('sender' as const) : ('recipient' as const),
      })),
      ...individual.map((watch) => ({
        ...watch,
        person: 'individual' as const,
        personId: individualId,
        side: inbound ? ('recipient' as const) : ('sender' as const),
      })),
    ]
    return inbound ? found : [...found.slice(member.length), ...found.slice(0, member.length)]
  }
}
