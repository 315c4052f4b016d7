import { moments } from './calendar.ts'
import { type DemoHistory, type Draft, topicOf } from './history.ts'
import { LetterWriter, type Size } from './letters.ts'
import type { Pair } from './people.ts'
import type { Random } from './random.ts'
import type { DemoReviewers } from './review.ts'
import { specialLetters } from './special.ts'
import type { FlaggedTopic } from './words/flagged.ts'

const DAY = 86_400_000
/** The last stretch before the clock's now, and how many messages it has. */
const LAST = 24 * 60_000
const LAST_MESSAGES = 16

/** How large a facility to make. `pending` and `held` need some five times as many `recent` messages. */
export interface DemoSizes {
  readonly individuals: number
  readonly members: number
  readonly contacts: number
  readonly pendingContacts: number
  /** Messages from 60 days to two days ago: all decided. */
  readonly history: number
  /** Messages of the last two days, from which the open ones are taken. */
  readonly recent: number
  readonly pending: number
  readonly held: number
  readonly escalated: number
}

interface Written {
  readonly draft: Draft
  readonly topic: FlaggedTopic | null
  readonly pair: Pair
}

const letterSizes: readonly Size[] = ['line', 'brief', 'page', 'long', 'pages']
const letterWeights = [14, 28, 34, 19, 5]

/** Who writes, who reviews, and how much. */
export interface Scene {
  readonly random: Random
  readonly sizes: DemoSizes
  readonly at: number
  readonly history: DemoHistory
  readonly reviewers: DemoReviewers
  readonly pairs: readonly Pair[]
}

/** Writes and sends every message in the order of time, then leaves the newest reviews open. */
export function* writeAll(scene: Scene): Generator<number, void> {
  const { random, sizes, at, history, reviewers, pairs } = scene
  const writer = new LetterWriter(random.fork('letters'))
  const border = at - 2 * DAY
  const times = [
    ...moments(random, sizes.history, at - 60 * DAY, border),
    ...moments(random, sizes.recent, border, at - LAST),
    // However quiet the hour: some from unit C, which still wait for their time when the console opens.
    ...Array.from({ length: LAST_MESSAGES }, (_, i) => at - LAST + (i * LAST) / (LAST_MESSAGES + 1)),
  ]
  const choose = chooser(random, pairs)
  const fresh = pairs.filter((pair) => pair.weight > 0 && isNew(pair, border) && !pair.contact.privileged)
  const specials = specialLetters(writer, fresh, at)
  const specialCount = specials.length
  const specialFrom = sizes.history + Math.floor(sizes.recent * 0.8)
  const specialStep = Math.max(1, Math.floor(sizes.recent / 30))
  const lastDirection = new Map<string, 'inbound' | 'outbound'>()
  const revisions: { due: number; draft: Draft; pair: Pair }[] = []
  const open: Written[] = []
  let burst: { pair: Pair; direction: 'inbound' | 'outbound'; left: number } | null = null
  let done = 0

  const finish = (written: Written): void => {
    const { draft, topic, pair } = written
    const steps = reviewers.decide(topic, pair.spanish, draft.reviewFrom, at)
    history.decide(draft, steps)
    const last = steps.at(-1)
    if (draft.state === 'rejected' && last !== undefined && random.chance(0.35)) {
      revisions.push({ due: last.at + random.int(10, 900) * 60_000, draft, pair })
    }
  }

  for (const [index, time] of times.entries()) {
    while (revisions[0] !== undefined && revisions[0].due <= time) {
      const { draft, pair } = revisions.shift() as (typeof revisions)[number]
      const text = writer.write(pair, { size: 'page', direction: draft.direction, at: time, topic: null })
      const sent = history.send({ pair, direction: draft.direction, text, at: time - 1, revises: draft.id })
      if (sent.state === 'pending_review') {
        if (time < border) finish({ draft: sent, topic: null, pair })
        else open.push({ draft: sent, topic: null, pair })
      }
    }
    const special = index >= specialFrom && (index - specialFrom) % specialStep === 0 ? specials.shift() : undefined
    if (special !== undefined) {
      const pair = fresh[(specialCount - 1 - specials.length) % fresh.length] as Pair
      open.push({ draft: history.send({ pair, direction: 'inbound', text: special, at: time }), topic: null, pair })
      continue
    }
    if (burst === null && random.chance(0.0012)) {
      burst = { pair: choose(time), direction: random.chance(0.6) ? 'inbound' : 'outbound', left: 14 }
    }
    const bursting: typeof burst = burst !== null && random.chance(0.4) ? burst : null
    if (bursting !== null && --bursting.left === 0) burst = null
    const pair: Pair = bursting?.pair ?? (time >= at - LAST ? inUnitC(choose, time) : choose(time))
    const last = lastDirection.get(pair.contact.id)
    const direction: 'inbound' | 'outbound' =
      bursting?.direction ??
      (random.chance(last === 'inbound' ? 0.7 : last === 'outbound' ? 0.25 : 0.4) ? 'outbound' : 'inbound')
    lastDirection.set(pair.contact.id, direction)
    const topic = topicOf(random, time < border ? 0.035 : 0.13)
    const size = bursting === null ? (letterSizes[random.weighted(letterWeights)] as Size) : 'line'
    const text = writer.write(pair, { size, direction, at: time, topic })
    const draft = history.send({ pair, direction, text, at: time })
    if (draft.state === 'pending_review') {
      if (time < border) finish({ draft, topic, pair })
      else open.push({ draft, topic, pair })
      revisions.sort((a, b) => a.due - b.due)
    }
    if (++done % 250 === 0) yield done
  }
  settle(scene, open, finish)
  yield times.length
}

/** Leaves the newest `pending` waiting and `held` on hold, escalates some, and decides the older ones. */
function settle(
  { random, sizes, history, reviewers, at }: Scene,
  open: Written[],
  finish: (one: Written) => void,
): void {
  const newest = open.toReversed().filter(({ draft }) => draft.state === 'pending_review')
  const pending = newest.slice(0, sizes.pending)
  const held = newest.slice(sizes.pending, sizes.pending + sizes.held)
  for (const one of newest.slice(sizes.pending + sizes.held)) finish(one)
  for (const { draft, topic, pair } of held) {
    const when = draft.reviewFrom + (at - draft.reviewFrom) * (0.1 + random.next() * 0.8)
    history.decide(draft, [reviewers.step('hold', when, reviewers.officer(), reviewers.holdCode(topic, pair.spanish))])
  }
  const worrying = pending.filter(({ topic }) => topic !== null)
  for (let i = 0; i < sizes.escalated; i++) {
    const one = worrying[Math.floor(((i + 0.5) * worrying.length) / sizes.escalated)]
    if (one === undefined) continue
    const when = one.draft.reviewFrom + (at - one.draft.reviewFrom) * 0.6
    history.decide(one.draft, [reviewers.step('escalate', when, reviewers.officer(), null)])
  }
}

function isNew(pair: Pair, at: number): boolean {
  return (
    pair.contact.decidedAt !== null &&
    Date.parse(pair.contact.decidedAt) > at - 11 * DAY &&
    Date.parse(pair.contact.decidedAt) < at
  )
}

/** Picks contacts by how often they write, among those that were approved at the time. */
function chooser(random: Random, pairs: readonly Pair[]): (time: number) => Pair {
  const writing = pairs.filter((pair) => pair.weight > 0)
  const sums: number[] = []
  let sum = 0
  for (const pair of writing) {
    sum += pair.weight
    sums.push(sum)
  }
  return (time) => {
    for (;;) {
      const wanted = random.next() * sum
      let low = 0
      let high = sums.length - 1
      while (low < high) {
        const middle = (low + high) >> 1
        if ((sums[middle] ?? 0) > wanted) high = middle
        else low = middle + 1
      }
      const pair = writing[low]
      if (pair?.contact.decidedAt != null && Date.parse(pair.contact.decidedAt) < time) return pair
    }
  }
}

/** A contact in the housing units whose messages are delayed, where there is one. */
function inUnitC(choose: (time: number) => Pair, time: number): Pair {
  for (let tries = 0; tries < 50; tries++) {
    const pair = choose(time)
    if (pair.individual.housingUnit.startsWith('C')) return pair
  }
  return choose(time)
}
