import { type ConsoleClient, createConsoleClient } from '../../shared/console/client.ts'
import type { EventData, EventName } from '../../shared/console/events.ts'
import type { MethodInput, MethodName, MethodOutput } from '../../shared/console/methods.ts'
import type { Wire } from '../../shared/console/wire.ts'
import { Refusal } from '../../shared/domain/errors.ts'

/** Whether the workstation can be spoken to. */
export type LineState = 'connecting' | 'open' | 'unreachable'

/** The console API over a line that is opened again whenever it is lost. */
export interface Connection {
  /** Rejects with a `Refusal`; with `unavailable` while there is no line. */
  call<M extends MethodName>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>>
  on<E extends EventName>(name: E, listener: (data: EventData<E>) => void): () => void
  line(): LineState
  onLine(listener: (state: LineState) => void): () => void
}

const FIRST_WAIT_MS = 300
const LONGEST_WAIT_MS = 5_000

/** Opens a line and keeps it open: after a loss it tries again, waiting 0.3 s at first and 5 s at most. */
export function createConnection(openWire: () => Promise<Wire>): Connection {
  let client: ConsoleClient | null = null
  let state: LineState = 'connecting'
  let wait = FIRST_WAIT_MS
  const lineListeners = new Set<(state: LineState) => void>()
  const eventListeners = new Map<EventName, Set<(data: never) => void>>()

  const become = (next: LineState) => {
    if (state === next) return
    state = next
    for (const listener of lineListeners) listener(next)
  }
  const retry = () => {
    client = null
    become('unreachable')
    setTimeout(open, wait)
    wait = Math.min(wait * 2, LONGEST_WAIT_MS)
  }
  const attach = (name: EventName, to: ConsoleClient) =>
    to.on(name, (data) => {
      for (const listener of eventListeners.get(name) ?? []) listener(data as never)
    })
  function open() {
    openWire().then((wire) => {
      client = createConsoleClient(wire)
      wait = FIRST_WAIT_MS
      for (const name of eventListeners.keys()) attach(name, client)
      client.onClose(retry)
      if (client) become('open')
    }, retry)
  }
  open()

  return {
    call: (method, input) => client?.call(method, input) ?? Promise.reject(new Refusal('unavailable')),
    on(name, listener) {
      let set = eventListeners.get(name)
      if (!set) {
        set = new Set()
        eventListeners.set(name, set)
        if (client) attach(name, client)
      }
      set.add(listener as (data: never) => void)
      return () => set.delete(listener as (data: never) => void)
    },
    line: () => state,
    onLine(listener) {
      lineListeners.add(listener)
      return () => lineListeners.delete(listener)
    },
  }
}
