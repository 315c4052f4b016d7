import type { TermMatch } from '../../../shared/screening/rules.ts'

/** A stretch of the text: plain, or marked with everything that matched there. */
export interface Span {
  readonly start: number
  readonly text: string
  readonly matches: readonly TermMatch[]
}

/** Cuts a text at its matches; matches that overlap become one mark. Offsets outside the text are left out. */
export function spansOf(text: string, matches: readonly TermMatch[]): Span[] {
  const sorted = matches
    .filter((match) => match.start < match.end && match.end <= text.length)
    .sort((a, b) => a.start - b.start || b.end - a.end)
  const marks: { start: number; end: number; matches: TermMatch[] }[] = []
  for (const match of sorted) {
    const last = marks.at(-1)
    if (last && match.start < last.end) {
      last.end = Math.max(last.end, match.end)
      last.matches.push(match)
    } else marks.push({ start: match.start, end: match.end, matches: [match] })
  }
  const spans: Span[] = []
  let at = 0
  for (const mark of marks) {
    if (mark.start > at) spans.push({ start: at, text: text.slice(at, mark.start), matches: [] })
    spans.push({ start: mark.start, text: text.slice(mark.start, mark.end), matches: mark.matches })
    at = mark.end
  }
  if (at < text.length) spans.push({ start: at, text: text.slice(at), matches: [] })
  return spans
}
