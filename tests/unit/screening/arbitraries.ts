import fc from 'fast-check'
import { compileRuleSet } from '../../../shared/screening/engine.ts'
import type { ScreenedMessage, ScreeningContext } from '../../../shared/screening/evaluate.types.ts'
import type { Action, Condition, Rule, Term, Watchlist } from '../../../shared/screening/rules.ts'
import { content, idOf, rule, watchlist } from './rule-sets.ts'

/** Words and phrases of the generated lists. */
export const terms = ['kites', 'kill', 'blue house', 'ms13', 'ill', 'aa', 'cuchillo', '🔪🔪', 'La Línea', 'нож']
export const lists: Watchlist[] = [
  watchlist(1, 'other', terms),
  watchlist(2, 'gang', terms.slice(0, 4), false),
  watchlist(3, 'self_harm', ['end it all']),
  {
    ...watchlist(6, 'gang', []),
    people: [
      { kind: 'member', id: idOf(100), name: 'Ana Baca' },
      { kind: 'individual', id: idOf(201), name: 'Luis Baca' },
    ],
  },
]
const more: Term[] = [
  { kind: 'near', id: idOf(4_000), text: 'kill*', near: 'blue house', within: 6 },
  { kind: 'near', id: idOf(4_001), text: 'the', near: '🔪🔪', within: 3 },
  { kind: 'regex', id: idOf(4_002), text: '[1l!]+' },
  { kind: 'regex', id: idOf(4_003), text: 'k.t' },
  { kind: 'words', id: idOf(4_004), text: '*i*', wholeWord: true },
  { kind: 'words', id: idOf(4_005), text: 'kit* kill*', wholeWord: true },
]
export const others: Watchlist[] = [
  { ...watchlist(4, 'other', []), terms: more },
  {
    ...watchlist(5, 'other', ['kites', 'kill']),
    exceptions: [{ id: idOf(4_100), text: 'kites kill*' }],
    sees: ['case'],
  },
]
export const compiled = compileRuleSet(content([...lists, ...others]), 1)

/** Any string there can be, and strings of words that matter. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        ...terms,
        'k i t e s',
        'k1ll',
        ' ',
        '.',
        '-',
        '\u200b',
        'íí',
        '1',
        'l',
        '!',
        '\ud800',
        'ﬃ',
        '\n',
        '🙂',
        '❤️',
        '𝐤',
        'k',
        'i',
        't',
        'es',
        '$',
        '|',
        '+',
        '’',
        'ｋ',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
)

export const anyAction: fc.Arbitrary<Action> = fc.oneof(
  fc.constant<Action>({ kind: 'deliver' }),
  fc.record({ kind: fc.constant('delay' as const), minutes: fc.integer({ min: 1, max: 43_200 }) }),
  fc.record({
    kind: fc.constant('window' as const),
    from: fc.integer({ min: 0, max: 1440 }),
    to: fc.integer({ min: 0, max: 1440 }),
  }),
  fc.record({
    kind: fc.constant('review' as const),
    priority: fc.constantFrom('low' as const, 'normal' as const, 'high' as const, 'urgent' as const),
  }),
  fc.record({ kind: fc.constant('reject' as const), reasonId: fc.constantFrom(idOf(1), idOf(2)) }),
)

const anyCondition: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
  { kind: 'direction', direction: 'inbound' },
  { kind: 'direction', direction: 'outbound' },
  { kind: 'mentions', watchlistIds: [idOf(1)], atLeast: 1 },
  { kind: 'length', moreThan: 20 },
  { kind: 'sample', inHundred: 50 },
  { kind: 'time_of_day', from: 600, to: 900, weekdays: [1, 2] },
  { kind: 'category', categories: ['gang', 'self_harm'], atLeast: 2 },
  { kind: 'watched_person', watchlistIds: [idOf(6)], side: 'either' },
  { kind: 'watched_person', watchlistIds: [idOf(6)], side: 'sender' },
  { kind: 'language', is: 'none_of', languages: ['en', 'es'] },
  { kind: 'language', is: 'one_of', languages: ['und'] },
  { kind: 'contact_age', lessThanDays: 30 },
  { kind: 'contact_messages', fewerThan: 5 },
  { kind: 'sender_messages', moreThan: 5 },
  { kind: 'relationship', relationships: ['mother', 'friend'] },
  { kind: 'housing_unit', units: ['A1', 'B2'] },
  { kind: 'cod' },
  { kind: 'revision' },
)

export const anyRules = fc
  .array(
    fc.tuple(
      anyAction,
      fc.array(anyCondition, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('all' as const, 'any' as const),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.map(([action, conditions, match], i): Rule => rule(i, action, conditions, match)))

const moment = fc.integer({ min: 0, max: 365 * 86_400 }).map((seconds) => Date.UTC(2025, 11, 1) + seconds * 1_000)

/** What a message is besides its text and its id. */
export const anyMessage: fc.Arbitrary<Omit<ScreenedMessage, 'id' | 'text'>> = fc.record({
  memberId: fc.constantFrom(idOf(100), idOf(101)),
  individualId: fc.constantFrom(idOf(200), idOf(201)),
  direction: fc.constantFrom('inbound' as const, 'outbound' as const),
  cod: fc.boolean(),
  revision: fc.boolean(),
  sentAt: moment.map((at) => new Date(at).toISOString()),
})

export const anyContext: fc.Arbitrary<ScreeningContext> = fc.record({
  timeZone: fc.constantFrom('America/Denver', 'Asia/Kathmandu'),
  relationship: fc.constantFrom('mother', ' Friend', 'aunt', ''),
  housingUnit: fc.constantFrom('A1', 'B2', 'C'),
  contactApprovedAt: fc.option(moment.map((at) => new Date(at).toISOString())),
  contactMessages: fc.integer({ min: 0, max: 20 }),
  senderMessages24h: fc.integer({ min: 0, max: 12 }),
})
