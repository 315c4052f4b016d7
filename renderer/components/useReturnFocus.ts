import { useEffect, useRef } from 'react'

/**
 * Gives the focus back to where it was before a dialog, when the dialog goes and nothing else has taken it: for dialogs
 * that are taken off the page at once, whose own way back never runs.
 */
export function useReturnFocus(): void {
  // Read while rendering: by the time effects run, the dialog has the focus.
  const before = useRef(document.activeElement)
  useEffect(
    () => () => {
      const element = before.current
      setTimeout(() => {
        const { activeElement } = document
        const lost = activeElement === null || activeElement === document.body || !activeElement.isConnected
        if (lost && element instanceof HTMLElement && element.isConnected) element.focus()
      })
    },
    [],
  )
}
