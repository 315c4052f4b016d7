import { createHmac, timingSafeEqual } from 'node:crypto'
import type { PaymentOutcome } from '../../shared/central/operations.account.ts'

/** What the processor says of a payment that has ended. */
export interface PaymentNotice {
  readonly reference: string
  readonly outcome: PaymentOutcome
}

/** Signs a notice under the shared secret: HMAC-SHA256 of "reference outcome", hexadecimal. */
export function signNotice(notice: PaymentNotice, secret: string): string {
  return createHmac('sha256', secret).update(`${notice.reference} ${notice.outcome}`).digest('hex')
}

/** Whether a signature belongs to a notice, compared in constant time. */
export function noticeIsSigned(notice: PaymentNotice, signature: string, secret: string): boolean {
  const expected = Buffer.from(signNotice(notice, secret), 'hex')
  const given = Buffer.from(signature, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
