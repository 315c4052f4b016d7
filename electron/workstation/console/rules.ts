import { v7 as uuidv7 } from 'uuid'
import type { Command, CommandKind } from '../../../shared/central/commands.ts'
import { operations } from '../../../shared/central/operations.ts'
import type { Handlers } from '../../../shared/console/methods.ts'
import type { RuleSetSummary, RuleSetView, ruleMethods } from '../../../shared/console/rules.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { TermChecker } from '../../../shared/screening/check.ts'
import type { Cache } from '../cache/cache.ts'
import type { VersionedRuleSet, VersionedSummary } from '../cache/rules.ts'
import { Unreachable } from '../sync/central.ts'
import { give } from './give.ts'
import type { HandlerContext } from './workspace.ts'

const HISTORY = 50

/** Rule sets: drafts, proposals and their publication. Commands on them have no undo window. */
export function ruleHandlers(context: HandlerContext): Pick<Handlers, keyof typeof ruleMethods> {
  /** The proposals on screen are asked for again at once: what was given shows on them. */
  function change(kind: CommandKind, target: string, basedOn: number, payload: Command['payload']): void {
    give(context, kind, target, basedOn, payload)
    context.hub.add('rules', target)
  }

  /** A proposal that is still open, in the version that the user saw. */
  function proposal(id: string, version: number): VersionedRuleSet {
    const found = context.workspace().cache.rules.get(id)
    if (found === null) throw new Refusal('not_found')
    if (found.ruleSet.state !== 'proposed') throw new Refusal('proposal_closed')
    if (found.version !== version) throw new Refusal('conflict')
    return found
  }

  return {
    'rules.overview': () => {
      const { cache, user } = context.workspace()
      const inForce = cache.rules.inForce()
      return {
        inForce: inForce === null ? null : viewOf(cache, inForce),
        proposals: cache.rules.proposals().map((each) => summaryOf(cache, each)),
        history: cache.rules.history(HISTORY).map((each) => summaryOf(cache, each)),
        draft: cache.rules.draft(user.id),
      }
    },
    'rules.version': ({ id }) => {
      const { cache } = context.workspace()
      const found = cache.rules.get(id)
      if (found === null) throw new Refusal('not_found')
      return viewOf(cache, found)
    },
    'rules.effect': async ({ days }) => {
      const { engine, facility } = context.workspace()
      try {
        return await engine.ask(operations.rulesEffect, {
          params: { facilityId: facility.id },
          query: { days },
          body: {},
        })
      } catch (error) {
        throw error instanceof Unreachable ? new Refusal('unavailable') : error
      }
    },
    'rules.saveDraft': ({ draft }) => {
      const { cache, user } = context.workspace()
      cache.durable(() => cache.rules.saveDraft(user.id, draft))
      return {}
    },
    'rules.propose': ({ basedOn, comment, content }) => {
      const { cache } = context.workspace()
      if ((cache.rules.inForce()?.ruleSet.number ?? 0) !== basedOn) throw new Refusal('proposal_outdated')
      const problems = new TermChecker().problems(content)
      if (problems.length > 0) throw new Refusal('term_invalid', problems)
      const id = uuidv7()
      change('rules.propose', id, basedOn, { comment, content })
      return { id }
    },
    'rules.restore': ({ id: earlier, basedOn, comment }) => {
      const { cache } = context.workspace()
      const found = cache.rules.get(earlier)
      if (found === null) throw new Refusal('not_found')
      if (found.ruleSet.state !== 'superseded') throw new Refusal('proposal_closed')
      if ((cache.rules.inForce()?.ruleSet.number ?? 0) !== basedOn) throw new Refusal('proposal_outdated')
      const id = uuidv7()
      change('rules.propose', id, basedOn, { comment, content: found.ruleSet.content })
      return { id }
    },
    'rules.publish': ({ id, version }) => {
      const { user, cache } = context.workspace()
      const { ruleSet } = proposal(id, version)
      if (ruleSet.proposedBy === user.id) throw new Refusal('second_supervisor_required')
      if ((cache.rules.inForce()?.ruleSet.number ?? 0) !== ruleSet.basedOn) throw new Refusal('proposal_outdated')
      change('rules.publish', id, version, {})
      return {}
    },
    'rules.withdraw': ({ id, version }) => {
      proposal(id, version)
      change('rules.withdraw', id, version, {})
      return {}
    },
  }
}

function viewOf(cache: Cache, { version, ruleSet }: VersionedRuleSet): RuleSetView {
  return { ruleSet, version, ...namesOf(cache, ruleSet) }
}

function summaryOf(cache: Cache, { version, ruleSet }: VersionedSummary): RuleSetSummary {
  return { ruleSet, version, ...namesOf(cache, ruleSet) }
}

function namesOf(cache: Cache, ruleSet: VersionedSummary['ruleSet']) {
  const name = (id: string | null) => (id === null ? null : cache.facility.staffName(id))
  return { proposedByName: name(ruleSet.proposedBy), publishedByName: name(ruleSet.publishedBy) }
}
