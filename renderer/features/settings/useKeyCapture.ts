import { useEffect, useState } from 'react'
import { keyName, leadsOf } from '../../stores/shortcutKeys.ts'
import { useStores } from '../../stores/stores.tsx'

/** What was pressed: keys, nothing (switch it off), or a wish to leave all as it is. */
export type Captured = { readonly keys: string } | 'off' | 'cancel'

/** How long the second key of a pair is waited for, in milliseconds. */
const PAIR_MS = 1_200

/**
 * Takes the next key for a shortcut while `on`: before any other listener, so that it does nothing else. A key that
 * begins pairs waits for a second one; the answer is that key while it does.
 */
export function useKeyCapture(on: boolean, done: (captured: Captured) => void): string | null {
  const { shortcuts } = useStores()
  const [lead, setLead] = useState<string | null>(null)
  useEffect(() => {
    if (!on) return
    let first: string | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const finish = (captured: Captured) => {
      clearTimeout(timer)
      setLead(null)
      done(captured)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Tab') {
        finish('cancel')
        return
      }
      event.preventDefault()
      event.stopPropagation()
      if (event.key === 'Escape') return finish('cancel')
      if (event.key === 'Delete' || event.key === 'Backspace') return finish('off')
      const name = keyName(event)
      if (name === null) return
      if (first !== null) return finish({ keys: `${first} ${name}` })
      if (!leadsOf(shortcuts.getState().custom).has(name)) return finish({ keys: name })
      first = name
      setLead(name)
      timer = setTimeout(() => finish({ keys: name }), PAIR_MS)
    }
    window.addEventListener('keydown', onKey, true)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('keydown', onKey, true)
    }
  }, [on, done, shortcuts])
  return lead
}
