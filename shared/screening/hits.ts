/** Places at which parts of terms stand, as rows of numbers that are used again for the next text. */
export class Hits {
  length = 0
  part = new Int32Array(256)
  start = new Int32Array(256)
  end = new Int32Array(256)
  flags = new Int32Array(256)

  add(part: number, start: number, end: number, flags: number): void {
    const at = this.length++
    if (at === this.part.length) {
      this.part = doubled(this.part)
      this.start = doubled(this.start)
      this.end = doubled(this.end)
      this.flags = doubled(this.flags)
    }
    this.part[at] = part
    this.start[at] = start
    this.end[at] = end
    this.flags[at] = flags
  }

  /** The hits by part, each place once, in the order of the text; of two at one place the one that came first. */
  byPart(): Map<number, Place[]> {
    const found = new Map<number, Place[]>()
    for (let at = 0; at < this.length; at++) {
      const part = this.part[at] as number
      const place = { start: this.start[at] as number, end: this.end[at] as number, flags: this.flags[at] as number }
      const others = found.get(part)
      if (others === undefined) found.set(part, [place])
      else others.push(place)
    }
    for (const [part, places] of found) if (places.length > 1) found.set(part, distinct(places))
    return found
  }
}

/** A span of the original text, and what it took to see the term in it. */
export interface Place {
  readonly start: number
  readonly end: number
  readonly flags: number
}

/** Puts places in the order of the text, each once. */
export function distinct(places: Place[]): Place[] {
  // Sorting is stable: what came first stays first.
  places.sort((a, b) => a.start - b.start || a.end - b.end)
  return places.filter((place, at) => {
    const before = places[at - 1]
    return before === undefined || before.start !== place.start || before.end !== place.end
  })
}

function doubled(from: Int32Array): Int32Array<ArrayBuffer> {
  const to = new Int32Array(2 * from.length)
  to.set(from)
  return to
}
