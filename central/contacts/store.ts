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

export interface ContactRow {
  readonly id: string
  readonly facility_id: string
  readonly member_id: string
  readonly individual_id: string
  readonly relationship: string
  readonly state: Contact['state']
  readonly privileged: boolean
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

/** Whether a restriction in force at a moment touches this pair. */
export async function isRestricted(db: Queryable, contact: ContactRow, unit: string, at: Date): Promise<boolean> {
  const rows = await db.query(
    `SELECT 1 FROM restrictions WHERE facility_id = $1 AND lifted_at IS NULL AND starts_at <= $2
       AND (ends_at IS NULL OR ends_at > $2)
       AND (scope = 'facility' OR (scope = 'housing_unit' AND housing_unit = $3)
         OR (scope = 'individual' AND individual_id = $4) OR (scope = 'member' AND member_id = $5)
         OR (scope = 'pair' AND individual_id = $4 AND member_id = $5)) LIMIT 1`,
    [contact.facility_id, at, unit, contact.individual_id, contact.member_id],
  )
  return rows.length > 0
}
