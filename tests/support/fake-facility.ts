import type { Contact, Individual, Member, Message } from '../../shared/central/entities.ts'
import { codePoints } from '../../shared/domain/message.ts'
import type { Reason } from '../../shared/domain/reasons.ts'
import type { Rule, RuleSetContent, TermMatch, Watchlist } from '../../shared/screening/rules.ts'

/** A UUID that says what it names: kind in the first group, number in the last. */
export function fakeId(kind: number, n: number): string {
  return `${kind.toString(16).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
}

const KIND = {
  individual: 1,
  member: 2,
  contact: 3,
  message: 4,
  reason: 5,
  rule: 6,
  list: 7,
  term: 8,
  staff: 9,
  set: 10,
}

const outside = [
  'Teresa Holt',
  'Dana Whitfield',
  'Luis Ortega',
  'Pam Sutter',
  'Keisha Barnes',
  'Nora Quill',
  'Greg Amadi',
  'Ines Calder',
  'Sam Ridley',
  'Walt Greer',
  'María de los Ángeles Fernández-Villavicencio',
]
const inside = [
  'Andre Holt',
  'Marcus Reed',
  'Rafael Ortega',
  'Joel Sutter',
  'Tyrell Barnes',
  'Ben Quill',
  'Paul Amadi',
  'Tom Calder',
  'Jo Ridley',
  'Dean Greer',
  'Wolfgang Amadeus Featherstonehaugh-Cholmondeley III',
]
const relations = [
  'Sister',
  'Aunt',
  'Father',
  'Wife',
  'Mother',
  'Friend',
  'Brother',
  'Daughter',
  'Cousin',
  'Son',
  'Godmother',
]
const units = ['A1', 'A2', 'B1', 'B2', 'C1', 'D']

const letters = [
  'I read your last letter four times and I still do not know what to say. I am so tired. Some nights I think it would be easier to end it all.\n\nPlease write soon.',
  'Marcus,\n\nI know you said not to worry but I do. Your cousin came by on Sunday and said the laundry kites still go out on Thursdays and that you would know what it means. I did not ask and I would rather you did not tell me either.\n\nJosie lost her front tooth. She put it under the pillow and then she took it out again because she wants to show you first, so it is in an envelope on the fridge with your name on it. I told her it might be a while.\n\nThe lawyer moved the meeting to the 14th. Please do not skip lunch to save money for the phone, I put some on it. And if he asks you again about the k i t e s, say no. Please. Say it for Josie.\n\nLove, Aunt Dana',
  'Hijo, tu abuela preguntó por ti otra vez. Le dije que comes bien y que lees. ¿Es verdad?\n\nLa cosecha fue buena este año. Tu hermano arregló el tractor con piezas de dos viejos.',
  'The truck passed inspection, finally. I put the new tires on myself and only swore twice.',
  'I took out the part they did not like. What I wanted to say is simply that we miss you and the house is too quiet.',
  'Happy birthday! We sang for you at breakfast. The dog howled along, as every year.',
  'Everybody from the block sends their love. Big T says the set is still strong.',
  'It has been raining since Tuesday and the creek is up to the second fence post.',
  'I do not know how to start this so I will start with the weather. It is cold.',
  'Sold the tractor. Got less than I hoped, more than your uncle said I would.',
]

export interface FakeFacility {
  individuals: Individual[]
  members: Member[]
  contacts: Contact[]
  messages: Message[]
  reasons: Reason[]
  content: RuleSetContent
}

/** Watchlists and rules of the fake facility. */
export function fakeContent(): RuleSetContent {
  const list = (n: number, name: string, category: Watchlist['category'], terms: string[]): Watchlist => ({
    id: fakeId(KIND.list, n),
    name,
    category,
    terms: terms.map((text, at) => ({ id: fakeId(KIND.term, n * 100 + at), text, wholeWord: true })),
  })
  const rule = (n: number, name: string, conditions: Rule['conditions'], action: Rule['action']): Rule => ({
    id: fakeId(KIND.rule, n),
    name,
    enabled: n !== 4,
    match: 'all',
    conditions,
    action,
  })
  return {
    watchlists: [
      list(1, 'contraband', 'contraband', ['kites', 'laundry kites', 'package', 'burner']),
      list(2, 'self-harm', 'self_harm', ['end it all', 'kill myself']),
      list(3, 'gang', 'gang', ['big t', 'the set']),
    ],
    rules: [
      rule(1, 'Self-harm first', [{ kind: 'mentions', watchlistIds: [fakeId(KIND.list, 2)], atLeast: 1 }], {
        kind: 'review',
        priority: 'urgent',
      }),
      rule(
        2,
        'Gang or contraband',
        [{ kind: 'mentions', watchlistIds: [fakeId(KIND.list, 3), fakeId(KIND.list, 1)], atLeast: 1 }],
        { kind: 'review', priority: 'high' },
      ),
      rule(
        3,
        'New contact',
        [
          { kind: 'direction', direction: 'inbound' },
          { kind: 'contact_age', lessThanDays: 14 },
        ],
        { kind: 'review', priority: 'normal' },
      ),
      rule(4, 'Nights', [{ kind: 'housing_unit', units: ['C1'] }], { kind: 'window', from: 480, to: 1200 }),
      rule(5, 'Sample', [{ kind: 'sample', inHundred: 5 }], { kind: 'review', priority: 'low' }),
    ],
  }
}

function match(
  text: string,
  spelt: string,
  listNumber: number,
  content: RuleSetContent,
  via: TermMatch['via'],
): TermMatch[] {
  const start = text.indexOf(spelt)
  const list = content.watchlists[listNumber - 1]
  const term = list?.terms[0]
  if (start < 0 || !list || !term) return []
  return [
    {
      watchlistId: list.id,
      watchlist: list.name,
      category: list.category,
      termId: term.id,
      term: term.text,
      start,
      end: start + spelt.length,
      via,
    },
  ]
}

/** A facility of made-up people with messages enough for a test or a look; the same every time but for its clock. */
export function makeFacility(size: number, now: number): FakeFacility {
  const content = fakeContent()
  const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString()
  const people = Math.max(inside.length, Math.min(400, size))
  const individuals = Array.from(
    { length: people },
    (_, n): Individual => ({
      id: fakeId(KIND.individual, n),
      name:
        n < inside.length
          ? (inside[n] ?? '')
          : `${(inside[n % 10] ?? '').split(' ')[0]} ${(outside[(n * 7) % 10] ?? '').split(' ')[1]}`,
      bookingNumber: `2026-${String(8_000 + n * 17).padStart(5, '0')}`,
      housingUnit: units[n % units.length] ?? 'A1',
      status: 'active',
    }),
  )
  const members = Array.from(
    { length: people },
    (_, n): Member => ({
      id: fakeId(KIND.member, n),
      name:
        n < outside.length
          ? (outside[n] ?? '')
          : `${(outside[n % 10] ?? '').split(' ')[0]} ${(inside[(n * 3 + 1) % 10] ?? '').split(' ')[1]}`,
      memberNumber: `M-${20_410 + n}`,
      email: `member${n}@example.org`,
      city: ['Pueblo', 'Trinidad', 'La Junta'][n % 3] ?? '',
      address: `${100 + n} Alder Street`,
      phone: `+1 719 555 0${100 + (n % 900)}`,
      status: 'active',
    }),
  )
  const contact = (n: number, at: number, state: Contact['state']): Contact => ({
    id: fakeId(KIND.contact, n),
    memberId: fakeId(KIND.member, at),
    individualId: fakeId(KIND.individual, (at + (state === 'approved' ? 0 : 3)) % people),
    relationship: relations[at % relations.length] ?? 'Friend',
    state,
    privileged: at === 5 && state === 'approved',
    privilege: null,
    requestedAt: ago(60 * 24 * 9 + n * 50),
    decidedAt: state === 'pending' ? null : ago(60 * 24 * 3 + n),
    decidedBy: state === 'pending' ? null : fakeId(KIND.staff, 2),
    reasonId: null,
  })
  const contacts = [
    ...individuals.map((_, n) => contact(n, n, 'approved')),
    ...Array.from({ length: 31 }, (_, n) => contact(1_000 + n, n % people, 'pending')),
    ...Array.from({ length: 4 }, (_, n) => contact(2_000 + n, n, 'denied')),
  ]
  const messages = Array.from({ length: size }, (_, n): Message => {
    const at = n % people
    const inbound = n % 4 !== 3
    const privileged = at === 5
    const letter = n < letters.length ? n : n % 61 === 0 ? 0 : 1 + ((n * 7) % (letters.length - 1))
    const base = letters[letter] ?? ''
    const text = privileged ? null : n === 10 ? (letters[2] ?? '').concat('\n\n').repeat(150).slice(0, 29_990) : base
    const matches =
      text === null
        ? []
        : [
            ...match(text, 'end it all', 2, content, []),
            ...match(text, 'laundry kites', 1, content, []),
            ...match(text, 'k i t e s', 1, content, ['spacing']),
            ...match(text, 'Big T', 3, content, ['case']),
          ]
    const urgent = matches.some((one) => one.category === 'self_harm')
    const rule = content.rules[urgent ? 0 : matches.length > 0 ? 1 : 2]
    const state =
      n >= size - 12 ? ((['held', 'scheduled', 'delivered', 'rejected'] as const)[n % 4] ?? 'held') : 'pending_review'
    const cod = !inbound && n % 8 === 3
    return {
      id: fakeId(KIND.message, n),
      contactId: fakeId(KIND.contact, at),
      memberId: fakeId(KIND.member, at),
      individualId: fakeId(KIND.individual, at),
      direction: inbound ? 'inbound' : 'outbound',
      text,
      characters: text === null ? 640 : codePoints(text),
      state,
      payment: state === 'rejected' ? 'refunded' : cod ? 'cod_unpaid' : 'paid',
      cod,
      escalated: n === 6,
      assignedTo: null,
      heldUntil: null,
      urgent,
      priority: urgent ? 'urgent' : matches.length > 0 ? 'high' : 'normal',
      sentAt: ago(178 - n * 0.37),
      deliverAt: state === 'scheduled' ? new Date(now + 3_600_000).toISOString() : null,
      deliveredAt: state === 'delivered' ? ago(5) : null,
      openedAt: null,
      stateSince: ago(178 - n * 0.37),
      revises: n === 4 ? fakeId(KIND.message, 900_000) : null,
      screening: {
        ruleSetVersion: 12,
        matches,
        rules: rule
          ? [
              {
                ruleId: rule.id,
                number: urgent ? 1 : matches.length > 0 ? 2 : 3,
                name: rule.name,
                action: rule.action,
                conditions: rule.conditions,
              },
            ]
          : [],
      },
    }
  })
  const reason = (order: number, code: string, en: string, es: string, uses: Reason['uses'], told: string): Reason => ({
    id: fakeId(KIND.reason, order),
    code,
    uses,
    staff: { en, es },
    public: { en: told, es: told },
    order,
    active: true,
  })
  const reasons = [
    reason(1, 'contraband', 'Contraband', 'Contrabando', ['reject', 'hold'], 'Contraband'),
    reason(2, 'threat', 'Threat or intimidation', 'Amenaza', ['reject', 'hold'], 'Threatening content'),
    reason(3, 'third_party', 'Third-party message', 'Mensaje de terceros', ['reject'], 'Message for a third person'),
    reason(
      4,
      'gang',
      'Gang activity',
      'Actividad de pandilla',
      ['reject', 'hold'],
      'Content against the facility rules',
    ),
    reason(5, 'translation', 'Needs translation', 'Necesita traducción', ['hold'], 'Under review'),
    reason(
      6,
      'not_verified',
      'Relationship not verified',
      'Relación no verificada',
      ['deny_contact'],
      'The relationship could not be verified',
    ),
    reason(
      7,
      'court_order',
      'Court order',
      'Orden judicial',
      ['deny_contact', 'reject'],
      'A court order forbids this contact',
    ),
  ]
  return { individuals, members, contacts, messages, reasons, content }
}
