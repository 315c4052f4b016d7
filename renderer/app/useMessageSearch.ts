import { useEffect, useState } from 'react'
import type { MethodOutput } from '../../shared/console/methods.ts'
import { may } from '../../shared/domain/roles.ts'
import { useFrom, useStores } from '../stores/stores.tsx'

/** Shortest text that is looked for. */
const SHORTEST = 2
/** Pause after the last key before the workstation is asked. */
const PAUSE_MS = 180

export type MessageSearch =
  | { readonly state: 'idle' | 'asking' | 'failed' }
  | { readonly state: 'found'; readonly answer: MethodOutput<'search.messages'> }

/** What the workstation finds for a text, asked once the typing pauses; an answer that was overtaken is dropped. */
export function useMessageSearch(query: string): MessageSearch {
  const { connection } = useStores()
  const role = useFrom('session', (s) => s.session?.user?.role)
  const [search, setSearch] = useState<MessageSearch>({ state: 'idle' })
  const text = query.trim()
  const allowed = role !== undefined && may(role, 'read_queues')
  useEffect(() => {
    if (!allowed || text.length < SHORTEST) {
      setSearch({ state: 'idle' })
      return
    }
    let overtaken = false
    const told = (next: MessageSearch) => {
      if (!overtaken) setSearch(next)
    }
    const timer = setTimeout(() => {
      told({ state: 'asking' })
      connection.call('search.messages', { text: text.slice(0, 200) }).then(
        (answer) => told({ state: 'found', answer }),
        () => told({ state: 'failed' }),
      )
    }, PAUSE_MS)
    return () => {
      overtaken = true
      clearTimeout(timer)
    }
  }, [connection, text, allowed])
  return search
}
