import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { useFrom, useShortcut } from '../../stores/stores.tsx'

/** Lines of text that the ruler shows at once. */
const LINES = 1.7

/**
 * The reading ruler over a text: it follows the pointer, and two keys move it line by line. Nothing where it is not
 * wanted. It is moved without rendering anything, because the pointer moves often.
 */
export function useRuler(paper: RefObject<HTMLElement | null>): ReactNode {
  const wanted = useFrom('session', (s) => s.settings.readingRuler)
  const band = useRef<HTMLDivElement>(null)
  const at = useRef(0)
  const lineHeight = () => Number.parseFloat(getComputedStyle(paper.current ?? document.body).fontSize) * LINES
  const put = (top: number) => {
    if (!band.current || !paper.current) return
    at.current = Math.max(0, Math.min(top, paper.current.scrollHeight - band.current.offsetHeight))
    band.current.style.transform = `translateY(${at.current}px)`
  }
  const step = (by: number) => {
    put(at.current + by * lineHeight())
    band.current?.scrollIntoView?.({ block: 'nearest' })
  }
  useShortcut('rulerDown', () => step(1), wanted)
  useShortcut('rulerUp', () => step(-1), wanted)
  const latest = useRef(put)
  useEffect(() => {
    latest.current = put
  })
  useEffect(() => {
    const element = paper.current
    if (!wanted || !element) return
    const follow = (event: PointerEvent) => {
      const half = (band.current?.offsetHeight ?? 0) / 2
      latest.current(event.clientY - element.getBoundingClientRect().top - half)
    }
    element.addEventListener('pointermove', follow)
    return () => element.removeEventListener('pointermove', follow)
  }, [wanted, paper])
  return wanted ? <div ref={band} className="sp-ruler" data-testid="ruler" aria-hidden="true" /> : null
}
