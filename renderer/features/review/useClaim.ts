import { useEffect } from 'react'
import { useFrom } from '../../stores/stores.tsx'

/** Keeps the message on screen claimed for a user who may decide it. */
export function useClaim(): void {
  const active = useFrom('queue', (s) => s.active)
  const undecided = useFrom('review', (s) => s.queue !== 'decided')
  const mayDecide = useFrom('session', (s) => s.may)('decide')
  const watch = useFrom('claims', (s) => s.watch)
  const id = undecided && mayDecide ? active : null
  useEffect(() => (id === null ? undefined : watch(id)), [id, watch])
}
