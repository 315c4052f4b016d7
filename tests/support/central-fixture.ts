import { hashPassword } from '../../central/access/passwords.ts'
import { creditService } from '../../central/credits/service.ts'
import type { Database } from '../../central/database/database.ts'
import { newId } from '../../central/ports.ts'
import type { Role } from '../../shared/domain/roles.ts'
import type { RuleSetContent } from '../../shared/screening/rules.ts'

export const PASSWORD = 'correct horse battery staple'
export const PIN = '246810'

export type StaffName = 'maddox' | 'lane' | 'ode' | 'farr' | 'quill' | 'admin'

const staffRoles: Readonly<Record<StaffName, Role>> = {
  maddox: 'officer',
  lane: 'officer',
  ode: 'supervisor',
  farr: 'supervisor',
  quill: 'investigator',
  admin: 'administrator',
}

export type ReasonName = 'threat' | 'unclear' | 'no_relation'

/** Everything of the small facility that tests refer to. */
export interface Fixture {
  readonly facilityId: string
  readonly staff: Readonly<Record<StaffName, { readonly id: string; readonly username: string }>>
  /** `threat` is for rejections and holds, `unclear` for holds, `no_relation` for contacts. */
  readonly reasons: Readonly<Record<ReasonName, string>>
  readonly individual: { readonly id: string; readonly bookingNumber: string }
  /** Of another housing unit, without credits. */
  readonly poorIndividual: { readonly id: string; readonly bookingNumber: string }
  /** Has 1,000 service credits. */
  readonly member: { readonly id: string; readonly memberNumber: string }
  /** Has 20 service credits: not enough for a message. */
  readonly poorMember: { readonly id: string; readonly memberNumber: string }
  readonly contacts: {
    /** member and individual, approved, long known: messages to them are delivered unless a rule says otherwise. */
    readonly approved: string
    /** member and poorIndividual, approved. */
    readonly poor: string
    /** poorMember and individual, approved. */
    readonly ofPoorMember: string
    /** poorMember and poorIndividual, waiting for a decision. */
    readonly pending: string
  }
  /** Number 1: what mentions "blade" goes to review, "rope" is urgent, "gate code" is rejected, "later" waits 60 minutes. */
  readonly ruleSetId: string
}

export const LIST_IDS = {
  contraband: '0190a000-0000-7000-8000-00000000000a',
  selfHarm: '0190a000-0000-7000-8000-00000000000b',
  escape: '0190a000-0000-7000-8000-00000000000c',
  slow: '0190a000-0000-7000-8000-00000000000d',
}

/** The rules of the fixture, with the reason that its rejecting rule gives. */
export function fixtureRules(rejectReasonId: string): RuleSetContent {
  const list = (
    id: string,
    name: string,
    category: RuleSetContent['watchlists'][number]['category'],
    text: string,
  ) => ({
    id,
    name,
    category,
    terms: [{ id: id.replace('0190a', '0190b'), text, wholeWord: true }],
  })
  const rule = (n: number, name: string, listId: string, action: RuleSetContent['rules'][number]['action']) => ({
    id: `0190c000-0000-7000-8000-00000000000${n}`,
    name,
    enabled: true,
    match: 'all' as const,
    conditions: [{ kind: 'mentions' as const, watchlistIds: [listId], atLeast: 1 }],
    action,
  })
  return {
    watchlists: [
      list(LIST_IDS.contraband, 'Contraband', 'contraband', 'blade'),
      list(LIST_IDS.selfHarm, 'Self-harm', 'self_harm', 'rope'),
      list(LIST_IDS.escape, 'Escape', 'escape', 'gate code'),
      list(LIST_IDS.slow, 'Slow', 'other', 'later'),
    ],
    rules: [
      rule(1, 'Contraband goes to review', LIST_IDS.contraband, { kind: 'review', priority: 'high' }),
      rule(2, 'Self-harm goes to review', LIST_IDS.selfHarm, { kind: 'review', priority: 'urgent' }),
      rule(3, 'Gate codes are rejected', LIST_IDS.escape, { kind: 'reject', reasonId: rejectReasonId }),
      rule(4, 'An hour later', LIST_IDS.slow, { kind: 'delay', minutes: 60 }),
    ],
  }
}

let hashes: Promise<{ password: string; pin: string }> | undefined
/** Hashing is slow on purpose; the accounts of all fixtures share two hashes. */
const sharedHashes = () => {
  hashes ??= Promise.all([hashPassword(PASSWORD), hashPassword(PIN)]).then(([password, pin]) => ({ password, pin }))
  return hashes
}

/** Fills an empty, migrated database with one small facility. Bulk-loaded: its feed starts at position 1. */
export async function createFixture(database: Database, prefix = ''): Promise<Fixture> {
  const clock = () => new Date()
  const fresh = () => newId(clock)
  const { password, pin } = await sharedHashes()
  return database.transaction(async (tx) => {
    const facilityId = fresh()
    await tx.query(
      `INSERT INTO facilities (id, name, time_zone, housing_units) VALUES ($1, 'Cedar Flats', 'America/Denver', $2)`,
      [facilityId, ['A', 'B']],
    )
    const staff = {} as Record<StaffName, { id: string; username: string }>
    for (const [name, role] of Object.entries(staffRoles) as [StaffName, Role][]) {
      const user = { id: fresh(), username: `${prefix}${name}` }
      staff[name] = user
      await tx.query(
        `INSERT INTO staff_users (id, facility_id, username, name, role, password_hash) VALUES ($1, $2, $3, $4, $5, $6)`,
        [user.id, facilityId, user.username, `${name[0]?.toUpperCase()}${name.slice(1)}`, role, password],
      )
    }
    const reasons = {} as Record<ReasonName, string>
    const uses: Record<ReasonName, string[]> = {
      threat: ['reject', 'hold'],
      unclear: ['hold'],
      no_relation: ['deny_contact'],
    }
    for (const [n, name] of (Object.keys(uses) as ReasonName[]).entries()) {
      reasons[name] = fresh()
      await tx.query(
        `INSERT INTO reasons (id, facility_id, code, uses, staff_text, public_text, sort_order)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [
          reasons[name],
          facilityId,
          name,
          uses[name],
          { en: `Staff: ${name}`, es: `Personal: ${name}` },
          { en: `Public: ${name}`, es: `Público: ${name}` },
          n + 1,
        ],
      )
    }
    const individuals = []
    for (const [n, name] of ['Ira Vance', 'Noel Pike'].entries()) {
      const individual = { id: fresh(), bookingNumber: `${prefix}B-100${n + 1}` }
      individuals.push(individual)
      await tx.query(
        `INSERT INTO individuals (id, facility_id, name, booking_number, housing_unit, pin_hash)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [individual.id, facilityId, name, individual.bookingNumber, n === 0 ? 'A' : 'B', pin],
      )
    }
    const members = []
    for (const [n, name] of ['June Vance', 'Ray Pike'].entries()) {
      const member = { id: fresh(), memberNumber: `${prefix}M-200${n + 1}` }
      members.push(member)
      await tx.query(
        `INSERT INTO members (id, name, member_number, email, city, password_hash, prepaid, pin_debit)
         VALUES ($1, $2, $3, $4, 'Denver', $5, 700, 0)`,
        [member.id, name, member.memberNumber, `member${n + 1}@example.org`, password],
      )
    }
    const [individual, poorIndividual] = individuals
    const [member, poorMember] = members
    if (!individual || !poorIndividual || !member || !poorMember) throw new Error('the fixture is not complete')
    const contact = async (memberId: string, individualId: string, state: 'approved' | 'pending') => {
      const id = fresh()
      const decided = state === 'approved' ? new Date(Date.now() - 400 * 86_400_000) : null
      await tx.query(
        `INSERT INTO contacts (id, facility_id, member_id, individual_id, relationship, state, requested_at, decided_at, decided_by)
         VALUES ($1, $2, $3, $4, 'mother', $5, $6, $7, $8)`,
        [
          id,
          facilityId,
          memberId,
          individualId,
          state,
          decided ?? new Date(),
          decided,
          decided === null ? null : staff.ode.id,
        ],
      )
      return id
    }
    const contacts = {
      approved: await contact(member.id, individual.id, 'approved'),
      poor: await contact(member.id, poorIndividual.id, 'approved'),
      ofPoorMember: await contact(poorMember.id, individual.id, 'approved'),
      pending: await contact(poorMember.id, poorIndividual.id, 'pending'),
    }
    const ruleSetId = fresh()
    await tx.query(
      `INSERT INTO rule_sets (id, facility_id, state, number, based_on, comment, content, proposed_by, proposed_at,
         published_by, published_at) VALUES ($1, $2, 'in_force', 1, 0, '', $3, $4, now(), $5, now())`,
      [ruleSetId, facilityId, JSON.stringify(fixtureRules(reasons.threat)), staff.ode.id, staff.farr.id],
    )
    const credits = creditService(database, clock)
    await credits.purchase(tx, member.id, 1_000)
    await credits.purchase(tx, poorMember.id, 20)
    await credits.purchase(tx, individual.id, 500)
    await tx.query('UPDATE feed_heads SET position = position + 1, floor = position + 1 WHERE facility_id = $1', [
      facilityId,
    ])
    return { facilityId, staff, reasons, individual, poorIndividual, member, poorMember, contacts, ruleSetId }
  })
}
