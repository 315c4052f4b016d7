import { type MouseEvent, type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import { useRowOnScreen, useRowsInView } from './useRowsInView.ts'

export interface VirtualGridHandle {
  focus(): void
}

interface Props {
  readonly name: string
  readonly label: string
  readonly ids: readonly string[]
  readonly active: string | null
  readonly selected: ReadonlySet<string>
  /** Whether several rows can be selected; true unless told. */
  readonly multiple?: boolean
  readonly isGone: (id: string) => boolean
  /** In pixels. */
  readonly rowHeight: number
  readonly row: (id: string) => ReactNode
  /** Indexes on screen and a margin around them; the second is exclusive. */
  readonly onRange: (from: number, to: number) => void
  readonly onPick: (id: string, event: MouseEvent) => void
  readonly ref?: Ref<VirtualGridHandle>
}

/**
 * A long list of which only the rows on screen exist. To a screen reader it is a multi-selectable grid with an active
 * row; the keys come from the shortcut registry.
 */
export function VirtualGrid(props: Props) {
  const { ids, active, onRange, rowHeight, name } = props
  const element = useRef<HTMLDivElement>(null)
  const { from, to } = useRowsInView(element, ids.length, rowHeight)
  const at = active === null ? -1 : ids.indexOf(active)

  useImperativeHandle(props.ref, () => ({ focus: () => element.current?.focus() }))
  // biome-ignore lint/correctness/useExhaustiveDependencies: a list with other ids has other rows to fetch.
  useEffect(() => {
    if (to > from) onRange(from, to)
  }, [from, to, onRange, ids])
  useRowOnScreen(element, at, rowHeight)

  const onScreen = at >= from && at < to
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold rows that are placed by hand.
    <div
      ref={element}
      className="sp-list"
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-multiselectable={props.multiple ?? true}
      aria-rowcount={ids.length}
      aria-activedescendant={onScreen && active !== null ? `${name}-${active}` : undefined}
    >
      <div role="presentation" style={{ height: ids.length * rowHeight, position: 'relative' }}>
        {ids.slice(from, to).map((id, nth) => {
          const index = from + nth
          return (
            // biome-ignore lint/a11y: the grid has the focus and the keys; rows are placed by hand.
            <div
              key={id}
              id={`${name}-${id}`}
              className="sp-row"
              role="row"
              aria-selected={props.multiple === false ? id === active : props.selected.has(id)}
              aria-rowindex={index + 1}
              data-active={id === active}
              data-gone={props.isGone(id)}
              style={{ height: rowHeight, transform: `translateY(${index * rowHeight}px)` }}
              onClick={(event) => props.onPick(id, event)}
            >
              {/* biome-ignore lint/a11y: rows are placed by hand, and the grid has the focus. */}
              <div role="gridcell" className="sp-cell">
                {props.row(id)}
              </div>
            </div>
          )
        })}
      </div>
    </div>
  )
}
