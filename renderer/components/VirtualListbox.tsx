import { useVirtualizer } from '@tanstack/react-virtual'
import { type MouseEvent, type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from 'react'

export interface VirtualListboxHandle {
  focus(): void
}

interface Props {
  readonly name: string
  readonly label: string
  readonly ids: readonly string[]
  readonly active: string | null
  readonly selected: ReadonlySet<string>
  readonly isGone: (id: string) => boolean
  /** In pixels. */
  readonly rowHeight: number
  readonly row: (id: string) => ReactNode
  /** Indexes on screen and a margin around them; the second is exclusive. */
  readonly onRange: (from: number, to: number) => void
  readonly onPick: (id: string, event: MouseEvent) => void
  readonly ref?: Ref<VirtualListboxHandle>
}

/**
 * A long list of which only the rows on screen exist. To a screen reader it is a multi-selectable listbox with an
 * active option; the keys come from the shortcut registry.
 */
export function VirtualListbox(props: Props) {
  const { ids, active, onRange, rowHeight, name } = props
  const element = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => element.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const items = virtualizer.getVirtualItems()
  const from = items[0]?.index ?? 0
  const to = (items.at(-1)?.index ?? -1) + 1
  const at = active === null ? -1 : ids.indexOf(active)

  useImperativeHandle(props.ref, () => ({ focus: () => element.current?.focus() }))
  // biome-ignore lint/correctness/useExhaustiveDependencies: a list with other ids has other rows to fetch.
  useEffect(() => {
    if (to > from) onRange(from, to)
  }, [from, to, onRange, ids])
  useEffect(() => {
    if (at >= 0) virtualizer.scrollToIndex(at, { align: 'auto' })
  }, [at, virtualizer])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text size means other row heights.
  useEffect(() => virtualizer.measure(), [rowHeight, virtualizer])

  const onScreen = at >= from && at < to
  return (
    <div
      ref={element}
      className="sp-list"
      role="listbox"
      tabIndex={0}
      aria-label={props.label}
      aria-multiselectable="true"
      aria-activedescendant={onScreen && active !== null ? `${name}-${active}` : undefined}
    >
      <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {items.map((item) => {
          const id = ids[item.index]
          if (id === undefined) return null
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the listbox has the focus and the keys.
            <div
              key={id}
              id={`${name}-${id}`}
              className="sp-row"
              role="option"
              aria-selected={props.selected.has(id)}
              aria-setsize={ids.length}
              aria-posinset={item.index + 1}
              data-active={id === active}
              data-gone={props.isGone(id)}
              style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
              onClick={(event) => props.onPick(id, event)}
            >
              {props.row(id)}
            </div>
          )
        })}
      </div>
    </div>
  )
}
