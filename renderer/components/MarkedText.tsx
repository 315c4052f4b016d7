import type { Span } from './spans.ts'

/** What is said of a mark: on hover, and before and after it to a screen reader. */
export interface MarkWords<M> {
  title(match: M): string
  before(match: M): string
  after: string
}

/** A text with marked spans; line breaks stay, and each paragraph runs in the direction of its own script. */
export function MarkedText<M>(props: { spans: readonly Span<M>[]; current: number; words: MarkWords<M> }) {
  const { spans, current, words } = props
  let nth = -1
  return (
    <div className="sp-text" dir="auto">
      {spans.map((span) => {
        const first = span.matches[0]
        if (first === undefined) return <span key={span.start}>{span.text}</span>
        nth++
        return (
          <mark key={span.start} title={span.matches.map(words.title).join('\n')} data-current={nth === current}>
            <span className="sp-hidden">{words.before(first)} </span>
            {span.text}
            <span className="sp-hidden"> {words.after}</span>
          </mark>
        )
      })}
    </div>
  )
}
