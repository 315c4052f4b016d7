import type { Contact, Individual, Member } from '../../shared/central/entities.ts'
import type { Queryable } from '../database/database.ts'
import { instantOf } from '../ports.ts'

export interface MemberRow extends Omit<Member, 'memberNumber'> {
  readonly member_number: string
  readonly password_hash: string
  readonly prepaid: number
  readonly pin_debit: number
  readonly version: number
}

export interface IndividualRow extends Omit<Individual, 'bookingNumber' | 'housingUnit'> {
  readonly facility_id: string
  readonly booking_number: string
  readonly housing_unit: string
  readonly pin_hash: string
  readonly prepaid: number
  readonly pin_debit: number
  readonly version: number
}

/** What forbids delivering a message: as for writing, but of the two people only the recipient must be there. */
export type DeliveryGround =
  | 'contact_not_approved'
  | 'communication_restricted'
  | 'messaging_unsupported'
  | 'account_deactivated'

export interface ContactRow {
  readonly id: string
  readonly facility_id: string
  readonly member_id: string
  readonly individual_id: string
  readonly relationship: string
  readonly state: Contact['state']
  readonly privileged: boolean
  readonly privilege: Contact['privilege']
  readonly requested_at: Date
  readonly decided_at: Date | null
  readonly decided_by: string | null
  readonly reason_id: string | null
  readonly version: number
}

export const memberOf = (row: MemberRow): Member => ({
  id: row.id,
  name: row.name,
  memberNumber: row.member_number,
  email: row.email,
  city: row.city,
  address: row.address,
  phone: row.phone,
  status: row.status,
})

export const individualOf = (row: IndividualRow): Individual => ({
  id: row.id,
  name: row.name,
  bookingNumber: row.booking_number,
  housingUnit: row.housing_unit,
  status: row.status,
})

export const contactOf = (row: ContactRow): Contact => ({
  id: row.id,
  memberId: row.member_id,
  individualId: row.individual_id,
  relationship: row.relationship,
  state: row.state,
  privileged: row.privileged,
  privilege: row.privilege,
  requestedAt: instantOf(row.requested_at),
  decidedAt: instantOf(row.decided_at),
  decidedBy: row.decided_by,
  reasonId: row.reason_id,
})

export const individualsSql = 'SELECT * FROM individuals WHERE facility_id = $1 ORDER BY id'
export const membersSql = `SELECT * FROM members WHERE id IN (SELECT member_id FROM contacts WHERE facility_id = $1)
  ORDER BY id`
export const contactsSql = `SELECT * FROM contacts WHERE facility_id = $1 ORDER BY id`

const one = async <Row extends object>(rows: Promise<Row[]>): Promise<Row | null> => (await rows)[0] ?? null

export const findMember = (db: Queryable, id: string) =>
  one(db.query<MemberRow>('SELECT * FROM members WHERE id = $1', [id]))
export const findMemberByNumber = (db: Queryable, number: string) =>
  one(db.query<MemberRow>('SELECT * FROM members WHERE member_number = $1', [number]))
export const findIndividual = (db: Queryable, id: string) =>
  one(db.query<IndividualRow>('SELECT * FROM individuals WHERE id = $1', [id]))
export const findIndividualByNumber = (db: Queryable, number: string) =>
  one(db.query<IndividualRow>('SELECT * FROM individuals WHERE booking_number = $1', [number]))

/** Reads a person and holds the row until the commit; rows that name the person can be added meanwhile. */
export const holdMember = (db: Queryable, id: string) =>
  one(db.query<MemberRow>('SELECT * FROM members WHERE id = $1 FOR NO KEY UPDATE', [id]))
export const holdIndividual = (db: Queryable, id: string) =>
  one(db.query<IndividualRow>('SELECT * FROM individuals WHERE id = $1 FOR NO KEY UPDATE', [id]))

/** Reads a member, who does not change until the commit; others may rely on it too. */
export const relyOnMember = (db: Queryable, id: string) =>
  one(db.query<MemberRow>('SELECT * FROM members WHERE id = $1 FOR SHARE', [id]))

export async function updateMember(db: Queryable, row: MemberRow): Promise<void> {
  await db.query('UPDATE members SET status = $2, version = $3 WHERE id = $1', [row.id, row.status, row.version])
}

export async function updateIndividual(db: Queryable, row: IndividualRow): Promise<void> {
  await db.query('UPDATE individuals SET status = $2, housing_unit = $3, version = $4 WHERE id = $1', [
    row.id,
    row.status,
    row.housing_unit,
    row.version,
  ])
}

/** The facilities at which a member has a contact, in the order of their ids. */
export async function facilitiesOf(db: Queryable, memberId: string): Promise<string[]> {
  const rows = await db.query<{ facility_id: string }>(
    'SELECT DISTINCT facility_id FROM contacts WHERE member_id = $1 ORDER BY facility_id',
    [memberId],
  )
  return rows.map((row) => row.facility_id)
}

/** Reads a contact, and locks it as asked: shared by what relies on its state, alone by what changes it. */
export const findContact = (db: Queryable, id: string, lock: '' | 'FOR SHARE' | 'FOR UPDATE' = '') =>
  one(db.query<ContactRow>(`SELECT * FROM contacts WHERE id = $1 ${lock}`, [id]))

export const pairInUse = (db: Queryable, memberId: string, individualId: string) =>
  one(
    db.query<{ id: string }>(
      `SELECT id FROM contacts WHERE member_id = $1 AND individual_id = $2 AND state IN ('pending', 'approved')`,
      [memberId, individualId],
    ),
  )

export async function insertContact(db: Queryable, row: ContactRow): Promise<void> {
  await db.query(
    `INSERT INTO contacts (id, facility_id, member_id, individual_id, relationship, state, privileged, requested_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      row.id,
      row.facility_id,
      row.member_id,
      row.individual_id,
      row.relationship,
      row.state,
      row.privileged,
      row.requested_at,
    ],
  )
}

export async function updateContact(db: Queryable, row: ContactRow): Promise<void> {
  await db.query(
    `UPDATE contacts SET state = $2, decided_at = $3, decided_by = $4, reason_id = $5, version = $6 WHERE id = $1`,
    [row.id, row.state, row.decided_at, row.decided_by, row.reason_id, row.version],
  )
}

/** Writes whether a contact is privileged, and why. */
export async function updatePrivilege(db: Queryable, row: ContactRow): Promise<void> {
  await db.query('UPDATE contacts SET privileged = $2, privilege = $3, version = $4 WHERE id = $1', [
    row.id,
    row.privileged,
    row.privilege === null ? null : JSON.stringify(row.privilege),
    row.version,
  ])
}

export interface OwnContactRow extends ContactRow {
  readonly with_name: string
  readonly with_number: string
}

export function contactsOf(db: Queryable, kind: 'member' | 'individual', id: string): Promise<OwnContactRow[]> {
  const [own, other, number] =
    kind === 'member'
      ? ['member_id', 'individuals AS p ON p.id = c.individual_id', 'booking_number']
      : ['individual_id', 'members AS p ON p.id = c.member_id', 'member_number']
  return db.query<OwnContactRow>(
    `SELECT c.*, p.name AS with_name, p.${number} AS with_number FROM contacts AS c JOIN ${other}
     WHERE c.${own} = $1 ORDER BY c.requested_at DESC, c.id`,
    [id],
  )
}

export async function knownTo(
  db: Queryable,
  facilityId: string,
  kind: 'member' | 'individual',
  id: string,
): Promise<boolean> {
  const rows = await db.query(
    kind === 'individual'
      ? 'SELECT 1 FROM individuals WHERE facility_id = $1 AND id = $2'
      : 'SELECT 1 FROM contacts WHERE facility_id = $1 AND member_id = $2 LIMIT 1',
    [facilityId, id],
  )
  return rows.length > 0
}

/** Whether a restriction `r` is in force at a moment and touches a contact `c` whose individual is `i`. */
const touches = (at: string): string => `r.facility_id = c.facility_id AND r.lifted_at IS NULL
  AND r.imposed_by IS NOT NULL AND r.starts_at <= ${at} AND (r.ends_at IS NULL OR r.ends_at > ${at})
  AND (r.scope = 'facility' OR (r.scope = 'housing_unit' AND r.housing_unit = i.housing_unit)
    OR (r.scope = 'individual' AND r.individual_id = c.individual_id)
    OR (r.scope = 'member' AND r.member_id = c.member_id)
    OR (r.scope = 'pair' AND r.individual_id = c.individual_id AND r.member_id = c.member_id))`

/** Whether a restriction in force at a moment touches this pair. */
export async function isRestricted(db: Queryable, contact: ContactRow, at: Date): Promise<boolean> {
  const rows = await db.query(
    `SELECT 1 FROM contacts AS c JOIN individuals AS i ON i.id = c.individual_id
     JOIN restrictions AS r ON ${touches('$2')} WHERE c.id = $1 LIMIT 1`,
    [contact.id, at],
  )
  return rows.length > 0
}

/** For each of some messages, in their order, what forbids delivering it at a moment, or null. */
export async function deliveryGrounds(
  db: Queryable,
  messages: readonly { readonly contactId: string; readonly direction: 'inbound' | 'outbound' }[],
  at: Date,
): Promise<(DeliveryGround | null)[]> {
  const rows = await db.query<{ ground: DeliveryGround | null }>(
    `SELECT CASE
       WHEN c.state <> 'approved' THEN 'contact_not_approved'
       WHEN EXISTS (SELECT 1 FROM restrictions AS r WHERE ${touches('$3')}) THEN 'communication_restricted'
       WHEN NOT f.messaging_supported THEN 'messaging_unsupported'
       WHEN CASE given.direction WHEN 'inbound' THEN i.status ELSE m.status END <> 'active' THEN 'account_deactivated'
     END AS ground
     FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS given (contact_id, direction, n)
     JOIN contacts AS c ON c.id = given.contact_id JOIN individuals AS i ON i.id = c.individual_id
     JOIN members AS m ON m.id = c.member_id JOIN facilities AS f ON f.id = c.facility_id
     ORDER BY given.n`,
    [messages.map((each) => each.contactId), messages.map((each) => each.direction), at],
  )
  return rows.map((row) => row.ground)
}

export interface FoundRow {
  readonly name: string
  readonly booking_number: string
  readonly facility: string
  readonly messageable: boolean
}

/**
 * Active individuals whose name has a word beginning with each of the given ones, or whose booking number is `number`.
 * @param words letters and digits only
 */
export function findIndividuals(
  db: Queryable,
  words: readonly string[],
  number: string,
  limit: number,
): Promise<FoundRow[]> {
  return db.query<FoundRow>(
    `SELECT i.name, i.booking_number, f.name AS facility, f.messaging_supported AS messageable
     FROM individuals AS i JOIN facilities AS f ON f.id = i.facility_id
     WHERE i.status = 'active'
       AND (lower(i.booking_number) = lower($2) OR to_tsvector('simple', i.name) @@ to_tsquery('simple', $1))
     ORDER BY i.name, i.booking_number LIMIT $3`,
    [words.map((word) => `${word}:*`).join(' & '), number, limit],
  )
}
