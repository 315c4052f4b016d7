import type { EventData, EventName, Topic } from '../../../shared/console/events.ts'

/** What is sent to every attached line. */
export type Broadcast = <E extends EventName>(name: E, data: EventData<E>) => void

/** Gathers what changed and tells it in one event, so that a burst of changes is one wake-up of the renderer. */
export interface ChangeHub {
  add(topic: Topic, id: string): void
  addEverything(topic: Topic): void
  /** The sync state may have changed; it is told together with the changes. */
  stateChanged(): void
  /** Which urgent messages wait may have changed; told after the changes. A change of messages says so by itself. */
  alertsChanged(): void
  close(): void
}

const COALESCE_MS = 100
const MOST_IDS = 1_000

/**
 * @param tellState sends the sync state if it differs from what was sent last
 * @param tellAlerts sends the urgent messages that wait if they differ from what was sent last
 */
export function createChangeHub(broadcast: Broadcast, tellState: () => void, tellAlerts: () => void): ChangeHub {
  let changes = new Map<Topic, Set<string> | 'everything'>()
  let state = false
  let alerts = false
  let timer: NodeJS.Timeout | null = null

  function flush(): void {
    timer = null
    const told = changes
    changes = new Map()
    if (told.size > 0) {
      broadcast('changed', {
        changes: [...told].map(([topic, ids]) =>
          ids === 'everything' ? { topic, ids: [], everything: true } : { topic, ids: [...ids], everything: false },
        ),
      })
    }
    if (alerts || told.has('messages')) {
      alerts = false
      tellAlerts()
    }
    if (state) {
      state = false
      tellState()
    }
  }

  function soon(): void {
    timer ??= setTimeout(flush, COALESCE_MS)
  }

  return {
    add(topic, id) {
      const ids = changes.get(topic) ?? new Set<string>()
      if (ids !== 'everything') {
        ids.add(id)
        changes.set(topic, ids.size > MOST_IDS ? 'everything' : ids)
      }
      soon()
    },
    addEverything(topic) {
      changes.set(topic, 'everything')
      soon()
    },
    stateChanged() {
      state = true
      soon()
    },
    alertsChanged() {
      alerts = true
      soon()
    },
    close() {
      if (timer !== null) clearTimeout(timer)
    },
  }
}
