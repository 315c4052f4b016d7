import {
  CLAIMS_PER_CALL,
  type ClaimAnswer,
  type ClaimHolder,
  type ClaimsEvent,
  type PresenceEvent,
} from '../../../shared/central/claims.ts'
import type { ColleaguesState } from '../../../shared/console/claims.ts'

/** The claims of the signed-in user and of colleagues. Kept in memory only: they are worth nothing after a restart. */
export interface Claims {
  /** A message is on screen: takes it, or extends it when half of the claim has passed. */
  want(id: string): void
  /** A message left the screen. Its claim goes, unless a decision on it waits. */
  leave(id: string): void
  /** The live line told of claims. */
  told(event: ClaimsEvent): void
  /** The live line told who is connected; null when it ended. */
  present(event: PresenceEvent | null): void
  /** The colleague who works on a message, as far as is known here. */
  otherOn(id: string): ClaimHolder | null
  state(): ColleaguesState
  /** Nothing is on screen any more: gives back what no waiting decision needs. */
  rest(): void
  /** Gives back what no waiting decision needs, and stops. */
  close(): Promise<void>
}

export interface ClaimsOptions {
  readonly user: ClaimHolder
  /** Makes the call; what it throws is not of interest here. */
  readonly call: (body: { take: string[]; release: string[] }) => Promise<readonly ClaimAnswer[]>
  /** The last call, which must not take long nor change the session. */
  readonly giveBack: (release: string[]) => Promise<void>
  readonly online: () => boolean
  /** Whether a decision of the user on a message has yet to reach central. */
  readonly waits: (id: string) => boolean
  readonly now: () => number
  readonly onChange: () => void
}

/** What central grants; half of it is when a claim is extended. */
const LEASE_MS = 120_000
const TICK_MS = 5_000
/** How long a message counts as on screen without being said so again: a window that closed says nothing. */
const WANTED_MS = 60_000
const COALESCE_MS = 40

export function createClaims(options: ClaimsOptions): Claims {
  const { now, user } = options
  /** Until when, by a clock that only goes on: only differences are ever taken from it. */
  const mine = new Map<string, number>()
  const others = new Map<string, { by: ClaimHolder; until: number }>()
  const wanted = new Map<string, number>()
  const takes = new Set<string>()
  const releases = new Set<string>()
  const there = new Map<string, ClaimHolder>()
  let running: Promise<void> | null = null
  let telling: NodeJS.Timeout | null = null
  let closed = false

  function changed(): void {
    if (closed) return
    telling ??= setTimeout(() => {
      telling = null
      options.onChange()
    }, COALESCE_MS)
  }

  const left = (until: number | undefined): number => Math.max(0, (until ?? 0) - now())
  const isWanted = (id: string): boolean => now() - (wanted.get(id) ?? Number.NEGATIVE_INFINITY) < WANTED_MS

  function otherOn(id: string): ClaimHolder | null {
    const found = others.get(id)
    return found !== undefined && left(found.until) > 0 ? found.by : null
  }

  function take(id: string): void {
    releases.delete(id)
    if (left(mine.get(id)) > LEASE_MS / 2 || otherOn(id) !== null) return
    takes.add(id)
    send()
  }

  function release(id: string): void {
    takes.delete(id)
    // A call that is under way may be taking it.
    if (!mine.delete(id) && running === null) return
    releases.add(id)
    changed()
    send()
  }

  function heard(answer: ClaimAnswer, askedAt: number): void {
    const { messageId } = answer
    if (answer.outcome === 'granted') {
      mine.set(messageId, askedAt + answer.milliseconds)
      others.delete(messageId)
    } else {
      mine.delete(messageId)
      if (answer.outcome === 'held') others.set(messageId, { by: answer.by, until: now() + answer.milliseconds })
    }
  }

  /** One call after the other, so that taking and leaving the same message cannot overtake each other. */
  async function sendAll(): Promise<void> {
    while (!closed && takes.size + releases.size > 0) {
      const batch = {
        take: [...takes].slice(0, CLAIMS_PER_CALL),
        release: [...releases].slice(0, CLAIMS_PER_CALL),
      }
      for (const id of batch.take) takes.delete(id)
      for (const id of batch.release) releases.delete(id)
      const askedAt = now()
      try {
        for (const answer of await options.call(batch)) heard(answer, askedAt)
      } catch {
        // What was not taken is asked for again while it is on screen; what was not given back lapses.
        takes.clear()
        releases.clear()
      }
      changed()
    }
  }

  function send(): void {
    if (closed || running !== null || takes.size + releases.size === 0) return
    if (!options.online()) {
      takes.clear()
      releases.clear()
      return
    }
    running = sendAll().finally(() => {
      running = null
      send()
    })
  }

  function tick(): void {
    for (const [id, at] of wanted) if (now() - at >= WANTED_MS) wanted.delete(id)
    for (const [id, claim] of others) if (left(claim.until) === 0) others.delete(id)
    for (const [id, until] of mine) {
      if (options.waits(id)) take(id)
      else if (left(until) === 0) {
        mine.delete(id)
        changed()
      } else if (!wanted.has(id)) release(id)
    }
  }
  const ticking = setInterval(tick, TICK_MS)

  return {
    want(id) {
      if (closed) return
      wanted.set(id, now())
      take(id)
    },
    leave(id) {
      wanted.delete(id)
      if (!closed && !options.waits(id)) release(id)
    },
    told({ everything, put, released }) {
      if (everything) {
        others.clear()
        const own = new Set(put.filter((each) => each.by.id === user.id).map((each) => each.messageId))
        for (const id of mine.keys()) if (!own.has(id)) mine.delete(id)
      }
      for (const { messageId, by, milliseconds } of put) {
        if (by.id !== user.id) {
          mine.delete(messageId)
          others.set(messageId, { by, until: now() + milliseconds })
        } else {
          others.delete(messageId)
          // The user's claim at another workstation is no business of this one.
          if (mine.has(messageId) || isWanted(messageId)) mine.set(messageId, now() + milliseconds)
        }
      }
      for (const id of released) {
        others.delete(id)
        mine.delete(id)
      }
      for (const id of wanted.keys()) if (isWanted(id)) take(id)
      changed()
    },
    present(event) {
      if (event === null || event.everything) there.clear()
      for (const each of event?.arrived ?? []) there.set(each.id, each)
      for (const id of event?.left ?? []) there.delete(id)
      changed()
    },
    otherOn,
    state() {
      const own = [...mine].map(([messageId, until]) => ({ messageId, by: user, mine: true, until }))
      const theirs = [...others].map(([messageId, claim]) => ({ messageId, ...claim, mine: false }))
      return {
        claims: [...own, ...theirs]
          .map(({ until, ...claim }) => ({ ...claim, milliseconds: Math.round(left(until)) }))
          .filter((claim) => claim.milliseconds > 0),
        present: [...there.values()],
      }
    },
    rest() {
      wanted.clear()
      for (const id of [...mine.keys(), ...takes]) if (!closed && !options.waits(id)) release(id)
    },
    async close() {
      if (closed) return
      closed = true
      clearInterval(ticking)
      if (telling !== null) clearTimeout(telling)
      if (!options.online()) return
      await running
      const unneeded = [...mine.keys()].filter((id) => !options.waits(id)).slice(0, CLAIMS_PER_CALL)
      if (unneeded.length > 0) await options.giveBack(unneeded).catch(() => undefined)
    },
  }
}
