import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ColleaguesState } from '../../shared/console/claims.ts'
import type { Connection } from '../api/connection.ts'

export interface ClaimView {
  name: string
  mine: boolean
  /** Epoch milliseconds by this computer's clock, for a countdown only. */
  until: number
}

export interface ClaimsStore {
  /** By the id of the message. */
  claims: ReadonlyMap<string, ClaimView>
  /** Staff with a live connection, this user included; empty while that is not known. */
  present: ColleaguesState['present']
  /** The message on screen whose claim was this user's and is not any more. */
  lost: string | null
  /** Claims a message while it is on screen and the window can be seen; the answer gives it back. */
  watch(id: string): () => void
}

/** How long a message must be on screen before it is claimed: moving quickly through a queue claims nothing. */
const SETTLE_MS = 150
const AGAIN_MS = 20_000

/** Who works on what. */
export function createClaimsStore(connection: Connection): StoreApi<ClaimsStore> {
  let watched: string | null = null
  const store = createStore<ClaimsStore>()((set, get) => ({
    claims: new Map(),
    present: [],
    lost: null,
    watch(id) {
      watched = id
      let said = false
      const say = () => {
        if (document.visibilityState === 'hidden') return
        said = true
        connection.call('review.claim', { id }).catch(() => undefined)
      }
      const first = setTimeout(say, SETTLE_MS)
      const again = setInterval(say, AGAIN_MS)
      document.addEventListener('visibilitychange', say)
      return () => {
        clearTimeout(first)
        clearInterval(again)
        document.removeEventListener('visibilitychange', say)
        if (watched === id) watched = null
        if (get().lost === id) set({ lost: null })
        if (said) connection.call('review.release', { id }).catch(() => undefined)
      }
    },
  }))

  const take = (state: ColleaguesState) => {
    const now = Date.now()
    const before = store.getState()
    const claims = new Map(
      state.claims.map(({ messageId, by, mine, milliseconds }) => [
        messageId,
        { name: by.name, mine, until: now + milliseconds },
      ]),
    )
    const had = watched !== null && (before.lost === watched || before.claims.get(watched)?.mine === true)
    const has = watched !== null && claims.get(watched)?.mine === true
    store.setState({ claims, present: state.present, lost: had && !has ? watched : null })
  }
  connection.on('claims', take)
  const ask = () => connection.call('claims.state', {}).then(take, () => undefined)
  connection.onLine((line) => {
    if (line === 'open') void ask()
  })
  connection.on('session', (session) => {
    if (session.status === 'signed_in') void ask()
  })
  return store
}
