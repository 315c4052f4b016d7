import type { UrgentAlert } from '../../shared/console/alerts.ts'
import type { ColleaguesState } from '../../shared/console/claims.ts'
import type { EventData, EventName } from '../../shared/console/events.ts'
import type { SyncIssue } from '../../shared/console/issues.ts'
import type { SearchHit } from '../../shared/console/search.ts'
import type { SessionState, SyncState } from '../../shared/console/session.ts'
import type { Settings } from '../../shared/console/settings.ts'
import type { FakeFacility } from './fake-facility.ts'

/** What the handlers of the fake share. */
export interface FakeWorld {
  facility: FakeFacility
  session: SessionState
  sync: SyncState
  settings: Settings
  issues: SyncIssue[]
  colleagues: ColleaguesState
  alerts: UrgentAlert[]
  /** What the archive at central holds beyond the facility in memory. */
  archive: SearchHit[]
  /** Names of the calls with their inputs, in order. */
  calls: { method: string; input: unknown }[]
  emit<E extends EventName>(name: E, data: EventData<E>): void
}
