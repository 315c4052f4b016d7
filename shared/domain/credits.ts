import { MESSAGE_PRICE } from './message.ts'

/**
 * Accounts of the double-entry ledger. A correspondent's service credits, the operator's income from messages, and the
 * outside world from which purchases come. The phone balances `prepaid` and `pin_debit` have no account here: they are
 * shown, never spent.
 */
export type LedgerAccount =
  | { readonly kind: 'service'; readonly owner: string }
  | { readonly kind: 'income' }
  | { readonly kind: 'purchases' }

export interface Posting {
  readonly account: LedgerAccount
  /** Service credits (1 = 1 cent), positive into the account, negative out of it. Never zero. */
  readonly amount: number
}

/** The postings that charge one message to its payer. */
export function chargePostings(payer: string): readonly Posting[] {
  return [
    { account: { kind: 'service', owner: payer }, amount: -MESSAGE_PRICE },
    { account: { kind: 'income' }, amount: MESSAGE_PRICE },
  ]
}

/** The postings that undo a charge: the same with the signs turned. */
export function refundPostings(charge: readonly Posting[]): readonly Posting[] {
  return charge.map((posting) => ({ account: posting.account, amount: -posting.amount }))
}

/** The postings of a purchase of credits that has been paid for. */
export function purchasePostings(buyer: string, credits: number): readonly Posting[] {
  return [
    { account: { kind: 'purchases' }, amount: -credits },
    { account: { kind: 'service', owner: buyer }, amount: credits },
  ]
}

/** Whether the postings of a transaction sum to zero, as every one must. */
export function balanced(postings: readonly Posting[]): boolean {
  return postings.length >= 2 && postings.reduce((sum, posting) => sum + posting.amount, 0) === 0
}
