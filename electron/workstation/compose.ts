import type { DeskRequest } from '../../shared/console/desk.ts'
import { createDispatcher } from '../../shared/console/dispatcher.ts'
import type { EventName } from '../../shared/console/events.ts'
import type { Handlers } from '../../shared/console/methods.ts'
import { type ErrorCode, Refusal } from '../../shared/domain/errors.ts'
import { troubleOf } from './cache/trouble.ts'
import { createClock } from './clock.ts'
import { alertHandlers, noAlerts } from './console/alerts.ts'
import { batchHandlers } from './console/batches.ts'
import { claimHandlers } from './console/claims.ts'
import { contactHandlers } from './console/contacts.ts'
import { deskHandlers } from './console/desk.ts'
import { createChangeHub } from './console/hub.ts'
import { issueHandlers } from './console/issues.ts'
import { peopleHandlers } from './console/people.ts'
import { printHandlers } from './console/print.ts'
import { privilegeHandlers } from './console/privilege.ts'
import { recusalHandlers } from './console/recusals.ts'
import { restrictionHandlers } from './console/restrictions.ts'
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
import { workstationHandlers } from './console/workstation.ts'
import { openLocalFile } from './local.ts'
import type { Report, Vault, WorkerSettings, WorkstationStatus } from './ports.ts'
import { createSimulator } from './simulation/simulator.ts'
import { createCentralClient } from './sync/central.ts'

/** The workstation without its thread. */
export interface ComposedWorkstation {
  /** Answers one frame of a renderer, or null for what is no call. */
  answer(frame: unknown): Promise<unknown>
  status(): WorkstationStatus
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
  vault: Vault = noVault,
): ComposedWorkstation {
  const broadcast = (name: EventName, data: unknown) => emit({ type: 'event', name, data })
  const local = openLocalFile(settings.folder, report)
  const clock = createClock(local)
  const { now } = clock
  const central = createCentralClient(settings.centralUrl, undefined, clock.heard)
  /** Remembers what was told last, so that the same is not told again; says nothing while the store cannot be read. */
  function teller(event: EventName, ask: () => unknown, first: unknown): () => void {
    let last = JSON.stringify(first)
    return () => {
      try {
        const state = ask()
        const text = JSON.stringify(state)
        if (text === last) return
        last = text
        broadcast(event, state)
      } catch (error) {
        const trouble = troubleOf(error)
        if (trouble === null) throw error
        sessions.onTrouble(trouble.code)
      }
    }
  }
  const hub = createChangeHub(
    broadcast,
    teller('sync', () => sessions.syncState(), null),
    teller('alerts', () => sessions.alerts(), noAlerts),
  )
  const simulator = createSimulator(new URL(settings.simulationUrl), (state) => broadcast('simulation', state))
  const sessions = createSessionService({
    settings,
    central,
    vault,
    local,
    hub,
    broadcast,
    report,
    clock,
    beforeClosing: () => simulator.stop(),
  })
  const context: HandlerContext = { workspace: () => sessions.workspace(), hub, now }
  const answer = createDispatcher({
    handlers: watched(sessions.onTrouble, {
      ...sessionHandlers(sessions),
      ...workstationHandlers(sessions),
      ...settingsHandlers(local, sessions.currentUser),
      ...deskHandlers(ask),
      ...reviewHandlers(context),
      ...batchHandlers(context, broadcast),
      ...viewHandlers(context),
      ...alertHandlers(context),
      ...printHandlers(context),
      ...standingHandlers(context),
      ...claimHandlers(context),
      ...contactHandlers(context),
      ...privilegeHandlers(context),
      ...peopleHandlers(context),
      ...recusalHandlers(context),
      ...restrictionHandlers(context),
      ...ruleHandlers(context),
      ...simulationHandlers(context, simulator),
      ...issueHandlers(context),
      ...searchHandlers(context),
    }),
    currentRole: sessions.currentRole,
    onFault: (method, error) =>
      report('call_failed', { method, problem: error instanceof Error ? error.name : 'unknown' }),
  })
  return {
    answer,
    status: sessions.status,
    async close() {
      await sessions.close()
      hub.close()
      central.close()
    },
  }
}

/** A host without a place for secrets: the workstation works and cannot be enrolled. */
const noVault: Vault = {
  credential: () => Promise.resolve(null),
  setCredential: () => Promise.reject(new Refusal('keystore_unavailable')),
  renewKey: () => Promise.reject(new Refusal('keystore_unavailable')),
}

/** Turns errors of the local store into refusals that say what is the matter, and tells of them. */
function watched(onTrouble: (code: ErrorCode) => void, handlers: Handlers): Handlers {
  const wrapped = Object.entries(handlers).map(([name, handler]) => [
    name,
    async (input: never) => {
      try {
        return await (handler as (input: never) => unknown)(input)
      } catch (error) {
        const trouble = troubleOf(error)
        if (trouble === null) throw error
        onTrouble(trouble.code)
        throw trouble
      }
    },
  ])
  return Object.fromEntries(wrapped) as Handlers
}
