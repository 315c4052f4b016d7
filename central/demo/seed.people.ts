import type pg from 'pg'
import { hashPassword } from '../access/passwords.ts'
import { demoPasswords } from './accounts.ts'
import type { DemoFacility } from './facility.ts'
import { randomOf } from './random.ts'
import { insertRows } from './rows.ts'

/** Writes the facility, its staff and lists, and everybody who writes to whom. */
export async function insertPeople(client: pg.ClientBase, demo: DemoFacility, seed: number): Promise<void> {
  const { facility } = demo
  // Hashing is slow on purpose; one hash for all accounts of a kind, since their password is no secret.
  const staffHash = await hashPassword(demoPasswords.staff)
  const memberHash = await hashPassword(demoPasswords.member)
  const pinHash = await hashPassword(demoPasswords.individual)
  const random = randomOf(seed, 'phone balances')
  const phone = (): number => (random.chance(0.4) ? 0 : random.int(0, 60) * 25)
  await client.query(
    `INSERT INTO facilities (id, name, time_zone, messaging_supported, undo_window_seconds, target_minutes, housing_units)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      facility.id,
      facility.name,
      facility.timeZone,
      facility.messagingSupported,
      facility.undoWindowSeconds,
      facility.targetMinutes,
      facility.housingUnits,
    ],
  )
  await insertRows(
    client,
    'staff_users',
    'id uuid, facility_id uuid, username text, name text, role text, password_hash text',
    demo.staff.map((one) => [one.id, facility.id, one.username, one.name, one.role, staffHash]),
  )
  for (const reason of demo.reasons) {
    await client.query(
      `INSERT INTO reasons (id, facility_id, code, uses, staff_text, public_text, sort_order, active)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        reason.id,
        facility.id,
        reason.code,
        reason.uses,
        JSON.stringify(reason.staff),
        JSON.stringify(reason.public),
        reason.order,
        reason.active,
      ],
    )
  }
  await insertRows(
    client,
    'rule_sets',
    'id uuid, facility_id uuid, state text, number int, based_on int, comment text, content jsonb, ' +
      'proposed_by uuid, proposed_at timestamptz, published_by uuid, published_at timestamptz, ' +
      'version int',
    demo.ruleSets.map((set) => [
      set.id,
      facility.id,
      set.state,
      set.number,
      set.basedOn,
      set.comment,
      set.content,
      set.proposedBy,
      set.proposedAt,
      set.publishedBy,
      set.publishedAt,
      set.publishedAt === null ? 1 : 2,
    ]),
  )
  await insertRows(
    client,
    'individuals',
    'id uuid, facility_id uuid, name text, booking_number text, housing_unit text, status text, ' +
      'pin_hash text, pin_debit int',
    demo.individuals.map((one) => [
      one.id,
      facility.id,
      one.name,
      one.bookingNumber,
      one.housingUnit,
      one.status,
      pinHash,
      phone(),
    ]),
  )
  await insertRows(
    client,
    'members',
    'id uuid, name text, member_number text, email text, city text, address text, phone text, status text, ' +
      'password_hash text, prepaid int',
    demo.members.map((one) => [
      one.id,
      one.name,
      one.memberNumber,
      one.email,
      one.city,
      one.address,
      one.phone,
      one.status,
      memberHash,
      phone(),
    ]),
  )
  await insertRows(
    client,
    'contacts',
    'id uuid, facility_id uuid, member_id uuid, individual_id uuid, relationship text, state text, ' +
      'privileged boolean, privilege jsonb, requested_at timestamptz, decided_at timestamptz, decided_by uuid, ' +
      'reason_id uuid, version int',
    demo.contacts.map((one) => [
      one.id,
      facility.id,
      one.memberId,
      one.individualId,
      one.relationship,
      one.state,
      one.privileged,
      one.privilege,
      one.requestedAt,
      one.decidedAt,
      one.decidedBy,
      one.reasonId,
      one.decidedAt === null ? 1 : one.state === 'revoked' ? 3 : 2,
    ]),
  )
  await insertRows(
    client,
    'restrictions',
    'id uuid, facility_id uuid, kind text, scope text, individual_id uuid, member_id uuid, housing_unit text, ' +
      'starts_at timestamptz, ends_at timestamptz, proposed_by uuid, proposed_at timestamptz, imposed_by uuid, ' +
      'imposed_at timestamptz, applied_at timestamptz, lapsed_at timestamptz, reason_text text, public_wording text',
    demo.restrictions.map((one) => [
      one.id,
      facility.id,
      one.kind,
      one.scope,
      one.individualId,
      one.memberId,
      one.housingUnit,
      one.startsAt,
      one.endsAt,
      one.proposedBy,
      one.proposedBy === null ? null : one.startsAt,
      one.imposedBy,
      one.imposedBy === null ? null : one.startsAt,
      one.imposedBy === null ? null : one.startsAt,
      one.endsAt !== null && one.lapsed ? one.endsAt : null,
      one.reasonText,
      one.publicWording,
    ]),
  )
}
