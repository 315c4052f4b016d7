import { bit, transformationsOf } from './alphabet.ts'
import { distinct, type Place } from './hits.ts'
import type { Units } from './normalise.ts'
import type { Prepared, PreparedTerm, Side } from './parts.ts'
import { MATCHES_PER_TERM, type TermMatch, type Watchlist } from './rules.ts'

const NOWHERE: readonly Place[] = []

/**
 * Makes matches of the places at which parts of terms stand: puts the sides of terms together, leaves out what an
 * exception makes harmless, and says what each took.
 *
 * @param expressions the matches of the regular expressions, which exceptions concern too
 * @param units the units of the whole text
 */
export function assemble(
  prepared: Prepared,
  places: ReadonlyMap<number, readonly Place[]>,
  expressions: readonly TermMatch[],
  units: Units,
  text: string,
): TermMatch[] {
  const { terms, exceptions } = prepared
  const harmless = new Map<string, Harmless>()
  for (const [list, sides] of exceptions) {
    const spans = sides.flatMap((side) => placesOf(side, places, units))
    if (spans.length > 0) harmless.set(list.id, new Harmless(spans))
  }
  const matches = expressions.filter(
    (match) => harmless.get(match.watchlistId)?.contains(match.start, match.end) !== true,
  )
  for (const t of termsAt(prepared, places)) {
    const one = terms[t] as PreparedTerm
    const exempt = harmless.get(one.list.id)
    let count = 0
    for (const place of placesOfTerm(one, places, units)) {
      if (exempt?.contains(place.start, place.end) === true) continue
      const flags = took(prepared, one, place, text)
      if ((flags & refusedBy(prepared, one)) !== 0) continue
      if (++count > MATCHES_PER_TERM) break
      matches.push(matchOf(one.list, one, place, flags))
    }
  }
  return matches.sort(
    (a, b) =>
      a.start - b.start || a.end - b.end || compare(a.watchlistId, b.watchlistId) || compare(a.termId, b.termId),
  )
}

/** The terms of which at least the first part stands in the text. */
function termsAt({ termOfPart }: Prepared, places: ReadonlyMap<number, readonly Place[]>): number[] {
  const found: number[] = []
  for (const part of places.keys()) {
    const term = termOfPart[part] as number
    if (term >= 0) found.push(term)
  }
  return found
}

function placesOfTerm(
  { side, near }: PreparedTerm,
  places: ReadonlyMap<number, readonly Place[]>,
  units: Units,
): readonly Place[] {
  const own = placesOf(side, places, units)
  if (near === null) return own
  return own.length === 0 ? NOWHERE : pairs(own, placesOf(near.side, places, units), near.within, units)
}

/** Where all parts of a side stand in a row. */
function placesOf(side: Side, places: ReadonlyMap<number, readonly Place[]>, units: Units): readonly Place[] {
  let found = places.get(side[0] as number) ?? NOWHERE
  for (let at = 1; at < side.length && found.length > 0; at++) {
    const following = new Map<number, Place>()
    for (const place of places.get(side[at] as number) ?? NOWHERE) following.set(units.wordAt(place.start), place)
    found = found.flatMap((place) => {
      const next = following.get(units.wordAt(place.end - 1) + 1)
      return next === undefined ? [] : [{ start: place.start, end: next.end, flags: place.flags | next.flags }]
    })
  }
  return found
}

/** For each place of one side the nearest of the other that is near enough; both in the order of the text. */
function pairs(own: readonly Place[], others: readonly Place[], within: number, units: Units): Place[] {
  const found: Place[] = []
  let next = 0
  for (const place of own) {
    while (next < others.length && (others[next] as Place).start < place.end) next++
    const behind = others[next]
    let back = next - 1
    while (back >= 0 && (others[back] as Place).end > place.start) back--
    const before = others[back]
    const gapBehind = behind === undefined ? Number.POSITIVE_INFINITY : distance(place, behind, units)
    const gapBefore = before === undefined ? Number.POSITIVE_INFINITY : distance(before, place, units)
    const other = gapBehind <= gapBefore ? behind : before
    if (other === undefined || Math.min(gapBehind, gapBefore) > within) continue
    found.push({
      start: Math.min(place.start, other.start),
      end: Math.max(place.end, other.end),
      flags: place.flags | other.flags,
    })
  }
  return distinct(found)
}

function distance(first: Place, second: Place, units: Units): number {
  return units.wordAt(second.start) - units.wordAt(first.end - 1)
}

/** What a term took. Two spellings that fold alike in every letter may still differ in white space or in an accent. */
function took({ parts }: Prepared, { term, side, near }: PreparedTerm, place: Place, text: string): number {
  const part = parts[side[0] as number]
  if (place.flags !== 0 || near !== null || side.length > 1 || part?.starStart === true || part?.starEnd === true) {
    return place.flags
  }
  const spelling = text.slice(place.start, place.end)
  if (term.text === spelling) return 0
  return term.text.replace(/\s+/gu, ' ') === spelling.replace(/\s+/gu, ' ') ? bit.spacing : bit.accent
}

function refusedBy({ parts }: Prepared, { side }: PreparedTerm): number {
  return parts[side[0] as number]?.refused ?? 0
}

function matchOf(list: Watchlist, { term }: PreparedTerm, { start, end }: Place, flags: number): TermMatch {
  return {
    watchlistId: list.id,
    watchlist: list.name,
    category: list.category,
    termId: term.id,
    term: term.kind === 'near' ? `${term.text} … ${term.near}` : term.text,
    start,
    end,
    via: transformationsOf(flags),
  }
}

/** Spans in which nothing counts. */
class Harmless {
  readonly #starts: number[] = []
  /** For each start how far the spans reach that begin there or before. */
  readonly #reach: number[] = []

  constructor(spans: readonly Place[]) {
    let reach = 0
    for (const { start, end } of distinct([...spans])) {
      reach = Math.max(reach, end)
      this.#starts.push(start)
      this.#reach.push(reach)
    }
  }

  contains(start: number, end: number): boolean {
    let low = 0
    let high = this.#starts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#starts[middle] as number) <= start) low = middle + 1
      else high = middle
    }
    return low > 0 && (this.#reach[low - 1] as number) >= end
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
