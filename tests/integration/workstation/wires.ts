import type { Wire } from '../../../shared/console/wire.ts'

/** Two ends of a line inside this process, and the way to close it. */
export function wirePair(): [Wire, Wire, () => void] {
  const make = () => ({ frames: [] as ((frame: unknown) => void)[], closes: [] as (() => void)[] })
  const a = make()
  const b = make()
  const end = (mine: typeof a, other: typeof a): Wire => ({
    send(frame) {
      queueMicrotask(() => {
        for (const each of other.frames) each(frame)
      })
    },
    onFrame: (listener) => void mine.frames.push(listener),
    onClose: (listener) => void mine.closes.push(listener),
  })
  const close = () => {
    for (const each of [...a.closes, ...b.closes]) each()
  }
  return [end(a, b), end(b, a), close]
}
