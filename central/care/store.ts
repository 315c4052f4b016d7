import type { TicketState } from '../../shared/central/operations.care.ts'
import type { Queryable } from '../database/database.ts'

export interface TicketRow {
  readonly number: number
  readonly facility_id: string | null
  readonly subject: string
  readonly text: string
  readonly contact_address: string
  readonly state: TicketState
  readonly opened_at: Date
  readonly changed_at: Date
}

/** Stores a ticket and gives its number. A booking number that nobody has leaves it without a facility. */
export async function insert(
  db: Queryable,
  ticket: {
    readonly subject: string
    readonly text: string
    readonly contactAddress: string
    readonly bookingNumber: string | null
    readonly at: Date
  },
): Promise<number> {
  const rows = await db.query<{ number: number }>(
    `INSERT INTO care_tickets (facility_id, subject, text, contact_address, opened_at, changed_at)
     VALUES ((SELECT facility_id FROM individuals WHERE booking_number = $1), $2, $3, $4, $5, $5) RETURNING number`,
    [ticket.bookingNumber, ticket.subject, ticket.text, ticket.contactAddress, ticket.at],
  )
  if (rows[0] === undefined) throw new Error('a ticket without a number')
  return rows[0].number
}

/** Tickets about a facility and those about none, newest first. */
export function list(
  db: Queryable,
  facilityId: string,
  state: TicketState | null,
  limit: number,
): Promise<TicketRow[]> {
  return db.query<TicketRow>(
    `SELECT * FROM care_tickets WHERE (facility_id = $1 OR facility_id IS NULL) AND ($2::text IS NULL OR state = $2)
     ORDER BY number DESC LIMIT $3`,
    [facilityId, state, limit],
  )
}

/** Changes a ticket's state; null when it is none that the facility sees. */
export async function setState(
  db: Queryable,
  facilityId: string,
  number: number,
  state: TicketState,
  at: Date,
): Promise<TicketRow | null> {
  const rows = await db.query<TicketRow>(
    `UPDATE care_tickets SET state = $3, changed_at = $4
     WHERE number = $2 AND (facility_id = $1 OR facility_id IS NULL) RETURNING *`,
    [facilityId, number, state, at],
  )
  return rows[0] ?? null
}
