import { useEffect } from 'react'
import { useFrom, useStores } from '../stores/stores.tsx'

/** Keeps the count beside the app's icon, or before the title of the page, at what needs review. Only a number: no text. */
export function Badge() {
  const { desk } = useStores()
  const waiting = useFrom('review', (s) => s.counts?.counts.needs_review ?? 0)
  useEffect(() => desk.badge(waiting), [desk, waiting])
  useEffect(() => () => desk.badge(0), [desk])
  return null
}
