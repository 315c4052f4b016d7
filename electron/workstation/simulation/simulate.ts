import type { SimulationReport, SimulationState } from '../../../shared/console/simulation.ts'
import { type CompiledRuleSet, compileSteps, findMatches } from '../../../shared/screening/engine.ts'
import { asksForLanguage, type LanguageTeller, screenMatched } from '../../../shared/screening/matched.ts'
import type { RuleSetContent } from '../../../shared/screening/rules.ts'
import type { SimulatedMessage, SimulatedMessages } from '../cache/simulated.ts'
import type { SimulationJob } from './ports.ts'
import { Tallies } from './tallies.ts'

/** Messages that are read at once: a few milliseconds of work, after which the thread listens. */
const PAGE = 250

/** Milliseconds between two reports of progress. */
const TELL = 100

export interface Simulation {
  readonly tallies: Tallies
  readonly report: SimulationReport
}

export interface SimulationPorts {
  readonly messages: SimulatedMessages
  /** Tells how far it is. */
  readonly tell: (state: Pick<SimulationState, 'phase' | 'done' | 'total'>) => void
  /** Lets the thread listen; false ends the simulation. */
  readonly goOn: () => Promise<boolean>
}

/**
 * Screens the messages of a job with its draft, and says beside it what the rules in force say of them: what central
 * recorded where it screened the message with these very rules, and else what the engine says now.
 *
 * @returns null when it was ended
 */
export async function simulate(job: SimulationJob, ports: SimulationPorts): Promise<Simulation | null> {
  const { messages, tell, goOn } = ports
  const compile = async (content: RuleSetContent, version: number, like?: CompiledRuleSet) => {
    const steps = compileSteps(content, version, like)
    let told = performance.now()
    for (;;) {
      const step = steps.next()
      if (step.done === true) return step.value
      if (performance.now() - told < TELL) continue
      told = performance.now()
      tell({ phase: 'compiling', done: Math.round(step.value * 100), total: 100 })
      if (!(await goOn())) return null
    }
  }

  tell({ phase: 'compiling', done: 0, total: 0 })
  const draft = await compile(job.draft, 0)
  if (draft === null || !(await goOn())) return null
  const inForce = lazily(async () => {
    const content = job.inForce?.content ?? { watchlists: [], rules: [] }
    // Watchlists that the draft does not change are made ready once.
    const same = JSON.stringify(content.watchlists) === JSON.stringify(job.draft.watchlists)
    return compile(same ? { ...content, watchlists: job.draft.watchlists } : content, job.inForce?.number ?? 0, draft)
  })

  // The library that tells languages is large: it is loaded where a rule asks for them.
  const asks = asksForLanguage(job.draft) || (job.inForce !== null && asksForLanguage(job.inForce.content))
  const languageOf = asks ? (await import('../../../shared/screening/language.ts')).languageOf : noLanguage

  const tallies = new Tallies(job.draft.rules, job.timeZone)
  const number = job.inForce?.number ?? 0
  const total = messages.count(job.from)
  let done = 0
  let told = Number.NEGATIVE_INFINITY
  let after: number | null = null
  do {
    const page = messages.page(job.from, after, PAGE)
    for (const one of page.messages) {
      const known = one.said !== null && one.ruleSetVersion === number ? one.said : null
      const other = known === null ? await inForce() : null
      if (known === null && other === null) return null
      examine(one, known, draft, other, tallies, languageOf)
    }
    tallies.skip(page.skipped)
    done += page.messages.length + page.skipped
    after = page.last
    if (performance.now() - told >= TELL) {
      told = performance.now()
      tell({ phase: 'screening', done: Math.min(done, total), total })
    }
    if (!(await goOn())) return null
  } while (after !== null)
  return { tallies, report: tallies.report(number, job.from, job.until) }
}

function examine(
  { message, context, estimated, ending }: SimulatedMessage,
  known: SimulatedMessage['said'],
  draft: CompiledRuleSet,
  inForce: CompiledRuleSet | null,
  tallies: Tallies,
  languageOf: LanguageTeller,
): void {
  const matches = findMatches(draft, message.text)
  const would = screenMatched(draft, message, context, matches, languageOf)
  const other =
    inForce === null
      ? null
      : screenMatched(
          inForce,
          message,
          context,
          inForce.matcher === draft.matcher ? matches : findMatches(inForce, message.text),
          languageOf,
        )
  tallies.add(
    {
      id: message.id,
      sentAt: Date.parse(message.sentAt),
      unit: context.housingUnit,
      inForce: known ?? other?.outcome ?? 'deliver',
      draft: would.outcome,
      ending,
      rules: would.record.rules.map((hit) => hit.number - 1),
    },
    estimated,
  )
}

const noLanguage: LanguageTeller = () => 'und'

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= make()
    return made
  }
}
