import { z } from 'zod'
import { id, instant } from '../domain/ids.ts'
import { operation } from './operation.ts'

const none = z.object({})

export const ticketState = z.enum(['open', 'in_progress', 'closed'])
export type TicketState = z.infer<typeof ticketState>

/** What customer care is asked. `number` is what the asker is given. */
export const careTicket = z.object({
  number: z.string().regex(/^SP-\d{5,12}$/),
  subject: z.string(),
  text: z.string(),
  contactAddress: z.string(),
  state: ticketState,
  openedAt: instant,
  changedAt: instant,
})
export type CareTicket = z.infer<typeof careTicket>

/** The form to customer care, and what administrators do with what it brings. */
export const careOperations = {
  openTicket: operation({
    method: 'POST',
    path: '/v1/care/tickets',
    audience: 'anyone',
    summary: 'Ask customer care; a ticket number comes back',
    params: none,
    query: none,
    body: z.object({
      subject: z.string().trim().min(1).max(200),
      text: z.string().trim().min(1).max(5_000),
      /** Where the answer goes: an e-mail address or a telephone number. */
      contactAddress: z.string().trim().min(3).max(200),
      /** Whom it is about, where it is about somebody: the ticket goes to that facility. */
      bookingNumber: z.string().trim().min(1).max(40).optional(),
    }),
    answer: careTicket.pick({ number: true }),
    errors: ['rate_limited'],
  }),
  careTickets: operation({
    method: 'GET',
    path: '/v1/facilities/:facilityId/care/tickets',
    audience: 'staff',
    summary: 'Tickets about the facility and those about none, newest first, at most 200',
    params: z.object({ facilityId: id }),
    query: z.object({ state: ticketState.optional() }),
    body: none,
    answer: z.object({ tickets: z.array(careTicket) }),
    errors: ['forbidden', 'wrong_facility'],
  }),
  changeTicket: operation({
    method: 'POST',
    path: '/v1/facilities/:facilityId/care/tickets/:number/state',
    audience: 'staff',
    summary: 'Say how far a ticket is',
    params: z.object({ facilityId: id, number: careTicket.shape.number }),
    query: none,
    body: z.object({ state: ticketState }),
    answer: careTicket,
    errors: ['forbidden', 'wrong_facility', 'not_found'],
  }),
} as const
