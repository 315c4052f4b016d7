import type { Contact, Member } from '../../shared/central/entities.ts'
import type { Random } from './random.ts'

const DAY = 86_400_000

const streets = [
  'Alder Street',
  'Osage Street',
  'Ninth Street',
  'Quincy Avenue',
  'Larkspur Lane',
  'Mesa Avenue',
  'Yarrow Court',
]
const offices = ['Public Defender, Pueblo', 'Holt & Calder LLP', 'Legal Aid of the Plains', 'Sutter Law Office']

/** Where members live and how they are called. One household in twelve of those who wait has a second account. */
export function withAddresses(random: Random, members: readonly Member[], contacts: readonly Contact[]): Member[] {
  const waiting = new Set(contacts.filter((one) => one.state === 'pending').map((one) => one.memberId))
  const lastOf = (member: Member): string => member.name.split(' ').at(-1) ?? ''
  const made: Member[] = []
  const byName = new Map<string, Member>()
  for (const member of members) {
    const fresh = {
      ...member,
      address: `${random.int(10, 2_990)} ${random.pick(streets)}`,
      phone: `+1 719 555 ${String(random.int(0, 9_999)).padStart(4, '0')}`,
    }
    const household = byName.get(lastOf(member))
    const shares = household !== undefined && waiting.has(member.id) && random.chance(1 / 6)
    const next = shares ? { ...fresh, city: household.city, address: household.address, phone: household.phone } : fresh
    byName.set(lastOf(member), next)
    made.push(next)
  }
  return made
}

/** The evidence of the privileged contacts; the first one's yearly review is due. */
export function withEvidence(random: Random, contacts: readonly Contact[], markedBy: string, at: number): Contact[] {
  let number = 0
  return contacts.map((contact) => {
    if (!contact.privileged) return contact
    const markedAt = at - (number === 0 ? 400 : random.int(20, 300)) * DAY
    number++
    return {
      ...contact,
      privilege: {
        kind: 'attorney',
        number: `CO-${random.int(10_000, 59_999)}`,
        office: random.pick(offices),
        markedBy,
        markedAt: new Date(markedAt).toISOString(),
        reviewedBy: null,
        reviewedAt: null,
        reviewDue: new Date(markedAt + 365 * DAY).toISOString(),
        endedBy: null,
        endedAt: null,
        endNote: null,
      },
    }
  })
}
