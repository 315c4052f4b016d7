import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** Rows beyond those on screen, so that a flick shows no gap. */
const MARGIN = 12
/** The rows that are drawn change by so many at a time. */
const STEP = 4

/** Indexes of the rows to draw; `to` is not one of them. */
export interface RowsInView {
  readonly from: number
  readonly to: number
}

/**
 * Which rows of a list of equal rows are on screen, with a margin, as it scrolls and changes its size. The work is the
 * same for ten rows and for a million: nothing is kept for a row that is not drawn.
 *
 * @param rowHeight in pixels
 */
export function useRowsInView(element: RefObject<HTMLElement | null>, count: number, rowHeight: number): RowsInView {
  const [view, setView] = useState<RowsInView>({ from: 0, to: 0 })
  useLayoutEffect(() => {
    const list = element.current
    if (list === null) return
    const look = () => {
      const first = Math.floor(list.scrollTop / rowHeight / STEP) * STEP
      const last = Math.ceil((list.scrollTop + list.clientHeight) / rowHeight / STEP) * STEP
      const next = { from: Math.max(0, first - MARGIN), to: last + MARGIN }
      setView((now) => (now.from === next.from && now.to === next.to ? now : next))
    }
    // At once: the frame that shows the new place must show the rows of it.
    const onScroll = () => flushSync(look)
    const observer = new ResizeObserver(look)
    look()
    list.addEventListener('scroll', onScroll, { passive: true })
    observer.observe(list)
    return () => {
      list.removeEventListener('scroll', onScroll)
      observer.disconnect()
    }
  }, [element, rowHeight])
  const to = Math.min(count, view.to)
  return { from: Math.min(view.from, to), to }
}

/** Keeps a row on screen: scrolls as little as brings it there when it becomes another one; -1 for none. */
export function useRowOnScreen(element: RefObject<HTMLElement | null>, row: number, rowHeight: number): void {
  useEffect(() => {
    const list = element.current
    if (list === null || row < 0) return
    const top = row * rowHeight
    const bottom = top + rowHeight
    if (top < list.scrollTop) list.scrollTop = top
    else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight
  }, [element, row, rowHeight])
}
