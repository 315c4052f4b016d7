import { chargePostings, type Posting, purchasePostings, refundPostings } from '../../shared/domain/credits.ts'
import { MESSAGE_PRICE } from '../../shared/domain/message.ts'
import type { Random } from './random.ts'

/** A ledger transaction with its postings, in the order of time. */
export interface BookedTransaction {
  readonly id: string
  readonly kind: 'purchase' | 'charge' | 'cod' | 'refund'
  readonly messageId: string | null
  readonly reverses: string | null
  readonly at: number
  readonly postings: readonly Posting[]
}

/** Keeps the demo's ledger: nobody ever spends what they have not bought. */
export class DemoBook {
  readonly transactions: BookedTransaction[] = []
  readonly #random: Random
  readonly #balances = new Map<string, number>()
  readonly #charges = new Map<string, BookedTransaction>()

  constructor(random: Random) {
    this.#random = random
  }

  balance(owner: string): number {
    return this.#balances.get(owner) ?? 0
  }

  /** Charges a message; buys credits first where there are too few. */
  charge(owner: string, messageId: string, at: number, kind: 'charge' | 'cod'): void {
    if (this.balance(owner) < MESSAGE_PRICE) this.purchase(owner, this.#random.pick([500, 1_000, 1_000, 2_000]), at)
    const booked = this.#book(kind, messageId, null, at, chargePostings(owner))
    this.#charges.set(messageId, booked)
  }

  purchase(owner: string, credits: number, at: number): void {
    this.#book('purchase', null, null, at, purchasePostings(owner, credits))
  }

  /** Gives the charge of a message back. Returns the credits, 0 where nobody had paid. */
  refund(messageId: string, at: number): number {
    const charge = this.#charges.get(messageId)
    if (charge === undefined) return 0
    this.#charges.delete(messageId)
    this.#book('refund', messageId, charge.id, at, refundPostings(charge.postings))
    return MESSAGE_PRICE
  }

  #book(
    kind: BookedTransaction['kind'],
    messageId: string | null,
    reverses: string | null,
    at: number,
    postings: readonly Posting[],
  ): BookedTransaction {
    const booked = { id: this.#random.id(at), kind, messageId, reverses, at, postings }
    this.transactions.push(booked)
    for (const { account, amount } of postings) {
      if (account.kind === 'service') this.#balances.set(account.owner, this.balance(account.owner) + amount)
    }
    return booked
  }
}
