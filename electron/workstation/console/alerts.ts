import type { AlertList, alertMethods } from '../../../shared/console/alerts.ts'
import type { Handlers } from '../../../shared/console/methods.ts'
import { may } from '../../../shared/domain/roles.ts'
import type { HandlerContext, Workspace } from './workspace.ts'

export const noAlerts: AlertList = { alerts: [], total: 0 }

/** The urgent messages that wait for somebody, with who has which of them open. */
export function alertsOf({ cache, user, engine }: Workspace): AlertList {
  if (!may(user.role, 'read_queues')) return noAlerts
  const { alerts, total } = cache.alerts.waiting(may(user.role, 'decide_escalated') || !may(user.role, 'decide'))
  const holders = new Map(engine.claims.state().claims.map((claim) => [claim.messageId, claim]))
  return {
    alerts: alerts.map((alert) => {
      const claim = holders.get(alert.messageId)
      return { ...alert, takenBy: claim === undefined ? null : { ...claim.by, mine: claim.mine } }
    }),
    total,
  }
}

/** Alerts about urgent messages. */
export function alertHandlers(context: HandlerContext): Pick<Handlers, keyof typeof alertMethods> {
  return { 'alerts.list': () => alertsOf(context.workspace()) }
}
