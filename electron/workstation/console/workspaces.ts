import type { StaffSession } from '../../../shared/central/operations.staff.ts'
import type { ErrorCode } from '../../../shared/domain/errors.ts'
import type { Applied } from '../cache/apply.ts'
import type { Report } from '../ports.ts'
import type { CentralClient } from '../sync/central.ts'
import { startEngine } from '../sync/engine.ts'
import type { Authenticated } from './authenticate.ts'
import { batchEvent } from './batches.ts'
import type { Broadcast, ChangeHub } from './hub.ts'
import type { Workspace } from './workspace.ts'

/** What is open for a signed-in user, as the session service handles it. */
export interface OpenWorkspace extends Workspace {
  /** The session has other tokens now: keeps what the next start needs of them. */
  renewed(session: StaffSession): void
}

export interface Surroundings {
  readonly central: CentralClient
  readonly hub: ChangeHub
  readonly broadcast: Broadcast
  readonly report: Report
  readonly now: () => number
  readonly isCurrent: (one: OpenWorkspace) => boolean
  /** What the session state says has changed. */
  readonly onChanged: () => void
  readonly onEnded: (one: OpenWorkspace, why: 'session' | 'revoked') => void
  readonly onTrouble: (code: ErrorCode) => void
}

/** Days for which closed messages are kept. */
const RETENTION_DAYS = 30

/** What a fill brings besides messages and contacts, which are told while it goes on. */
const afterFill = ['people', 'rules', 'reasons', 'facility', 'views', 'restrictions', 'recusals'] as const

/** Lays the user's decisions over the copy and begins to keep it in step with central. */
export function openWorkspace(who: Authenticated, around: Surroundings): OpenWorkspace {
  const { cache, user, facility } = who
  const { central, hub, broadcast, report, now, isCurrent } = around
  cache.transaction(() => cache.overlay.showFor(user.id))

  function onApplied(applied: readonly Applied[]): void {
    for (const each of applied) hub.add(each.topic, each.id)
    if (applied.some((each) => each.topic === 'recusals')) {
      for (const topic of ['messages', 'contacts', 'people'] as const) hub.addEverything(topic)
    }
    if (applied.some((each) => each.topic === 'facility')) around.onChanged()
  }

  function renewed(session: StaffSession): void {
    if (!isCurrent(workspace)) return
    cache.durable(() =>
      cache.users.setRefreshToken(user.id, session.refreshToken, Date.parse(session.refreshExpiresAt)),
    )
    workspace.user = session.user
    if (!workspace.offline) return
    workspace.offline = false
    around.onChanged()
  }

  const engine = startEngine(
    {
      cache,
      central,
      facilityId: facility.id,
      userId: user.id,
      userName: user.name,
      credentials: who.credentials,
      retentionDays: RETENTION_DAYS,
      report,
      now,
      onApplied,
      onFilled(complete) {
        hub.addEverything('messages')
        hub.addEverything('contacts')
        if (!complete) return
        for (const topic of afterFill) hub.addEverything(topic)
      },
      onBatch(event) {
        const progress = isCurrent(workspace) ? batchEvent(workspace, event) : null
        if (progress !== null) broadcast('batch', progress)
      },
      onIssues: () => hub.addEverything('issues'),
      onState: () => hub.stateChanged(),
      onClaims() {
        if (!isCurrent(workspace)) return
        broadcast('claims', workspace.engine.claims.state())
        hub.alertsChanged()
      },
      onRenewed: renewed,
      onEnded: (why) => around.onEnded(workspace, why),
      onTrouble: around.onTrouble,
    },
    who.offline,
  )
  const workspace: OpenWorkspace = {
    username: who.username,
    user,
    facility,
    cache,
    engine,
    offline: who.offline,
    renewed,
  }
  return workspace
}
