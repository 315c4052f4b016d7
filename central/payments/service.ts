import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { PaymentOutcome } from '../../shared/central/operations.account.ts'
import type { transaction } from '../../shared/central/operations.correspondents.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { type CallLimit, callLimit } from '../access/calls.ts'
import type { Correspondent, PeopleService } from '../contacts/people.ts'
import type { CreditService } from '../credits/service.ts'
import type { Database } from '../database/database.ts'
import { type Clock, describeError, instantOf, type Logger, newId } from '../ports.ts'
import type { PaymentGateway, PaymentState } from './port.ts'
import { noticeIsSigned, type PaymentNotice } from './signature.ts'
import { claimSilent, find, findByKey, insert, type PurchaseRow, settle, unposted } from './store.ts'

export type PublicTransaction = z.infer<typeof transaction>

export interface Purchase {
  readonly credits: number
  readonly cardToken: string
  readonly idempotencyKey: string
}

export interface PaymentService {
  /**
   * Begins a purchase and asks the processor for the money. A repeat under the same key is answered as it stands.
   * @throws Refusal payments_unavailable, account_deactivated, idempotency_mismatch, rate_limited
   */
  buy(who: Correspondent, purchase: Purchase): Promise<PublicTransaction>
  /**
   * Takes the processor's word on a payment; a repeat changes nothing.
   * @throws Refusal payments_unavailable, payment_signature_wrong, not_found
   */
  notice(notice: PaymentNotice, signature: string): Promise<void>
  /** The latest 200 transactions, newest first: the ledger's, and the purchases that are not in it. */
  history(who: Correspondent): Promise<PublicTransaction[]>
  /** Asks the processor about payments of which it has said nothing for too long. Returns how many. */
  askAgain(): Promise<number>
  /** Waits for the requests under way. */
  close(): Promise<void>
}

const HISTORY = 200
const ASKED_AT_ONCE = 20
const PURCHASES_A_MINUTE = 30

const publicOf = (row: PurchaseRow): PublicTransaction => ({
  id: row.id,
  kind: 'purchase',
  amount: row.credits,
  state: row.state,
  messageId: null,
  at: instantOf(row.settled_at ?? row.requested_at),
})

/** Purchases of service credits: pending until the payment processor has spoken, and then posted once or failed. */
export function paymentService(
  database: Database,
  clock: Clock,
  logger: Logger,
  people: PeopleService,
  credits: CreditService,
  gateway: PaymentGateway | null,
): PaymentService {
  const limit: CallLimit = callLimit(clock, PURCHASES_A_MINUTE, 60_000)
  const underWay = new Set<Promise<void>>()

  const end = (reference: string, outcome: PaymentOutcome): Promise<void> =>
    database.transaction(async (tx) => {
      const state = outcome === 'succeeded' ? 'posted' : 'failed'
      const settled = await settle(tx, reference, state, clock())
      if (settled !== null) {
        if (state === 'posted') await credits.purchase(tx, settled.buyer_id, settled.credits, settled.id)
        return
      }
      const known = await find(tx, reference)
      if (known === null) throw new Refusal('not_found')
      // A processor that changes its word needs a person; what is posted stays posted.
      if (known.state !== state) logger.error('payment_contradicted', { code: known.state })
    })

  const take = async (reference: string, state: PaymentState): Promise<void> => {
    if (state !== 'pending') await end(reference, state)
  }

  /** Not waited for by the buyer: the purchase is pending meanwhile, and stays so when this fails. */
  const ask = (row: Pick<PurchaseRow, 'id' | 'credits' | 'card_token'>, to: PaymentGateway, first: boolean): void => {
    const asking = (async () => {
      const found = first ? 'unknown' : await to.processor.find(row.id)
      // What never arrived is asked for again under the same reference, which the processor takes in once.
      const state =
        found === 'unknown'
          ? await to.processor.pay({ reference: row.id, credits: row.credits, cardToken: row.card_token ?? '' })
          : found
      await take(row.id, state)
    })().catch((error: unknown) => logger.warn('payment_unanswered', describeError(error)))
    underWay.add(asking)
    void asking.then(() => underWay.delete(asking))
  }

  return {
    async buy(who, purchase) {
      if (gateway === null) throw new Refusal('payments_unavailable')
      limit.enter(who.id)
      if (!(await people.isActive(database, who))) throw new Refusal('account_deactivated')
      const bodyHash = createHash('sha256')
        .update(JSON.stringify([purchase.credits, purchase.cardToken]))
        .digest()
      const at = clock()
      const id = newId(clock)
      const fresh = await insert(database, {
        id,
        buyerId: who.id,
        key: purchase.idempotencyKey,
        bodyHash,
        credits: purchase.credits,
        cardToken: purchase.cardToken,
        at,
        askAt: new Date(at.getTime() + gateway.patienceMs),
      })
      const row = await findByKey(database, who.id, purchase.idempotencyKey)
      if (row === null) throw new Error('a purchase without a row')
      if (!row.body_hash.equals(bodyHash)) throw new Refusal('idempotency_mismatch')
      if (fresh) ask(row, gateway, true)
      return publicOf(row)
    },
    async notice(notice, signature) {
      if (gateway === null) throw new Refusal('payments_unavailable')
      if (!noticeIsSigned(notice, signature, gateway.secret)) throw new Refusal('payment_signature_wrong')
      await end(notice.reference, notice.outcome)
    },
    async history(who) {
      const open = (await unposted(database, who.id, HISTORY)).map(publicOf)
      const posted = await credits.statement(who.id)
      return [...open, ...posted].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, HISTORY)
    },
    async askAgain() {
      if (gateway === null) return 0
      const silent = await claimSilent(database, clock(), ASKED_AT_ONCE, gateway.patienceMs)
      for (const row of silent) ask(row, gateway, false)
      return silent.length
    },
    async close() {
      await Promise.all(underWay)
      await gateway?.processor.close()
    },
  }
}
