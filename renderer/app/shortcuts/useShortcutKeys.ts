import { useEffect } from 'react'
import { isSingleKey, keyName, keysOf, leadsOf } from '../../stores/shortcutKeys.ts'
import { type ShortcutId, shortcutIds } from '../../stores/shortcuts.ts'
import { useStores } from '../../stores/stores.tsx'

/** How long the second key of a pair may take, in milliseconds. */
const PAIR_MS = 1_200

/** One listener for every shortcut of the registry. Nothing fires while somebody types or a dialog is open. */
export function useShortcutKeys(): void {
  const { shortcuts } = useStores()
  useEffect(() => {
    let lead: { key: string; at: number } | null = null
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const pressed = keyName(event)
      if (pressed === null) return
      const { custom, single, current } = shortcuts.getState()
      const elsewhere = isTyping(event.target) || isBusy(event.target)
      // The palette and the lock are reached from everywhere, as long as their keys type nothing.
      const anywhere = [...keysOf('palette', custom), ...keysOf('lock', custom)]
      if (elsewhere && (isSingleKey(pressed) || !anywhere.includes(pressed))) return
      const pair = lead !== null && event.timeStamp - lead.at < PAIR_MS ? `${lead.key} ${pressed}` : null
      lead = null
      const id = find(pair) ?? find(pressed)
      if (id === null) {
        if (leadsOf(custom).has(pressed)) lead = { key: pressed, at: event.timeStamp }
        return
      }
      const used = pair !== null && find(pair) === id ? pair : pressed
      if (isSingleKey(used) && !single) return
      const binding = current(id)
      if (!binding?.enabled) return
      event.preventDefault()
      binding.run()
    }
    /** The bound shortcut of these keys: rooms share keys, and only one room is on screen. */
    const find = (keys: string | null): ShortcutId | null => {
      if (keys === null) return null
      const { current, custom } = shortcuts.getState()
      return shortcutIds.find((id) => keysOf(id, custom).includes(keys) && current(id)) ?? null
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [shortcuts])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
}

/** In a menu, on a separator or under a dialog, keys belong to what is open. */
function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"]')) return true
  return (
    target instanceof HTMLElement && target.closest('[role="menu"], [role="radiogroup"], [role="separator"]') !== null
  )
}
