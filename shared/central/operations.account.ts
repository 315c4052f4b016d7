import { z } from 'zod'
import { id } from '../domain/ids.ts'
import { operation } from './operation.ts'
import { transaction } from './operations.correspondents.ts'

const none = z.object({})

/** Fewest and most service credits in one purchase (1 credit = 1 cent). */
export const PURCHASE_LEAST = 50
export const PURCHASE_MOST = 50_000

/** Fewest letters and digits by which an individual is looked for. */
export const FIND_LEAST = 3

/** An individual as anybody outside may find them: no housing unit, no status. */
export const foundIndividual = z.object({
  name: z.string(),
  bookingNumber: z.string(),
  facility: z.string(),
  /** Whether a contact can be asked for now. */
  messageable: z.boolean(),
})
export type FoundIndividual = z.infer<typeof foundIndividual>

/** How a payment ended: the final word of the processor. */
export const paymentOutcome = z.enum(['succeeded', 'declined'])
export type PaymentOutcome = z.infer<typeof paymentOutcome>

/** What members and individuals do besides writing: buy credits, find somebody, tidy up. */
export const accountOperations = {
  purchaseCredits: operation({
    method: 'POST',
    path: '/v1/account/purchases',
    audience: 'correspondent',
    summary: 'Buy service credits, once per idempotency key; pending until the payment processor has spoken',
    params: none,
    query: none,
    body: z.object({
      credits: z.int().min(PURCHASE_LEAST).max(PURCHASE_MOST),
      /** The payment processor's name for a card. Card numbers never come here. */
      cardToken: z.string().regex(/^tok_[A-Za-z0-9_]{1,100}$/),
      idempotencyKey: z.string().min(8).max(100),
    }),
    answer: transaction,
    errors: ['payments_unavailable', 'idempotency_mismatch', 'account_deactivated', 'rate_limited'],
  }),
  paymentNotice: operation({
    method: 'POST',
    path: '/v1/payments/notices',
    audience: 'anyone',
    summary: 'The payment processor tells how a payment ended; a repeat changes nothing',
    params: none,
    query: none,
    body: z.object({
      /** The purchase, as it was given to the processor. */
      reference: id,
      outcome: paymentOutcome,
      /** HMAC-SHA256 of "reference outcome" under the shared secret, hexadecimal. */
      signature: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    answer: none,
    errors: ['payments_unavailable', 'payment_signature_wrong', 'not_found'],
  }),
  findIndividuals: operation({
    method: 'GET',
    path: '/v1/individuals',
    audience: 'correspondent',
    summary: 'Find individuals by the beginnings of their names or by the whole booking number, at most 20',
    params: none,
    query: z.object({
      query: z
        .string()
        .trim()
        .max(80)
        .refine((text) => (text.match(/[\p{L}\p{N}]/gu) ?? []).length >= FIND_LEAST),
    }),
    body: none,
    answer: z.object({ individuals: z.array(foundIndividual) }),
    errors: ['forbidden', 'rate_limited', 'account_deactivated'],
  }),
  deleteMessage: operation({
    method: 'DELETE',
    path: '/v1/messages/:messageId',
    audience: 'correspondent',
    summary: "Delete the caller's own copy; the other side's and the facility's stay",
    params: z.object({ messageId: id }),
    query: none,
    body: none,
    answer: none,
    errors: ['not_found'],
  }),
} as const
