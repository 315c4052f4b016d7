import type { Handlers, MethodOutput } from '../../shared/console/methods.ts'
import type { RuleSetView } from '../../shared/console/rules.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { fakeId } from './fake-facility.ts'
import type { FakeWorld } from './fake-world.ts'

type Rules = Pick<Handlers, 'rules.overview' | 'rules.saveDraft' | 'rules.propose' | 'rules.publish' | 'rules.withdraw'>

/** The rule handlers of the fake workstation: version 12 in force, one proposal by somebody else. */
export function createFakeRules(world: FakeWorld): Rules {
  const { content } = world.facility
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
  const overview: MethodOutput<'rules.overview'> = {
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
    history: [view(11, 'superseded', 11), view(10, 'superseded', 10)],
    draft: null,
  }
  const proposal = (id: string) => {
    const found = overview.proposals.find((each) => each.ruleSet.id === id)
    if (!found) throw new Refusal('not_found')
    overview.proposals = overview.proposals.filter((each) => each !== found)
    return found
  }
  return {
    'rules.overview': () => overview,
    'rules.saveDraft': ({ draft }) => {
      overview.draft = draft
      return {}
    },
    'rules.propose': ({ content: proposed, comment, basedOn }) => {
      const base = view(20 + overview.proposals.length, 'proposed', null)
      const user = world.session.user
      overview.proposals.push({
        ...base,
        proposedByName: user?.name ?? null,
        ruleSet: { ...base.ruleSet, content: proposed, comment, basedOn, proposedBy: user?.id ?? null },
      })
      return { id: base.ruleSet.id }
    },
    'rules.publish': ({ id }) => {
      const found = proposal(id)
      if (overview.inForce) overview.history.unshift(overview.inForce)
      overview.inForce = { ...found, ruleSet: { ...found.ruleSet, state: 'in_force', number: 13 } }
      return {}
    },
    'rules.withdraw': ({ id }) => {
      proposal(id)
      return {}
    },
  }
}
