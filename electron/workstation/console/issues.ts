import type { issueMethods } from '../../../shared/console/issues.ts'
import type { Handlers } from '../../../shared/console/methods.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import type { HandlerContext } from './workspace.ts'

/** Commands that central did not apply. */
export function issueHandlers(context: HandlerContext): Pick<Handlers, keyof typeof issueMethods> {
  return {
    'issues.list': () => {
      const { cache, user } = context.workspace()
      return { issues: cache.issues.list(user.id) }
    },
    'issues.dismiss': ({ commandId }) => {
      const { cache, user } = context.workspace()
      if (!cache.issues.dismiss(user.id, commandId)) throw new Refusal('not_found')
      context.hub.add('issues', commandId)
      context.hub.stateChanged()
      return {}
    },
  }
}
