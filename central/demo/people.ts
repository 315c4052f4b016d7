import type { Contact, Individual, Member } from '../../shared/central/entities.ts'
import type { Random } from './random.ts'
import { children, cities, lastNames, menFirst, pets, womenFirst } from './words/names.ts'

const DAY = 86_400_000

/** Housing units of the demo facility, A1 to D4. */
export const housingUnits = ['A', 'B', 'C', 'D'].flatMap((block) => [1, 2, 3, 4].map((n) => `${block}${n}`))

/** A contact with what its two people share: the threads of a family's letters. */
export interface Pair {
  readonly contact: Contact
  readonly member: Member
  readonly individual: Individual
  readonly spanish: boolean
  /** How often they write, compared with others. */
  readonly weight: number
  /** What letters call on: children, pets, work, places. */
  readonly words: Readonly<Record<string, string>>
  readonly style: 'plain' | 'lower' | 'texting' | 'loud'
  readonly emoji: boolean
}

/** What a letter needs to know of its two people. */
export interface Writers extends Pick<Pair, 'spanish' | 'words' | 'style' | 'emoji'> {
  readonly contact: Pick<Contact, 'id' | 'relationship' | 'privileged'>
  readonly member: Pick<Member, 'name'>
  readonly individual: Pick<Individual, 'name'>
}

export interface DemoPeople {
  readonly individuals: Individual[]
  readonly members: Member[]
  readonly pairs: Pair[]
}

export interface PeopleSizes {
  readonly individuals: number
  readonly members: number
  readonly contacts: number
  readonly pending: number
}

const relationships = [
  'mother',
  'father',
  'wife',
  'girlfriend',
  'sister',
  'brother',
  'friend',
  'aunt',
  'uncle',
  'cousin',
  'grandmother',
  'daughter',
  'son',
  'fiancée',
  'husband',
] as const
const relationshipWeights = [20, 7, 14, 13, 12, 7, 10, 4, 2, 5, 6, 5, 3, 4, 2]
const manly = new Set(['father', 'brother', 'uncle', 'son', 'husband'])

function makeIndividuals(random: Random, count: number, now: number): Individual[] {
  const individuals: Individual[] = []
  const numbers = new Set<string>()
  for (let i = 0; i < count; i++) {
    let bookingNumber = ''
    do {
      const year = new Date(now).getUTCFullYear() - random.weighted([6, 3, 1])
      bookingNumber = `${year}-${String(random.int(120, 9_980)).padStart(5, '0')}`
    } while (numbers.has(bookingNumber))
    numbers.add(bookingNumber)
    individuals.push({
      id: random.id(now - 300 * DAY),
      name: `${random.pick(random.chance(0.82) ? menFirst : womenFirst)} ${random.pick(lastNames)}`,
      bookingNumber,
      housingUnit: random.pick(housingUnits),
      status: i >= count - 8 ? 'transferred' : i >= count - 20 ? 'released' : 'active',
    })
  }
  return individuals
}

function makeMember(random: Random, index: number, now: number, relationship: string, lastName: string): Member {
  const first = random.pick(manly.has(relationship) ? menFirst : womenFirst)
  const local = `${first}.${lastName}`.toLowerCase().replace(/[^a-z.]/g, '')
  return {
    id: random.id(now - 400 * DAY),
    name: `${first} ${lastName}`,
    memberNumber: `M-${10_001 + index}`,
    email: `${local}${random.int(1, 99)}@example.org`,
    city: random.pick(cities),
    // Filled in where the people are complete, so that the letters of a seed stay as they were.
    address: '',
    phone: '',
    status: index % 150 === 149 ? 'deactivated' : 'active',
  }
}

/** What two people share and how they write, made up. */
export function voiceOf(random: Random): Pick<Pair, 'spanish' | 'words' | 'style' | 'emoji'> {
  return {
    spanish: random.chance(0.12),
    words: wordsOf(random),
    style: random.pick(['plain', 'plain', 'plain', 'plain', 'lower', 'texting', 'loud']),
    emoji: random.chance(0.18),
  }
}

function wordsOf(random: Random): Record<string, string> {
  return {
    kid: random.pick(children),
    kid2: random.pick(children),
    pet: random.pick(pets),
    sister: random.pick(womenFirst),
    brother: random.pick(menFirst),
    friend: random.pick(menFirst),
    last: random.pick(lastNames),
    car: random.pick(['Corolla', 'Civic', 'Ranger', 'Malibu', 'Caravan', 'Silverado', 'Altima', 'Cherokee']),
    work: random.pick([
      'the warehouse',
      'the diner',
      'the nursing home',
      'the hotel',
      'the school kitchen',
      'the tire shop',
      'the hospital laundry',
      'the grocery',
      'the call center',
      'the feed store',
      'the bakery',
      'the print shop',
    ]),
    workEs: random.pick([
      'la bodega',
      'el restaurante',
      'el hotel',
      'la fábrica',
      'la panadería',
      'el mercado',
      'la lavandería',
    ]),
    road: random.pick(['I-25', 'Colfax', 'Highway 50', 'Federal', 'the frontage road', 'Route 285', 'the loop']),
    street: random.pick([
      'Alder Street',
      'Osage Street',
      'Ninth',
      'Quincy',
      'Larkspur Lane',
      'Mesa Avenue',
      'Yarrow Court',
    ]),
    city: random.pick(cities).split(',')[0] ?? 'Pueblo',
    church: random.pick([
      'Mount Olive',
      'San Isidro',
      'New Hope',
      'Bethel',
      'Calvary',
      'Our Lady of Sorrows',
      'Grace Chapel',
    ]),
    team: random.pick(['Broncos', 'Nuggets', 'Rockies', 'Cowboys', 'Raiders', 'Avs']),
  }
}

/** Contact number `index` in its state: the first are pending, then some denied and revoked, the others approved. */
function makeContact(
  random: Random,
  index: number,
  sizes: PeopleSizes,
  now: number,
  of: Pick<Contact, 'memberId' | 'individualId' | 'relationship'>,
): Contact {
  const share = sizes.contacts / 2_000
  const pendingEnd = sizes.pending
  const deniedEnd = pendingEnd + Math.round(45 * share)
  const revokedEnd = deniedEnd + Math.round(25 * share)
  const state =
    index < pendingEnd ? 'pending' : index < deniedEnd ? 'denied' : index < revokedEnd ? 'revoked' : 'approved'
  const recent = state === 'approved' && random.chance(0.08)
  const ago =
    state === 'pending'
      ? random.int(20, 4_000) * 60_000
      : recent
        ? random.int(1, 15 * 1_440) * 60_000
        : random.int(15, 700) * DAY
  const decided = now - ago
  const requested = state === 'pending' ? decided : decided - random.int(60, 2_800) * 60_000
  return {
    ...of,
    id: random.id(requested),
    state,
    privileged: of.relationship === 'attorney',
    privilege: null,
    requestedAt: new Date(requested).toISOString(),
    decidedAt: state === 'pending' ? null : new Date(decided).toISOString(),
    decidedBy: null,
    reasonId: null,
  }
}

/** Individuals, members and the contacts between them. Who decided a contact is filled in by the caller. */
export function demoPeople(random: Random, sizes: PeopleSizes, now: number): DemoPeople {
  const individuals = makeIndividuals(random, sizes.individuals, now)
  const active = individuals.filter((one) => one.status === 'active')
  const members: Member[] = []
  const pairs: Pair[] = []
  const taken = new Set<string>()
  // Contacts are spread at random over their states, so that pending ones are no block of neighbours.
  const places = Array.from({ length: sizes.contacts }, (_, i) => i)
  for (let i = places.length - 1; i > 0; i--) {
    const j = random.int(0, i)
    ;[places[i], places[j]] = [places[j] as number, places[i] as number]
  }
  for (let i = 0; i < sizes.contacts; i++) {
    const place = places[i] ?? i
    const attorney = place >= sizes.contacts - 6
    const relationship = attorney ? 'attorney' : (relationships[random.weighted(relationshipWeights)] as string)
    const individual = random.pick(active)
    const ownName = individual.name.slice(individual.name.indexOf(' ') + 1)
    let member = members[i < sizes.members ? i : random.int(0, sizes.members - 1)]
    if (member === undefined) {
      const last = random.chance(relationship === 'friend' ? 0.03 : 0.45) ? ownName : random.pick(lastNames)
      member = makeMember(random, i, now, relationship, last)
      members.push(member)
    }
    if (taken.has(`${member.id} ${individual.id}`)) {
      i--
      continue
    }
    taken.add(`${member.id} ${individual.id}`)
    const contact = makeContact(random, place, sizes, now, {
      memberId: member.id,
      individualId: individual.id,
      relationship,
    })
    const young = contact.decidedAt !== null && now - Date.parse(contact.decidedAt) < 16 * DAY
    pairs.push({
      contact,
      member,
      individual,
      ...voiceOf(random),
      weight:
        contact.state === 'approved' && member.status === 'active'
          ? (random.next() ** 3 * 8 + 0.15) * (young ? 2.5 : 1)
          : 0,
    })
  }
  return { individuals, members, pairs }
}
