import { z } from 'zod'
import { errorCode } from '../domain/errors.ts'
import { id, instant } from '../domain/ids.ts'
import { direction, publicLabel } from '../domain/message.ts'
import { bilingual } from '../domain/reasons.ts'
import { contactState } from './entities.ts'
import { operation } from './operation.ts'

const none = z.object({})
const ofContact = z.object({ contactId: id })
const ofMessage = z.object({ messageId: id })

const correspondentSession = z.object({
  accessToken: z.string().min(20),
  accessExpiresAt: instant,
  account: z.object({ id, kind: z.enum(['member', 'individual']), name: z.string(), number: z.string() }),
})

/** A contact as its two people see it. */
export const publicContact = z.object({
  id,
  state: contactState,
  relationship: z.string(),
  with: z.object({ name: z.string(), number: z.string() }),
  requestedAt: instant,
  /** The public text of a denial or revocation. */
  reason: bilingual.nullable(),
})
export type PublicContact = z.infer<typeof publicContact>

/**
 * A message as its two people see it: three labels, no staff, no schedule. `text` is null for the recipient until
 * the message has been opened: what is unread can still be recalled, and unpaid COD shows only that it waits, from
 * whom, and what opening costs.
 */
export const publicMessage = z.object({
  id,
  contactId: id,
  direction,
  mine: z.boolean(),
  label: publicLabel,
  text: z.string().nullable(),
  sentAt: instant,
  deliveredAt: instant.nullable(),
  openedAt: instant.nullable(),
  cod: z.boolean(),
  /** Service credits that opening costs now: 50 for unpaid COD, otherwise 0. */
  costToOpen: z.int().min(0),
  refunded: z.boolean(),
  reason: bilingual.nullable(),
  revises: id.nullable(),
})
export type PublicMessage = z.infer<typeof publicMessage>

/** What happened, for the one it happened to. `reason` is the public text; message text is never in it. */
export const notification = z.object({
  id,
  kind: z.enum([
    'message_rejected',
    'message_delivered',
    'message_overturned',
    /** The reason of a rejection was given wrongly; `reason` is the right one. */
    'message_reason_corrected',
    'contact_approved',
    'contact_denied',
    'contact_revoked',
  ]),
  messageId: id.nullable(),
  contactId: id.nullable(),
  reason: bilingual.nullable(),
  /** Service credits given back, 0 where none were. */
  refund: z.int().min(0),
  at: instant,
})
export type Notification = z.infer<typeof notification>

/** A movement of service credits; a purchase keeps its id from pending to posted or failed. */
export const transaction = z.object({
  id,
  kind: z.enum(['purchase', 'charge', 'refund', 'cod']),
  /** Service credits, positive in, negative out. */
  amount: z.int(),
  /** Only what is posted is in the balance. */
  state: z.enum(['pending', 'posted', 'failed']),
  messageId: id.nullable(),
  at: instant,
})

const sendErrors = [
  'contact_not_approved',
  'communication_restricted',
  'messaging_unsupported',
  'account_deactivated',
  'insufficient_credits',
  'message_empty',
  'message_too_long',
  'message_attachment',
  'message_malformed',
  'idempotency_mismatch',
  'revision_not_allowed',
  'not_found',
] as const

/** What a family site and a kiosk in the housing unit call. Whether the caller is member or individual is in the token. */
export const correspondentOperations = {
  memberSignIn: operation({
    method: 'POST',
    path: '/v1/members/sessions',
    audience: 'anyone',
    summary: 'Sign in a member by member number',
    params: none,
    query: none,
    body: z.object({ memberNumber: z.string().min(1).max(40), password: z.string().min(1).max(200) }),
    answer: correspondentSession,
    errors: ['wrong_credentials', 'account_deactivated'],
  }),
  individualSignIn: operation({
    method: 'POST',
    path: '/v1/individuals/sessions',
    audience: 'anyone',
    summary: 'Sign in an individual at a kiosk by booking number and PIN',
    params: none,
    query: none,
    body: z.object({ bookingNumber: z.string().min(1).max(40), pin: z.string().min(4).max(40) }),
    answer: correspondentSession,
    errors: ['wrong_credentials', 'account_deactivated'],
  }),
  myAccount: operation({
    method: 'GET',
    path: '/v1/account',
    audience: 'correspondent',
    summary: 'The account and its balances, the three kinds apart',
    params: none,
    query: none,
    body: none,
    answer: z.object({
      account: correspondentSession.shape.account,
      balances: z.object({ service: z.int(), prepaid: z.int(), pinDebit: z.int() }),
    }),
    errors: [],
  }),
  myTransactions: operation({
    method: 'GET',
    path: '/v1/account/transactions',
    audience: 'correspondent',
    summary: 'The latest 200 transactions in service credits, newest first',
    params: none,
    query: none,
    body: none,
    answer: z.object({ transactions: z.array(transaction) }),
    errors: [],
  }),
  myNotifications: operation({
    method: 'GET',
    path: '/v1/account/notifications',
    audience: 'correspondent',
    summary: 'The latest 200 notifications, newest first',
    params: none,
    query: none,
    body: none,
    answer: z.object({ notifications: z.array(notification) }),
    errors: [],
  }),
  myContacts: operation({
    method: 'GET',
    path: '/v1/contacts',
    audience: 'correspondent',
    summary: 'The contacts of the caller',
    params: none,
    query: none,
    body: none,
    answer: z.object({ contacts: z.array(publicContact) }),
    errors: [],
  }),
  requestContact: operation({
    method: 'POST',
    path: '/v1/contacts',
    audience: 'correspondent',
    summary: 'A member asks to write to an individual',
    params: none,
    query: none,
    body: z.object({
      bookingNumber: z.string().trim().min(1).max(40),
      relationship: z.string().trim().min(1).max(60),
    }),
    answer: publicContact,
    errors: ['forbidden', 'individual_not_found', 'contact_exists', 'messaging_unsupported', 'account_deactivated'],
  }),
  eligibility: operation({
    method: 'GET',
    path: '/v1/contacts/:contactId/eligibility',
    audience: 'correspondent',
    summary: 'Whether the caller may write now, and if not, why',
    params: ofContact,
    query: none,
    body: none,
    answer: z.object({
      eligible: z.boolean(),
      code: errorCode.nullable(),
      sentence: z.string().nullable(),
      /** Whether the caller may send collect on delivery: an individual may, whatever the credits. */
      cod: z.boolean(),
    }),
    errors: ['not_found'],
  }),
  thread: operation({
    method: 'GET',
    path: '/v1/contacts/:contactId/messages',
    audience: 'correspondent',
    summary: 'The thread, newest first: what the caller sent, and what was delivered to the caller',
    params: ofContact,
    query: z.object({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      /** The oldest message that the caller has: what is older follows. */
      before: id.optional(),
    }),
    body: none,
    answer: z.object({ messages: z.array(publicMessage) }),
    errors: ['not_found'],
  }),
  sendMessage: operation({
    method: 'POST',
    path: '/v1/contacts/:contactId/messages',
    audience: 'correspondent',
    summary: 'Send a message and be charged 50 service credits, once per idempotency key',
    params: ofContact,
    query: none,
    body: z.object({
      text: z.string(),
      idempotencyKey: z.string().min(8).max(100),
      revises: id.optional(),
      /** Only an individual may send collect on delivery. */
      cod: z.boolean().optional(),
    }),
    answer: publicMessage,
    errors: [...sendErrors],
  }),
  openMessage: operation({
    method: 'POST',
    path: '/v1/messages/:messageId/open',
    audience: 'correspondent',
    summary: 'Open a delivered message; an unpaid COD message is charged in the same transaction, once',
    params: ofMessage,
    query: none,
    body: none,
    answer: publicMessage,
    errors: ['not_found', 'message_not_delivered', 'insufficient_credits'],
  }),
} as const
