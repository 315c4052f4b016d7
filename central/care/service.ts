import type { CareTicket, TicketState } from '../../shared/central/operations.care.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { callLimit } from '../access/calls.ts'
import type { AuditService } from '../audit/service.ts'
import type { Database } from '../database/database.ts'
import { type Clock, instantOf } from '../ports.ts'
import { insert, list, setState, type TicketRow } from './store.ts'

const LISTED = 200
const FROM_ADDRESS = 20
const WITHIN_MS = 3_600_000
const PREFIX = 'SP-'

export interface Asking {
  readonly subject: string
  readonly text: string
  readonly contactAddress: string
  readonly bookingNumber?: string | undefined
}

export interface CareService {
  /** Takes a ticket in and gives its number. @throws Refusal rate_limited */
  open(asking: Asking, address: string): Promise<string>
  /** Tickets about a facility and those about none, newest first, at most 200. */
  list(facilityId: string, state: TicketState | null): Promise<CareTicket[]>
  /** @throws Refusal not_found */
  setState(facilityId: string, staffId: string, number: string, state: TicketState): Promise<CareTicket>
}

const ticketOf = (row: TicketRow): CareTicket => ({
  number: `${PREFIX}${row.number}`,
  subject: row.subject,
  text: row.text,
  contactAddress: row.contact_address,
  state: row.state,
  openedAt: instantOf(row.opened_at),
  changedAt: instantOf(row.changed_at),
})

/** Customer care: what people ask through the form, and how far it is. */
export function careService(database: Database, clock: Clock, audit: AuditService): CareService {
  const limit = callLimit(clock, FROM_ADDRESS, WITHIN_MS)
  return {
    async open(asking, address) {
      limit.enter(address)
      const number = await insert(database, {
        subject: asking.subject,
        text: asking.text,
        contactAddress: asking.contactAddress,
        bookingNumber: asking.bookingNumber ?? null,
        at: clock(),
      })
      return `${PREFIX}${number}`
    },
    async list(facilityId, state) {
      return (await list(database, facilityId, state, LISTED)).map(ticketOf)
    },
    setState: (facilityId, staffId, number, state) =>
      database.transaction(async (tx) => {
        const row = await setState(tx, facilityId, Number(number.slice(PREFIX.length)), state, clock())
        if (row === null) throw new Refusal('not_found')
        audit.record(tx, facilityId, {
          actorId: staffId,
          action: 'care.ticket_changed',
          subjectId: null,
          details: { number, state },
        })
        return ticketOf(row)
      }),
  }
}
