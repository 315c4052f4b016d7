import type { claimMethods } from '../../../shared/console/claims.ts'
import type { Handlers } from '../../../shared/console/methods.ts'
import type { HandlerContext } from './workspace.ts'

/** Claims on messages: what is on screen here, and what colleagues work on. */
export function claimHandlers(context: HandlerContext): Pick<Handlers, keyof typeof claimMethods> {
  return {
    'claims.state': () => context.workspace().engine.claims.state(),
    'review.claim': ({ id }) => {
      context.workspace().engine.claims.want(id)
      return {}
    },
    'review.release': ({ id }) => {
      context.workspace().engine.claims.leave(id)
      return {}
    },
  }
}
