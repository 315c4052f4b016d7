import { describe, expect, it } from 'vitest'
import { createI18n } from '../../../renderer/i18n/i18n.ts'
import { ruleSentence } from '../../../renderer/i18n/sentences.ts'
import type { Condition, RuleHit } from '../../../shared/screening/rules.ts'

const names = { list: (id: string) => `list ${id}`, reason: () => 'Contraband' }
const say = (language: 'en' | 'es', condition: Condition, seen: NonNullable<RuleHit['seen']>[number]) =>
  ruleSentence(
    { match: 'all', conditions: [condition], action: { kind: 'review', priority: 'high' }, seen: [seen] },
    names,
    createI18n(language).t,
  )
    .map((piece) => piece.text)
    .join('')

describe('why a message is here, as a sentence', () => {
  it.each<[Condition, NonNullable<RuleHit['seen']>[number], string, string]>([
    [{ kind: 'mentions', watchlistIds: ['a'], atLeast: 1 }, 1, 'mentions list a, send', 'list a, '],
    [
      { kind: 'category', categories: ['gang'], atLeast: 2 },
      3,
      'gang at least 2 times (3 matches)',
      '(3 coincidencias)',
    ],
    [{ kind: 'watched_person', watchlistIds: ['a'], side: 'sender' }, 'list a', 'list a, send', 'list a, '],
    [{ kind: 'language', is: 'none_of', languages: ['en', 'es'] }, 'fr', '(French)', '(francés)'],
    [{ kind: 'contact_age', lessThanDays: 14 }, 1, 'less than 14 days ago (1 day)', '(1 día)'],
    [{ kind: 'contact_age', lessThanDays: 14 }, null, 'less than 14 days ago, send', '14 días, '],
    [{ kind: 'contact_messages', fewerThan: 5 }, 2, '(2 messages)', '(2 mensajes)'],
    [{ kind: 'relationship', relationships: ['aunt', 'uncle'] }, 'aunt', 'aunt, uncle (aunt)', '(aunt)'],
    [{ kind: 'housing_unit', units: ['C1'] }, 'C1', 'unit C1, send', 'C1, '],
    [{ kind: 'length', moreThan: 60 }, 75, '(75 characters)', '(75 caracteres)'],
    [{ kind: 'sender_messages', moreThan: 10 }, 11, '(11 messages)', '(11 mensajes)'],
    [{ kind: 'time_of_day', from: 1320, to: 360, weekdays: [1, 2, 3, 4, 5, 6, 7] }, 95, '(01:35)', '(01:35)'],
    [{ kind: 'sample', inHundred: 5 }, null, '5 in 100, send', '5 '],
  ])('says of %o and %o what was seen, in both languages', (condition, seen, english, spanish) => {
    expect(say('en', condition, seen)).toContain(english)
    expect(say('es', condition, seen)).toContain(spanish)
  })
})
