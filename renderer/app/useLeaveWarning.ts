import { useEffect } from 'react'
import { useFrom } from '../stores/stores.tsx'

/**
 * In a browser: asks before the page is closed while decisions have not been sent. The browser words the question; the
 * decisions are kept either way. The desktop app asks by itself.
 */
export function useLeaveWarning(): void {
  const unsent = useFrom('session', (s) => (s.session?.host === 'browser' ? (s.sync?.waiting ?? 0) : 0))
  const offline = useFrom('session', (s) => s.sync?.connection === 'offline')
  // With a line they leave by themselves, page or no page: the workstation goes on.
  const warn = unsent > 0 && offline
  useEffect(() => {
    if (!warn) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [warn])
}
