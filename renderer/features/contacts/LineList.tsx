import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'

interface Props {
  readonly label: string
  readonly lines: readonly { readonly line: string; readonly text: string }[]
}

const ROW = 24

/** Lines of a file by their numbers: all of them, of which only those on screen exist. */
export function LineList({ label, lines }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 10,
  })
  return (
    <section aria-label={label}>
      <p className="sp-caption">{label}</p>
      {/* biome-ignore lint/a11y: a long list must be scrollable by key, and its rows are placed by hand. */}
      <div ref={box} className="sp-line-list" tabIndex={0} role="list" aria-label={label}>
        <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
          {virtualizer.getVirtualItems().map((item) => {
            const each = lines[item.index]
            if (!each) return null
            return (
              // biome-ignore lint/a11y/useSemanticElements: a list element cannot hold rows that are placed by hand.
              <div
                key={item.key}
                role="listitem"
                aria-setsize={lines.length}
                aria-posinset={item.index + 1}
                className="sp-line-row"
                style={{ height: ROW, transform: `translateY(${item.start}px)` }}
              >
                <span className="sp-dim">{each.line}</span>
                <span className="sp-cut">{each.text}</span>
              </div>
            )
          })}
        </div>
      </div>
    </section>
  )
}
