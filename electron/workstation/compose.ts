import type { DeskRequest } from '../../shared/console/desk.ts'
import { createDispatcher } from '../../shared/console/dispatcher.ts'
import type { EventName } from '../../shared/console/events.ts'
import { alertHandlers, noAlerts } from './console/alerts.ts'
import { batchHandlers } from './console/batches.ts'
import { claimHandlers } from './console/claims.ts'
import { contactHandlers } from './console/contacts.ts'
import { deskHandlers } from './console/desk.ts'
import { createChangeHub } from './console/hub.ts'
import { issueHandlers } from './console/issues.ts'
import { laterHandlers } from './console/later.ts'
import { printHandlers } from './console/print.ts'
import { reviewHandlers } from './console/review.ts'
import { ruleHandlers } from './console/rules.ts'
import { searchHandlers } from './console/search.ts'
import { sessionHandlers } from './console/session.ts'
import { createSessionService } from './console/sessions.ts'
import { settingsHandlers } from './console/settings.ts'
import { simulationHandlers } from './console/simulation.ts'
import { standingHandlers } from './console/standing.ts'
import { viewHandlers } from './console/views.ts'
import type { HandlerContext } from './console/workspace.ts'
import { openLocalFile } from './local.ts'
import type { Report, WorkerSettings } from './ports.ts'
import { createCentralClient } from './sync/central.ts'

/** The workstation without its thread. */
export interface ComposedWorkstation {
  /** Answers one frame of a renderer, or null for what is no call. */
  answer(frame: unknown): Promise<unknown>
  close(): Promise<void>
}

/**
 * Puts the workstation together.
 *
 * @param emit sends an event frame to every attached line
 * @param ask hands a wish of a page on to the host
 */
export function composeWorkstation(
  settings: WorkerSettings,
  emit: (frame: unknown) => void,
  report: Report,
  ask: (request: DeskRequest) => void = () => undefined,
): ComposedWorkstation {
  const now = () => Date.now()
  const broadcast = (name: EventName, data: unknown) => emit({ type: 'event', name, data })
  const central = createCentralClient(settings.centralUrl)
  const local = openLocalFile(settings.folder, report)
  let lastState = ''
  let lastAlerts = JSON.stringify(noAlerts)
  function tellAlerts(): void {
    const list = sessions.alerts()
    const text = JSON.stringify(list)
    if (text === lastAlerts) return
    lastAlerts = text
    broadcast('alerts', list)
  }
  const hub = createChangeHub(
    broadcast,
    () => {
      const state = sessions.syncState()
      const text = JSON.stringify(state)
      if (text === lastState) return
      lastState = text
      broadcast('sync', state)
    },
    tellAlerts,
  )
  const sessions = createSessionService({ settings, central, local, hub, broadcast, report, now })
  const context: HandlerContext = { workspace: () => sessions.workspace(), hub, now }
  const answer = createDispatcher({
    handlers: {
      ...sessionHandlers(sessions),
      ...settingsHandlers(local, sessions.currentUser),
      ...laterHandlers,
      ...deskHandlers(ask),
      ...reviewHandlers(context),
      ...batchHandlers(context, broadcast),
      ...viewHandlers(context),
      ...alertHandlers(context),
      ...printHandlers(context),
      ...standingHandlers(context),
      ...claimHandlers(context),
      ...contactHandlers(context),
      ...ruleHandlers(context),
      ...simulationHandlers(context),
      ...issueHandlers(context),
      ...searchHandlers(context),
    },
    currentRole: sessions.currentRole,
    onFault: (method, error) =>
      report('call_failed', { method, problem: error instanceof Error ? error.name : 'unknown' }),
  })
  return {
    answer,
    async close() {
      await sessions.close()
      hub.close()
      central.close()
    },
  }
}
