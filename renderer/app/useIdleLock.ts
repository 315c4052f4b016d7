import { useEffect } from 'react'
import { useFrom } from '../stores/stores.tsx'

const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const
const LOOK_MS = 5_000

/** Locks the console when neither a key nor the mouse was used for as long as the user chose. */
export function useIdleLock(): void {
  const minutes = useFrom('session', (s) => s.settings.lockAfterMinutes)
  const lock = useFrom('session', (s) => s.lock)
  useEffect(() => {
    if (minutes === 0) return
    let last = performance.now()
    const used = () => {
      last = performance.now()
    }
    // Looked at now and then: a page in the background, or a computer that slept, fires no timer in time.
    const timer = setInterval(() => {
      if (performance.now() - last >= minutes * 60_000) void lock(true)
    }, LOOK_MS)
    for (const sign of SIGNS) window.addEventListener(sign, used, { capture: true, passive: true })
    return () => {
      clearInterval(timer)
      for (const sign of SIGNS) window.removeEventListener(sign, used, { capture: true })
    }
  }, [minutes, lock])
}
