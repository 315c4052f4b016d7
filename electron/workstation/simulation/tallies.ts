import type { Ending, Endings, SimulationFilter, SimulationReport, Tally } from '../../../shared/console/simulation.ts'
import { localHour } from '../../../shared/screening/clock.ts'
import { type Rule, type ScreeningOutcomeKind, screeningOutcome } from '../../../shared/screening/rules.ts'

/** What a simulation found of one message. */
export interface Finding {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly sentAt: number
  readonly unit: string
  readonly inForce: ScreeningOutcomeKind
  readonly draft: ScreeningOutcomeKind
  readonly ending: Ending
  /** The rules of the draft that matched, by their place in it. */
  readonly rules: readonly number[]
}

const outcomes = screeningOutcome.options
const noTally = (): Tally => ({ deliver: 0, schedule: 0, review: 0, reject: 0 })
const noEndings = (): Endings => ({ approved: 0, rejected: 0, held: 0, waiting: 0, nobody: 0 })

interface Side {
  readonly inForce: Tally
  readonly draft: Tally
}

/** Counts what a simulation finds, and remembers it, so that the messages behind every number can be named. */
export class Tallies {
  readonly #timeZone: string
  readonly #findings: Finding[] = []
  /** For each finding the hour, as in the report. */
  readonly #hourOf: number[] = []
  readonly #hours: ({ day: string; hour: number } & Side)[] = []
  readonly #hourAt = new Map<number, number>()
  readonly #hourNamed = new Map<string, number>()
  readonly #units = new Map<string, Side>()
  readonly #moves = new Map<number, { messages: number; endings: Endings }>()
  readonly #rules: readonly { readonly rule: Rule; readonly number: number; messages: number; endings: Endings }[]
  readonly #inForce = noTally()
  readonly #draft = noTally()
  #skipped = 0
  #estimated = 0

  constructor(rules: readonly Rule[], timeZone: string) {
    this.#timeZone = timeZone
    this.#rules = rules.map((rule, at) => ({ rule, number: at + 1, messages: 0, endings: noEndings() }))
  }

  skip(messages: number): void {
    this.#skipped += messages
  }

  add(finding: Finding, estimated: boolean): void {
    const { inForce, draft, ending, unit } = finding
    const hour = this.#hour(finding.sentAt)
    this.#findings.push(finding)
    this.#hourOf.push(hour)
    if (estimated) this.#estimated++
    let side = this.#units.get(unit)
    if (side === undefined) {
      side = { inForce: noTally(), draft: noTally() }
      this.#units.set(unit, side)
    }
    const hourly = this.#hours[hour] as Side
    for (const tally of [this.#inForce, side.inForce, hourly.inForce]) tally[inForce]++
    for (const tally of [this.#draft, side.draft, hourly.draft]) tally[draft]++
    const key = outcomes.indexOf(inForce) * outcomes.length + outcomes.indexOf(draft)
    let move = this.#moves.get(key)
    if (move === undefined) {
      move = { messages: 0, endings: noEndings() }
      this.#moves.set(key, move)
    }
    move.messages++
    move.endings[ending]++
    for (const at of finding.rules) {
      const rule = this.#rules[at]
      if (rule === undefined) continue
      rule.messages++
      rule.endings[ending]++
    }
  }

  report(inForceNumber: number, from: number, until: number): SimulationReport {
    return {
      inForceNumber,
      from: new Date(from).toISOString(),
      until: new Date(until).toISOString(),
      messages: this.#findings.length,
      skipped: this.#skipped,
      estimated: this.#estimated,
      inForce: this.#inForce,
      draft: this.#draft,
      moves: [...this.#moves]
        .sort(([a], [b]) => a - b)
        .map(([key, move]) => ({
          inForce: outcomes[Math.floor(key / outcomes.length)] as ScreeningOutcomeKind,
          draft: outcomes[key % outcomes.length] as ScreeningOutcomeKind,
          ...move,
        })),
      hours: [...this.#hours].sort((a, b) => (a.day === b.day ? a.hour - b.hour : a.day < b.day ? -1 : 1)),
      units: [...this.#units].sort(([a], [b]) => (a < b ? -1 : 1)).map(([unit, side]) => ({ unit, ...side })),
      rules: this.#rules
        .filter(({ rule }) => rule.enabled)
        .map(({ rule, number, messages, endings }) => ({ ruleId: rule.id, number, messages, endings })),
    }
  }

  /** The messages that fit a filter, some of them, oldest first as they were read. */
  messages(filter: SimulationFilter, offset: number, limit: number): { total: number; ids: string[] } {
    const rule = filter.ruleId === undefined ? -1 : this.#rules.findIndex((each) => each.rule.id === filter.ruleId)
    const ids: string[] = []
    let total = 0
    this.#findings.forEach((finding, at) => {
      if (filter.inForce !== undefined && finding.inForce !== filter.inForce) return
      if (filter.draft !== undefined && finding.draft !== filter.draft) return
      if (filter.changed !== undefined && (finding.inForce !== finding.draft) !== filter.changed) return
      if (filter.ending !== undefined && finding.ending !== filter.ending) return
      if (filter.unit !== undefined && finding.unit !== filter.unit) return
      if (filter.ruleId !== undefined && !finding.rules.includes(rule)) return
      const hour = this.#hours[this.#hourOf[at] as number]
      if (filter.day !== undefined && hour?.day !== filter.day) return
      if (filter.hour !== undefined && hour?.hour !== filter.hour) return
      if (total >= offset && ids.length < limit) ids.push(finding.id)
      total++
    })
    return { total, ids }
  }

  /** The place of the facility's hour in which a moment lies. Zones change their hours at quarters at the most. */
  #hour(sentAt: number): number {
    const quarter = Math.floor(sentAt / 900_000)
    const known = this.#hourAt.get(quarter)
    if (known !== undefined) return known
    const { day, hour } = localHour(quarter * 900_000, this.#timeZone)
    // The hour that comes twice in autumn is one hour of the day.
    const name = `${day} ${hour}`
    let place = this.#hourNamed.get(name)
    if (place === undefined) {
      place = this.#hours.length
      this.#hours.push({ day, hour, inForce: noTally(), draft: noTally() })
      this.#hourNamed.set(name, place)
    }
    this.#hourAt.set(quarter, place)
    return place
  }
}
