import type { z } from 'zod'
import type { transaction } from '../../shared/central/operations.correspondents.ts'
import {
  balanced,
  chargePostings,
  type Posting,
  purchasePostings,
  refundPostings,
} from '../../shared/domain/credits.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { MESSAGE_PRICE } from '../../shared/domain/message.ts'
import type { Database, Transaction } from '../database/database.ts'
import { type Clock, instantOf, newId } from '../ports.ts'
import {
  accountId,
  balanceOf,
  chargeOf,
  insertTransaction,
  lockAccount,
  statement,
  type TransactionKind,
} from './store.ts'

export interface CreditService {
  /**
   * Charges a message to its payer: at sending (`charge`) or at opening (`cod`).
   * @throws Refusal insufficient_credits
   */
  charge(tx: Transaction, payer: string, messageId: string, kind: 'charge' | 'cod'): Promise<void>
  /** Gives the charge of a message back to whoever paid it. Returns the credits: 0 where nothing was to give back. */
  refund(tx: Transaction, messageId: string): Promise<number>
  /** Books credits that have been bought and paid for, under the id of the purchase: an id is booked once. */
  purchase(tx: Transaction, buyer: string, credits: number, id?: string): Promise<void>
  /** Service credits of a member or individual. */
  balance(owner: string): Promise<number>
  /** The latest 200 transactions of a member or individual, newest first. */
  statement(owner: string): Promise<z.infer<typeof transaction>[]>
}

/** The double-entry ledger. Nothing here writes a balance: it is the sum of the postings. */
export function creditService(database: Database, clock: Clock): CreditService {
  const book = async (
    tx: Transaction,
    kind: TransactionKind,
    postings: readonly Posting[],
    messageId: string | null,
    reverses: string | null,
    id = newId(clock),
  ): Promise<void> => {
    if (!balanced(postings)) throw new Error('postings that do not balance')
    const rows = []
    for (const posting of postings) {
      rows.push({ accountId: await accountId(tx, posting.account, newId(clock)), amount: posting.amount })
    }
    await insertTransaction(tx, { id, kind, message_id: messageId, reverses, at: clock() }, rows)
  }

  return {
    async charge(tx, payer, messageId, kind) {
      const account = await accountId(tx, { kind: 'service', owner: payer }, newId(clock))
      await lockAccount(tx, account)
      if ((await balanceOf(tx, account)) < MESSAGE_PRICE) throw new Refusal('insufficient_credits')
      await book(tx, kind, chargePostings(payer), messageId, null)
    },
    async refund(tx, messageId) {
      const charge = await chargeOf(tx, messageId)
      if (charge === null || charge.refunded) return 0
      const postings = refundPostings(charge.postings)
      await book(tx, 'refund', postings, messageId, charge.id)
      return postings.reduce((sum, each) => sum + (each.account.kind === 'service' ? each.amount : 0), 0)
    },
    async purchase(tx, buyer, credits, id) {
      await book(tx, 'purchase', purchasePostings(buyer, credits), null, null, id)
    },
    async balance(owner) {
      return balanceOf(database, await accountId(database, { kind: 'service', owner }, newId(clock)))
    },
    async statement(owner) {
      return (await statement(database, owner, 200)).map((row) => ({
        id: row.id,
        kind: row.kind,
        amount: row.amount,
        state: 'posted' as const,
        messageId: row.message_id,
        at: instantOf(row.at),
      }))
    },
  }
}
