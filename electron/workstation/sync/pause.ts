/** A wait that can be ended early, or whose end can move nearer while it lasts. */
export interface Pause {
  /**
   * Waits. Resolves after `ms`, or at the moment that `also` names, or when `end` is called. An `end` that was called
   * since the last wait ends this one at once.
   *
   * @param also milliseconds to a nearer end; asked again by `rearm`
   */
  begin(ms: number, also: (() => number) | null): Promise<void>
  end(): void
  /** What was asked to end is answered by what begins now: the next wait lasts. */
  clear(): void
  rearm(): void
}

/** @param elapsed a clock that only goes on: the time of day may be put right while something waits */
export function createPause(elapsed: () => number): Pause {
  let waiting: { until: number; also: (() => number) | null; resolve: () => void } | null = null
  let timer: NodeJS.Timeout | undefined
  let wanted = false

  function finish(): void {
    clearTimeout(timer)
    const done = waiting
    waiting = null
    wanted = false
    done?.resolve()
  }

  function arm(): void {
    if (waiting === null) return
    clearTimeout(timer)
    const left = Math.min(waiting.until - elapsed(), waiting.also?.() ?? Number.POSITIVE_INFINITY)
    timer = setTimeout(finish, Math.max(0, left))
  }

  return {
    begin(ms, also) {
      return new Promise((resolve) => {
        waiting = { until: elapsed() + ms, also, resolve }
        if (wanted) finish()
        else arm()
      })
    },
    end() {
      wanted = true
      if (waiting !== null) finish()
    },
    clear() {
      wanted = false
    },
    rearm: arm,
  }
}
