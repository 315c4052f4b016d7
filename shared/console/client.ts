import { Refusal } from '../domain/errors.ts'
import { type EventData, type EventName, events } from './events.ts'
import type { MethodInput, MethodName, MethodOutput } from './methods.ts'
import { downFrame, type Wire } from './wire.ts'

/** The renderer's end of the console API. */
export interface ConsoleClient {
  /** Calls the workstation. Rejects with a `Refusal`; with `unavailable` when the line is gone. */
  call<M extends MethodName>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>>
  /** Listens to an event; the answer stops listening. */
  on<E extends EventName>(name: E, listener: (data: EventData<E>) => void): () => void
  /** Told once when the line is gone. */
  onClose(listener: () => void): void
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: Refusal): void
}

/** Makes a typed client over a line. */
export function createConsoleClient(wire: Wire): ConsoleClient {
  const waiting = new Map<number, Waiting>()
  const listeners = new Map<EventName, Set<(data: never) => void>>()
  const closeListeners: (() => void)[] = []
  let seq = 0
  let closed = false

  wire.onFrame((raw) => {
    const frame = downFrame.safeParse(raw)
    if (!frame.success) return
    if (frame.data.type === 'event') {
      const name = frame.data.name as EventName
      const data = events[name].safeParse(frame.data.data)
      if (data.success) for (const listener of listeners.get(name) ?? []) listener(data.data as never)
      return
    }
    const call = waiting.get(frame.data.seq)
    if (!call) return
    waiting.delete(frame.data.seq)
    if (frame.data.ok) call.resolve(frame.data.output)
    else call.reject(new Refusal(frame.data.error.code, frame.data.error.details))
  })
  wire.onClose(() => {
    closed = true
    for (const call of waiting.values()) call.reject(new Refusal('unavailable'))
    waiting.clear()
    for (const listener of closeListeners) listener()
  })

  return {
    call(method, input) {
      if (closed) return Promise.reject(new Refusal('unavailable'))
      const mine = ++seq
      return new Promise((resolve, reject) => {
        waiting.set(mine, { resolve: resolve as (value: unknown) => void, reject })
        wire.send({ type: 'call', seq: mine, method, input })
      })
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      set.add(listener as (data: never) => void)
      return () => set.delete(listener as (data: never) => void)
    },
    onClose(listener) {
      if (closed) listener()
      else closeListeners.push(listener)
    },
  }
}
