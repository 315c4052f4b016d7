import type { Handlers } from '../../shared/console/methods.ts'
import type { RuleSetView, ruleMethods } from '../../shared/console/rules.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import type { RuleSetContent } from '../../shared/screening/rules.ts'
import { fakeId } from './fake-facility.ts'
import type { FakeWorld } from './fake-world.ts'

type Rules = Pick<Handlers, keyof typeof ruleMethods>

interface FakeRuleSets {
  inForce: RuleSetView | null
  proposals: RuleSetView[]
  history: RuleSetView[]
  draft: { basedOn: number; content: RuleSetContent } | null
}

/** The rule handlers of the fake workstation: version 12 in force, one proposal by somebody else. */
export function createFakeRules(world: FakeWorld): Rules {
  const { content } = world.facility
  const earlier = { ...content, rules: content.rules.slice(1) }
  const view = (n: number, state: RuleSetView['ruleSet']['state'], number: number | null): RuleSetView => ({
    version: 1,
    proposedByName: 'Lt. A. Farr',
    publishedByName: state === 'in_force' || state === 'superseded' ? 'Sgt. M. Cole' : null,
    ruleSet: {
      id: fakeId(10, n),
      state,
      number,
      basedOn: 12,
      comment: state === 'proposed' ? 'Longer watch on new contacts' : 'Quarterly review',
      content,
      proposedBy: fakeId(9, 7),
      proposedAt: '2026-11-09T15:00:00.000Z',
      publishedBy: number === null ? null : fakeId(9, 8),
      publishedAt: number === null ? null : '2026-11-09T16:00:00.000Z',
    },
  })
  const state: FakeRuleSets = {
    inForce: view(12, 'in_force', 12),
    proposals: [
      {
        ...view(13, 'proposed', null),
        ruleSet: {
          ...view(13, 'proposed', null).ruleSet,
          content: {
            ...content,
            rules: content.rules.map((rule) =>
              rule.name === 'New contact'
                ? {
                    ...rule,
                    conditions: [
                      { kind: 'direction', direction: 'inbound' },
                      { kind: 'contact_age', lessThanDays: 30 },
                    ],
                  }
                : rule,
            ),
          },
        },
      },
    ],
    history: [
      { ...view(11, 'superseded', 11), ruleSet: { ...view(11, 'superseded', 11).ruleSet, content: earlier } },
      view(10, 'superseded', 10),
    ],
    draft: null,
  }
  const proposal = (id: string) => {
    const found = state.proposals.find((each) => each.ruleSet.id === id)
    if (!found) throw new Refusal('not_found')
    state.proposals = state.proposals.filter((each) => each !== found)
    return found
  }
  const propose = (proposed: RuleSetContent, comment: string, basedOn: number) => {
    const base = view(20 + state.proposals.length, 'proposed', null)
    const user = world.session.user
    state.proposals.push({
      ...base,
      proposedByName: user?.name ?? null,
      ruleSet: { ...base.ruleSet, content: proposed, comment, basedOn, proposedBy: user?.id ?? null },
    })
    return { id: base.ruleSet.id }
  }
  const all = () => [...(state.inForce ? [state.inForce] : []), ...state.proposals, ...state.history]
  const version = (id: string) => {
    const found = all().find((each) => each.ruleSet.id === id)
    if (!found) throw new Refusal('not_found')
    return found
  }
  return {
    'rules.overview': () => state,
    'rules.version': ({ id }) => version(id),
    'rules.effect': ({ days }) => {
      if (world.sync.connection === 'offline') throw new Refusal('unavailable')
      const until = Date.now()
      return {
        number: state.inForce?.ruleSet.number ?? 0,
        from: new Date(until - days * 86_400_000).toISOString(),
        until: new Date(until).toISOString(),
        messages: 9_120,
        rules: (state.inForce?.ruleSet.content.rules ?? []).map((rule, at) => ({
          ruleId: rule.id,
          matched: 100 * at,
          held: 100 * at,
          approved: 61 * at,
          rejected: 30 * at,
          medianWait: at === 0 ? null : 1_260,
          delayed: 0,
          medianDelay: null,
          rejectedOutright: 0,
          overturned: 0,
        })),
      }
    },
    'rules.saveDraft': ({ draft }) => {
      state.draft = draft
      return {}
    },
    'rules.propose': ({ content: proposed, comment, basedOn }) => propose(proposed, comment, basedOn),
    'rules.restore': ({ id, comment, basedOn }) => propose(version(id).ruleSet.content, comment, basedOn),
    'rules.publish': ({ id }) => {
      const found = proposal(id)
      if (state.inForce)
        state.history.unshift({ ...state.inForce, ruleSet: { ...state.inForce.ruleSet, state: 'superseded' } })
      state.inForce = { ...found, ruleSet: { ...found.ruleSet, state: 'in_force', number: 13 } }
      return {}
    },
    'rules.withdraw': ({ id }) => {
      proposal(id)
      return {}
    },
  }
}
