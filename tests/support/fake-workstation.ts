import { createDispatcher } from '../../shared/console/dispatcher.ts'
import type { SyncIssue } from '../../shared/console/issues.ts'
import { defaultSettings, type Settings } from '../../shared/console/settings.ts'
import type { DownFrame, Wire } from '../../shared/console/wire.ts'
import type { Role } from '../../shared/domain/roles.ts'
import { createFakeBatches } from './fake-batches.ts'
import { createFakeContacts } from './fake-contacts.ts'
import { fakeId, makeFacility } from './fake-facility.ts'
import { createFakePeople } from './fake-people.ts'
import { createFakeRestrictions } from './fake-restrictions.ts'
import { createFakeReview } from './fake-review.ts'
import { createFakeRules } from './fake-rules.ts'
import { createFakeSearch } from './fake-search.ts'
import { createFakeSession } from './fake-session.ts'
import { createFakeSimulation } from './fake-simulation.ts'
import type { FakeWorld } from './fake-world.ts'

export interface FakeOptions {
  /** Messages in all; the last twelve are held, scheduled, delivered and rejected. */
  size?: number
  role?: Role
  signedIn?: boolean
  settings?: Partial<Settings>
  /** Epoch milliseconds at which the facility is made. */
  now?: number
  issues?: SyncIssue[]
}

export interface FakeWorkstation extends FakeWorld {
  wire: Wire
}

/** A workstation in memory behind a `Wire`: typed and checked by the console contract, with no line to anywhere. */
export function createFakeWorkstation(options: FakeOptions = {}): FakeWorkstation {
  const now = options.now ?? Date.now()
  const frameListeners: ((frame: unknown) => void)[] = []
  const send = (frame: DownFrame | null) => {
    if (frame) for (const listener of frameListeners) listener(structuredClone(frame))
  }
  const role = options.role ?? 'officer'
  const user = { id: fakeId(9, 1), name: role === 'supervisor' ? 'Sgt. L. Ode' : 'Ofc. R. Maddox', role, active: true }
  const facility = {
    id: fakeId(11, 1),
    name: 'Pine Hollow Detention Center',
    timeZone: 'America/Denver',
    messagingSupported: true,
    undoWindowSeconds: 8,
    targetMinutes: 120,
    housingUnits: ['A1', 'A2', 'B1', 'B2', 'C1', 'D'],
  }
  const world: FakeWorld = {
    facility: makeFacility(options.size ?? 60, now),
    session: {
      status: options.signedIn === false ? 'signed_out' : 'signed_in',
      user: options.signedIn === false ? null : user,
      facility,
      lastUsername: null,
      offline: false,
      workstation: null,
      trouble: null,
      repairedAt: null,
      host: 'browser',
      keystore: 'file',
    },
    sync: {
      connection: 'synced',
      syncedAt: new Date(now - 2_000).toISOString(),
      offlineSince: null,
      filling: null,
      waiting: 0,
      issues: options.issues?.length ?? 0,
      trouble: null,
      setAside: 0,
      clockOffset: 0,
    },
    settings: { ...defaultSettings, theme: 'light', welcomed: true, ...options.settings },
    issues: options.issues ?? [],
    colleagues: { claims: [], present: [] },
    alerts: [],
    archive: [],
    calls: [],
    emit: (name, data) => send({ type: 'event', name, data }),
  }
  const review = createFakeReview(world)
  const restrictions = createFakeRestrictions(world)
  const dispatch = createDispatcher({
    currentRole: () => (world.session.status === 'signed_in' ? (world.session.user?.role ?? null) : null),
    onFault: (_method, error) => {
      throw error
    },
    handlers: {
      ...createFakeSession(world, user),
      'sync.state': () => world.sync,
      'sync.now': () => world.sync,
      'settings.get': () => world.settings,
      'settings.set': (change) => {
        world.settings = { ...world.settings, ...(change as Partial<Settings>) }
        return world.settings
      },
      'desk.ask': () => ({}),
      'issues.list': () => ({ issues: world.issues }),
      'issues.dismiss': ({ commandId }) => {
        world.issues = world.issues.filter((issue) => issue.commandId !== commandId)
        world.sync = { ...world.sync, issues: world.issues.length }
        world.emit('sync', world.sync)
        return {}
      },
      ...review,
      ...createFakeBatches(world, review['review.decide']),
      'claims.state': () => world.colleagues,
      'review.claim': () => ({}),
      'review.release': () => ({}),
      ...restrictions.handlers,
      ...createFakePeople(world, restrictions),
      ...createFakeContacts(world),
      ...createFakeRules(world),
      ...createFakeSimulation(world),
      ...createFakeSearch(world),
    },
  })
  const wire: Wire = {
    send(frame) {
      const { method, input } = frame as { method: string; input: unknown }
      world.calls.push({ method, input })
      void dispatch(structuredClone(frame)).then(send)
    },
    onFrame: (listener) => void frameListeners.push(listener),
    onClose: () => undefined,
  }
  return Object.assign(world, { wire })
}
