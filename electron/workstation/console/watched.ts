import type { PersonRef } from '../../../shared/central/entities.people.ts'
import type { WatchlistHit } from '../../../shared/console/contacts.ts'
import type { Category } from '../../../shared/screening/rules.ts'
import type { Cache } from '../cache/cache.ts'

interface Hit {
  readonly watchlistId: string
  readonly watchlist: string
  readonly category: Category
}

/** The people of one version of the rules; a published version never changes. */
interface Known {
  readonly cache: Cache
  readonly version: string
  readonly people: ReadonlyMap<string, readonly Hit[]>
}

/** Finds people on the watchlists in force, and keeps those of the latest version at hand. */
export function createWatched(): (cache: Cache, people: readonly PersonRef[]) => WatchlistHit[] {
  let known: Known | null = null
  return (cache, people) => {
    const version = cache.rules.inForceId()
    if (version === null) return []
    if (known === null || known.cache !== cache || known.version !== version) {
      known = { cache, version, people: peopleOf(cache) }
    }
    const { people: watched } = known
    return people.flatMap(({ kind, id }) => (watched.get(id) ?? []).map((hit) => ({ ...hit, who: kind })))
  }
}

function peopleOf(cache: Cache): ReadonlyMap<string, readonly Hit[]> {
  const people = new Map<string, Hit[]>()
  for (const list of cache.rules.inForce()?.ruleSet.content.watchlists ?? []) {
    const hit = { watchlistId: list.id, watchlist: list.name, category: list.category }
    for (const person of list.people ?? []) people.set(person.id, [...(people.get(person.id) ?? []), hit])
  }
  return people
}
