import type { Queryable } from '../database/database.ts'

export interface PurchaseRow {
  readonly id: string
  readonly buyer_id: string
  readonly body_hash: Buffer
  readonly credits: number
  readonly card_token: string | null
  readonly state: 'pending' | 'posted' | 'failed'
  readonly requested_at: Date
  readonly settled_at: Date | null
  readonly asked: number
}

export interface NewPurchase {
  readonly id: string
  readonly buyerId: string
  readonly key: string
  readonly bodyHash: Buffer
  readonly credits: number
  readonly cardToken: string
  readonly at: Date
  readonly askAt: Date
}

/** Stores a purchase. False when the buyer has used the key already; waits for one that is just being stored. */
export async function insert(db: Queryable, purchase: NewPurchase): Promise<boolean> {
  const rows = await db.query(
    `INSERT INTO purchases (id, buyer_id, idempotency_key, body_hash, credits, card_token, requested_at, ask_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (buyer_id, idempotency_key) DO NOTHING RETURNING 1`,
    [
      purchase.id,
      purchase.buyerId,
      purchase.key,
      purchase.bodyHash,
      purchase.credits,
      purchase.cardToken,
      purchase.at,
      purchase.askAt,
    ],
  )
  return rows.length > 0
}

export async function findByKey(db: Queryable, buyerId: string, key: string): Promise<PurchaseRow | null> {
  const rows = await db.query<PurchaseRow>('SELECT * FROM purchases WHERE buyer_id = $1 AND idempotency_key = $2', [
    buyerId,
    key,
  ])
  return rows[0] ?? null
}

export async function find(db: Queryable, id: string): Promise<PurchaseRow | null> {
  return (await db.query<PurchaseRow>('SELECT * FROM purchases WHERE id = $1', [id]))[0] ?? null
}

/** Ends a purchase that is pending. Null when it has ended already; of two at once the second waits and gets null. */
export async function settle(
  db: Queryable,
  id: string,
  state: 'posted' | 'failed',
  at: Date,
): Promise<PurchaseRow | null> {
  const rows = await db.query<PurchaseRow>(
    `UPDATE purchases SET state = $2, settled_at = $3, card_token = NULL WHERE id = $1 AND state = 'pending'
     RETURNING *`,
    [id, state, at],
  )
  return rows[0] ?? null
}

/** Takes purchases on which it is time to ask; each process takes others, and the next asking is put off. */
export function claimSilent(db: Queryable, now: Date, limit: number, patienceMs: number): Promise<PurchaseRow[]> {
  return db.query<PurchaseRow>(
    `UPDATE purchases SET asked = asked + 1,
       ask_at = $1::timestamptz + least($3 * power(2, least(asked, 16)), 600000) * interval '1 millisecond'
     WHERE id IN (SELECT id FROM purchases WHERE state = 'pending' AND ask_at <= $1
       ORDER BY ask_at LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING *`,
    [now, limit, patienceMs],
  )
}

/** The purchases of a buyer that are not in the ledger, newest first. */
export function unposted(db: Queryable, buyerId: string, limit: number): Promise<PurchaseRow[]> {
  return db.query<PurchaseRow>(
    `SELECT * FROM purchases WHERE buyer_id = $1 AND state <> 'posted' ORDER BY requested_at DESC, id DESC LIMIT $2`,
    [buyerId, limit],
  )
}
