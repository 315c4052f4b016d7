import type { Contact, RuleSet } from '../../shared/central/entities.ts'
import { compileRuleSet } from '../../shared/screening/engine.ts'
import { demoStaff } from './accounts.ts'
import { withAddresses, withEvidence } from './evidence.ts'
import type { DemoFacility, DemoNotification, DemoRestriction, DemoStaffUser } from './facility.ts'
import { DemoHistory } from './history.ts'
import { demoPeople, housingUnits, type Pair } from './people.ts'
import { type Random, randomOf } from './random.ts'
import { demoReasons } from './reasons.ts'
import { DemoReviewers } from './review.ts'
import { demoRuleSet } from './rules.ts'
import { type DemoSizes, writeAll } from './write.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
const TIME_ZONE = 'America/Denver'

/** The sizes of the demo. */
export const fullSizes: DemoSizes = {
  individuals: 400,
  members: 1_500,
  contacts: 2_000,
  pendingContacts: 60,
  history: 18_700,
  recent: 1_900,
  pending: 400,
  held: 23,
  escalated: 4,
}

export interface DemoOptions {
  readonly seed: number
  readonly now: Date
  readonly sizes?: DemoSizes
}

/**
 * Makes the demo facility as data, the same for the same seed and clock. A generator, so that whoever runs it can show
 * progress and let others work: it yields how many messages have been written, and returns the facility.
 */
export function* generateDemo({ seed, now, sizes = fullSizes }: DemoOptions): Generator<number, DemoFacility> {
  const at = now.getTime()
  const begun = at - 400 * DAY
  const random = randomOf(seed, 'pine-hollow')
  const staff: DemoStaffUser[] = demoStaff.map((one) => ({ ...one, id: random.id(begun) }))
  const reasons = demoReasons(random.fork('reasons'), begun)
  const reviewers = new DemoReviewers(random.fork('reviewers'), staff, reasons)
  const people = demoPeople(random.fork('people'), { ...sizes, pending: sizes.pendingContacts }, at)
  const contacts = decideContacts(random.fork('contacts'), people.pairs, reviewers)
  const pairs = people.pairs.map((pair, i) => ({ ...pair, contact: contacts[i] ?? pair.contact }))
  const ruleSets = makeRuleSets(random.fork('rules'), staff, at)
  const inForce = ruleSets[0] as RuleSet
  const history = new DemoHistory(
    random.fork('history'),
    compileRuleSet(inForce.content, inForce.number ?? 1),
    reasons,
    TIME_ZONE,
    at,
  )
  const restrictions = makeRestrictions(random.fork('restrictions'), pairs, staff, at)
  const restricted = new Set(
    restrictions
      .filter((one) => one.imposedBy !== null && !one.lapsed)
      .map((one) => `${one.memberId} ${one.individualId}`),
  )
  const writing = pairs.map((pair) =>
    restricted.has(`${pair.member.id} ${pair.individual.id}`) ? { ...pair, weight: 0 } : pair,
  )
  yield* writeAll({ random: random.fork('writing'), sizes, at, history, reviewers, pairs: writing })

  return {
    facility: {
      id: random.id(begun),
      name: 'Pine Hollow Detention Center',
      timeZone: TIME_ZONE,
      messagingSupported: true,
      undoWindowSeconds: 8,
      targetMinutes: 240,
      housingUnits: [...housingUnits],
    },
    staff,
    reasons,
    ruleSets,
    individuals: people.individuals,
    members: withAddresses(random.fork('addresses'), people.members, contacts),
    contacts: withEvidence(random.fork('evidence'), contacts, reviewers.supervisor(), at),
    restrictions,
    messages: history.messages.map(({ reviewFrom: _, ...message }) => message),
    decisions: history.decisions,
    notifications: [...contactNotices(random.fork('notices'), contacts, reasons), ...history.notifications],
    transactions: history.book.transactions.toSorted((a, b) => a.at - b.at),
  }
}

/** Who decided each contact, and why the denied and revoked ones were. */
function decideContacts(random: Random, pairs: readonly Pair[], reviewers: DemoReviewers): Contact[] {
  return pairs.map(({ contact }) => {
    if (contact.state === 'pending') return contact
    const reasonId =
      contact.state === 'approved'
        ? null
        : reviewers.reasonId(random.pick(['identity', 'no_contact_order', 'contraband', 'identity', 'threats']))
    return { ...contact, decidedBy: random.chance(0.2) ? reviewers.supervisor() : reviewers.officer(), reasonId }
  })
}

function contactNotices(
  random: Random,
  contacts: readonly Contact[],
  reasons: DemoFacility['reasons'],
): DemoNotification[] {
  return contacts.flatMap((contact): DemoNotification[] => {
    if (contact.state === 'pending' || contact.decidedAt === null) return []
    const reason = reasons.find((one) => one.id === contact.reasonId)?.public ?? null
    return [
      {
        id: random.id(Date.parse(contact.decidedAt)),
        recipientId: contact.memberId,
        kind: `contact_${contact.state}`,
        messageId: null,
        contactId: contact.id,
        reason,
        refund: 0,
        at: contact.decidedAt,
      },
    ]
  })
}

/** The version in force, and a proposal that waits for a second supervisor. */
function makeRuleSets(random: Random, staff: readonly DemoStaffUser[], at: number): RuleSet[] {
  const idOf = (username: string): string | null => staff.find((one) => one.username === username)?.id ?? null
  const content = demoRuleSet(
    random,
    at - 90 * DAY,
    housingUnits.filter((unit) => unit.startsWith('C')),
  )
  return [
    {
      id: random.id(at - 91 * DAY),
      state: 'in_force',
      number: 1,
      basedOn: 0,
      comment: 'First rules of the facility',
      content,
      proposedBy: idOf('ode'),
      proposedAt: new Date(at - 91 * DAY).toISOString(),
      publishedBy: idOf('farr'),
      publishedAt: new Date(at - 90 * DAY).toISOString(),
    },
    {
      id: random.id(at - 5 * HOUR),
      state: 'proposed',
      number: null,
      basedOn: 1,
      comment: 'Very long messages to review',
      content: {
        ...content,
        rules: [
          ...content.rules,
          {
            id: random.id(at - 5 * HOUR),
            name: 'Longer than 20,000 characters',
            enabled: true,
            match: 'all',
            conditions: [{ kind: 'length', moreThan: 20_000 }],
            action: { kind: 'review', priority: 'normal' },
          },
        ],
      },
      proposedBy: idOf('ode'),
      proposedAt: new Date(at - 5 * HOUR).toISOString(),
      publishedBy: null,
      publishedAt: null,
    },
  ]
}

/** Orders of courts that keep pairs apart, one that is over, and a proposal that waits. */
function makeRestrictions(
  random: Random,
  pairs: readonly Pair[],
  staff: readonly DemoStaffUser[],
  at: number,
): DemoRestriction[] {
  const supervisor = staff.find((one) => one.role === 'supervisor')?.id ?? ''
  const officer = staff.find((one) => one.role === 'officer')?.id ?? ''
  const approved = pairs.filter((pair) => pair.contact.state === 'approved' && !pair.contact.privileged)
  const plain = {
    kind: 'restriction' as const,
    scope: 'pair' as const,
    individualId: null,
    memberId: null,
    housingUnit: null,
    endsAt: null,
    lapsed: false,
    proposedBy: null,
    imposedBy: supervisor,
    reasonText: 'Order of the court',
    publicWording: 'A court has ordered it. Ask the court for a copy of the order.',
  }
  const day = (days: number): string => new Date(at + days * DAY).toISOString()
  const ofPair = (pair: Pair | undefined) => ({
    individualId: pair?.individual.id ?? null,
    memberId: pair?.member.id ?? null,
  })
  const courts = approved.slice(0, 6).map(
    (pair): DemoRestriction => ({
      ...plain,
      ...ofPair(pair),
      id: random.id(at - 70 * DAY),
      startsAt: day(-70),
    }),
  )
  const [over, proposed] = approved.slice(6, 8)
  if (over === undefined || proposed === undefined) return courts
  return [
    ...courts,
    { ...plain, ...ofPair(over), id: random.id(at - 60 * DAY), startsAt: day(-60), endsAt: day(-58), lapsed: true },
    {
      ...plain,
      id: random.id(at - HOUR),
      scope: 'pair',
      ...ofPair(proposed),
      startsAt: new Date(at - HOUR).toISOString(),
      proposedBy: officer,
      imposedBy: null,
      reasonText: 'The sister asked at the desk that he stop writing to her.',
      publicWording: '',
    },
  ]
}
