interface Stretch {
  readonly start: number
  readonly end: number
}

/** A stretch of the text: plain, or marked with everything that matched there. */
export interface Span<M> {
  readonly start: number
  readonly text: string
  readonly matches: readonly M[]
}

/** Cuts a text at its matches; matches that overlap become one mark. Offsets outside the text are left out. */
export function spansOf<M extends Stretch>(text: string, matches: readonly M[]): Span<M>[] {
  const sorted = matches
    .filter((match) => match.start < match.end && match.end <= text.length)
    .sort((a, b) => a.start - b.start || b.end - a.end)
  const marks: { start: number; end: number; matches: M[] }[] = []
  for (const match of sorted) {
    const last = marks.at(-1)
    if (last && match.start < last.end) {
      last.end = Math.max(last.end, match.end)
      last.matches.push(match)
    } else marks.push({ start: match.start, end: match.end, matches: [match] })
  }
  const spans: Span<M>[] = []
  let at = 0
  for (const mark of marks) {
    if (mark.start > at) spans.push({ start: at, text: text.slice(at, mark.start), matches: [] })
    spans.push({ start: mark.start, text: text.slice(mark.start, mark.end), matches: mark.matches })
    at = mark.end
  }
  if (at < text.length) spans.push({ start: at, text: text.slice(at), matches: [] })
  return spans
}
