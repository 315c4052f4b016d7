import type { Action, Category, Condition, Rule, RuleSetContent, Watchlist } from '../../shared/screening/rules.ts'
import type { Random } from './random.ts'

const lists: readonly { name: string; category: Category; terms: string }[] = [
  {
    name: 'Self-harm',
    category: 'self_harm',
    terms:
      'ending it, ending it all, want to die, kill myself, killing myself, hurt myself, hurt himself, hurt herself, suicide, ' +
      'saving my pills, better off without me, slit my wrists, hang myself, no quiero vivir, quitarme la vida, matarme, suicidio',
  },
  {
    name: 'Contraband',
    category: 'contraband',
    terms:
      'strips, suboxone, subs, burner phone, burner, k2, sim card, fentanyl, fent, blow, kites, balloons, rollies, tobacco, ' +
      'meth, shank, hooch, under the liner, cash tag, la mota, cristal, tabaco, un celular',
  },
  {
    name: 'Gangs and groups',
    category: 'gang',
    terms:
      'Northgate Kings, NGK, Eastline, Eastline Crew, big homie, green light, green lit, La Línea Vieja, clica, ranfla',
  },
  {
    name: 'Threats and violence',
    category: 'violence',
    terms:
      'dead man, kill him, kill her, kill you, stab, stab him, break his jaw, burn that house, put him in the ground, ' +
      'pay for this, lo voy a matar, rompo la cara, quemo el carro',
  },
  {
    name: 'Escape',
    category: 'escape',
    terms:
      'make a run for it, over the fence, counted the rounds, then we are gone, escape plan, me voy a fugar, fugarme',
  },
  {
    name: 'Witnesses and cases',
    category: 'witness',
    terms:
      'witness, snitch, change his statement, there is no case, does not show up, drop the charges, la testigo, el testigo',
  },
  {
    name: 'Third parties',
    category: 'other',
    terms: 'pass this to, word for word, three-way, no contact list, this next part is from him, pásale este recado',
  },
]

/** What makes a demo rule: the facts that differ. */
function ruleOf(random: Random, at: number, name: string, conditions: Condition[], action: Action): Rule {
  return { id: random.id(at), name, enabled: true, match: 'all', conditions, action }
}

/** The watchlists and delivery rules of the demo facility. */
export function demoRuleSet(random: Random, at: number, cUnits: readonly string[]): RuleSetContent {
  const watchlists: Watchlist[] = lists.map((list) => ({
    id: random.id(at),
    name: list.name,
    category: list.category,
    terms: list.terms.split(',').map((text) => ({ id: random.id(at), text: text.trim(), wholeWord: true })),
  }))
  const mentions = (...categories: Category[]): Condition => ({
    kind: 'mentions',
    watchlistIds: watchlists.filter((list) => categories.includes(list.category)).map((list) => list.id),
    atLeast: 1,
  })
  const rule = (name: string, conditions: Condition[], action: Action): Rule =>
    ruleOf(random, at, name, conditions, action)
  return {
    watchlists,
    rules: [
      rule('Self-harm, at once', [mentions('self_harm')], { kind: 'review', priority: 'urgent' }),
      rule('Gang or contraband language', [mentions('gang', 'contraband')], { kind: 'review', priority: 'high' }),
      rule('Threats, escape, witnesses', [mentions('violence', 'escape', 'witness')], {
        kind: 'review',
        priority: 'high',
      }),
      rule('Passing messages on', [mentions('other')], { kind: 'review', priority: 'normal' }),
      rule('New contact', [{ kind: 'contact_age', lessThanDays: 14 }], { kind: 'review', priority: 'normal' }),
      rule('Many messages in a day', [{ kind: 'sender_messages', moreThan: 10 }], {
        kind: 'review',
        priority: 'normal',
      }),
      rule('Sample of 5 in 100', [{ kind: 'sample', inHundred: 5 }], { kind: 'review', priority: 'low' }),
      rule('Unit C waits half an hour', [{ kind: 'housing_unit', units: [...cUnits] }], { kind: 'delay', minutes: 30 }),
    ],
  }
}
