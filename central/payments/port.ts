import type { PaymentOutcome } from '../../shared/central/operations.account.ts'

/** What the processor is asked to take in. */
export interface PaymentRequest {
  /** The purchase. The processor takes in a payment once for each reference, however often it is asked. */
  readonly reference: string
  /** Service credits: as many cents. */
  readonly credits: number
  readonly cardToken: string
}

/** What is known of a payment: its outcome, or that it is under way. */
export type PaymentState = PaymentOutcome | 'pending'

/** A payment processor. Any call may fail or be lost; nothing is then known of the payment. */
export interface PaymentProcessor {
  /** Asks for a payment. Its final word may come here or as a notice later. Asking again changes nothing. */
  pay(request: PaymentRequest): Promise<PaymentState>
  /** What became of a payment. */
  find(reference: string): Promise<PaymentState | 'unknown'>
  /** Lets go of what it has under way. */
  close(): Promise<void>
}

/** A processor and how it is dealt with. */
export interface PaymentGateway {
  readonly processor: PaymentProcessor
  /** Shared with the processor: notices are signed with it. */
  readonly secret: string
  /** Milliseconds until the processor is asked what became of a payment of which it has said nothing. */
  readonly patienceMs: number
}
