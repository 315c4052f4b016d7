import type { ClaimHolder } from '../../../shared/central/claims.ts'
import { decisionOf } from '../../../shared/central/commands.ts'
import { operations } from '../../../shared/central/operations.ts'
import type { Cache } from '../cache/cache.ts'
import { type Claims, createClaims } from './claims.ts'
import type { Tokens } from './tokens.ts'

export interface SessionClaimsOptions {
  readonly tokens: Tokens
  readonly cache: Cache
  readonly facilityId: string
  readonly user: ClaimHolder
  readonly signal: AbortSignal
  readonly online: () => boolean
  /** A clock that only goes on. */
  readonly elapsed: () => number
  readonly onChange: () => void
}

const GIVE_BACK_MS = 1_500

/** The claims of a session: taken and given back at central, kept for what waits in the outbox. */
export function createSessionClaims(options: SessionClaimsOptions): Claims {
  const { tokens, cache, facilityId, user, signal, online, elapsed, onChange } = options
  const request = { params: { facilityId }, query: {} }
  return createClaims({
    user,
    call: async (body) => {
      const answer = await tokens.withToken((token) =>
        tokens.central.call(operations.claims, { ...request, body, token, signal }),
      )
      return answer.claims
    },
    giveBack: async (release) => {
      const token = tokens.accessToken
      if (token === null) return
      // Not by way of `withToken`: a session that ends here must not be renewed for this.
      const soon = AbortSignal.timeout(GIVE_BACK_MS)
      await tokens.central.call(operations.claims, { ...request, body: { release }, token, signal: soon })
    },
    online,
    waits(id) {
      try {
        return cache.outbox
          .onTarget(user.id, id)
          .some((each) => each.state !== 'applied' && decisionOf(each.kind) !== null)
      } catch {
        // A store that cannot be read says nothing; what is claimed then lapses by itself.
        return true
      }
    },
    now: elapsed,
    onChange,
  })
}
