import type { Facility, StaffUser } from '../../../shared/central/entities.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import type { Cache } from '../cache/cache.ts'
import type { Engine } from '../sync/engine-ports.ts'
import type { ChangeHub } from './hub.ts'

/** What is open while somebody is signed in. */
export interface Workspace {
  readonly username: string
  /** As central last told it. */
  user: StaffUser
  readonly facility: Facility
  readonly cache: Cache
  readonly engine: Engine
  /** Whether the user signed in against the cache. */
  offline: boolean
}

/** What the handlers of every domain work with. */
export interface HandlerContext {
  /** @throws Refusal `unauthenticated` when nobody is signed in */
  workspace(): Workspace
  readonly hub: ChangeHub
  readonly now: () => number
}

/** @throws Refusal `not_synchronised` before the facility's own record has arrived */
export function facilityOf(cache: Cache): Facility {
  const facility = cache.facility.get()
  if (facility === null) throw new Refusal('not_synchronised')
  return facility
}
