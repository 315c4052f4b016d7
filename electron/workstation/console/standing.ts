import type { Handlers } from '../../../shared/console/methods.ts'
import type { standingMethods } from '../../../shared/console/standing.ts'
import type { HandlerContext } from './workspace.ts'

/** Where a few messages stand. */
export function standingHandlers(context: HandlerContext): Pick<Handlers, keyof typeof standingMethods> {
  return {
    'review.standing': ({ queue, filter, ids }) => {
      const { cache, user } = context.workspace()
      return { ids: cache.queue.standing(queue, filter, { userId: user.id }, ids) }
    },
  }
}
