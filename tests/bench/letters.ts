import { randomOf } from '../../central/demo/random.ts'
import type { Contact, Individual, Member, Message } from '../../shared/central/entities.ts'
import type { RuleHit } from '../../shared/screening/rules.ts'

/** How much a scene holds. The first `open` messages of it wait for review. */
export interface Shape {
  readonly messages: number
  readonly open: number
}

export const shapeName = ({ messages, open }: Shape): string => `${messages}-${open}`

const PEOPLE = 2_000
const CONTACTS = 4_000
const WORDS_IN_ALL = 4_000
const WORDS = 170
const END = Date.UTC(2026, 9, 31)
/** Between two messages, in milliseconds: a million in a month. */
const APART = 2_500

const syllables = 'ba ke di fo gu ha ji ko lu ma ne pi ro su ta ve wi yo za tra ple sko gri nda lth'.split(' ')

function wordsOf(count: number, least: number): string[] {
  const dice = randomOf(7, 'words of the bench')
  const found = new Set<string>()
  while (found.size < count) {
    found.add(Array.from({ length: dice.int(least, 4) }, () => dice.pick(syllables)).join(''))
  }
  return [...found]
}

/** All words that occur, the most frequent first: the first is in nearly every message, the last in one of fifty. */
export const vocabulary = (): string[] => wordsOf(WORDS_IN_ALL, 1)

export type SnapshotRecord = {
  [E in 'individual' | 'member' | 'contact' | 'message']: { entity: E; data: EntityOf[E] }
}[keyof EntityOf]
type EntityOf = { individual: Individual; member: Member; contact: Contact; message: Message }

/** The people of every scene. The same ones every time. */
export function people(): { individuals: Individual[]; members: Member[]; contacts: Contact[] } {
  const dice = randomOf(7, 'people of the bench')
  const capital = (word: string) => `${word[0]?.toUpperCase()}${word.slice(1)}`
  const names = wordsOf(400, 2).map(capital)
  const name = () => `${dice.pick(names)} ${dice.pick(names)}`
  const individuals = Array.from({ length: PEOPLE }, (_, n): Individual => {
    const bookingNumber = `B-${10_000 + n}`
    return {
      id: dice.id(n),
      name: name(),
      bookingNumber,
      housingUnit: dice.pick(['A', 'B', 'C', 'D']),
      status: 'active',
    }
  })
  const members = Array.from({ length: PEOPLE }, (_, n): Member => {
    const memberNumber = `M-${20_000 + n}`
    return {
      id: dice.id(n),
      name: name(),
      memberNumber,
      email: `m${n}@example.org`,
      city: 'Denver',
      address: `${n} Elm Street`,
      phone: `+1303555${1_000 + n}`,
      status: 'active',
    }
  })
  const contacts = Array.from({ length: CONTACTS }, (_, n): Contact => {
    const at = new Date(END - dice.int(60, 900) * 86_400_000).toISOString()
    return {
      id: dice.id(n),
      memberId: dice.pick(members).id,
      individualId: dice.pick(individuals).id,
      relationship: 'sister',
      state: 'approved',
      privileged: false,
      privilege: null,
      requestedAt: at,
      decidedAt: at,
      decidedBy: null,
      reasonId: null,
    }
  })
  return { individuals, members, contacts }
}

const rule: RuleHit = {
  ruleId: '0190c000-0000-7000-8000-00000000000a',
  number: 1,
  name: 'One in four',
  action: { kind: 'review', priority: 'normal' },
  conditions: [],
}
const list = { listId: '0190a000-0000-7000-8000-00000000000a', name: 'Contraband' }

/**
 * Messages of some 1.1 kB each, the open ones the youngest and first. The same ones every time.
 *
 * @param end the last one is sent shortly before this (milliseconds since 1970)
 */
export function* messagesOf(
  { messages, open }: Shape,
  contacts: readonly Pick<Contact, 'id' | 'memberId' | 'individualId'>[],
  end: number = END,
): Generator<Message> {
  const dice = randomOf(7, 'messages of the bench')
  const words = vocabulary()
  const word = () => words[Math.floor(dice.next() ** 2 * WORDS_IN_ALL)] ?? ''
  for (let n = 0; n < messages; n++) {
    const text = Array.from({ length: WORDS }, word).join(' ')
    const waits = n < open
    const sent = end - (waits ? open - n : n + 1) * APART
    const at = new Date(sent).toISOString()
    const contact = dice.pick(contacts)
    const flagged = waits && dice.chance(0.3)
    yield {
      id: dice.id(sent),
      contactId: contact.id,
      memberId: contact.memberId,
      individualId: contact.individualId,
      direction: dice.chance(0.5) ? 'inbound' : 'outbound',
      text,
      characters: text.length,
      state: waits ? 'pending_review' : 'delivered',
      payment: 'paid',
      cod: dice.chance(0.1),
      escalated: false,
      assignedTo: null,
      heldUntil: null,
      urgent: false,
      priority: dice.pick(['low', 'normal', 'high']),
      sentAt: at,
      deliverAt: null,
      deliveredAt: waits ? null : at,
      openedAt: null,
      stateSince: at,
      revises: null,
      screening: {
        ruleSetVersion: 1,
        matches: flagged
          ? [
              {
                watchlistId: list.listId,
                watchlist: list.name,
                category: 'contraband',
                termId: list.listId,
                term: text.slice(0, text.indexOf(' ')),
                start: 0,
                end: text.indexOf(' '),
                via: [],
              },
            ]
          : [],
        rules: waits ? [rule] : [],
      },
    }
  }
}

/** What a snapshot of a scene sends, in its order. */
export function* snapshotRecords(shape: Shape): Generator<SnapshotRecord> {
  const { individuals, members, contacts } = people()
  for (const data of individuals) yield { entity: 'individual', data }
  for (const data of members) yield { entity: 'member', data }
  for (const data of contacts) yield { entity: 'contact', data }
  for (const data of messagesOf(shape, contacts)) yield { entity: 'message', data }
}
