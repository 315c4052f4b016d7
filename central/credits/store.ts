import type { LedgerAccount, Posting } from '../../shared/domain/credits.ts'
import type { Queryable } from '../database/database.ts'

export type TransactionKind = 'purchase' | 'charge' | 'cod' | 'refund'

export interface LedgerTransactionRow {
  readonly id: string
  readonly kind: TransactionKind
  readonly message_id: string | null
  readonly reverses: string | null
  readonly at: Date
}

/** The id of an account; a correspondent's is made when first asked for. */
export async function accountId(db: Queryable, account: LedgerAccount, fresh: string): Promise<string> {
  const owner = account.kind === 'service' ? account.owner : null
  const find = `SELECT id FROM ledger_accounts WHERE kind = $1 AND owner_id IS NOT DISTINCT FROM $2::uuid`
  const found = await db.query<{ id: string }>(find, [account.kind, owner])
  if (found[0] !== undefined) return found[0].id
  await db.query('INSERT INTO ledger_accounts (id, kind, owner_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    fresh,
    account.kind,
    owner,
  ])
  const made = await db.query<{ id: string }>(find, [account.kind, owner])
  if (made[0] === undefined) throw new Error('a ledger account could not be made')
  return made[0].id
}

/** Locks an account, so that what is read of it holds until the commit. */
export async function lockAccount(db: Queryable, id: string): Promise<void> {
  await db.query('SELECT 1 FROM ledger_accounts WHERE id = $1 FOR NO KEY UPDATE', [id])
}

/** The sum of an account's postings. */
export async function balanceOf(db: Queryable, id: string): Promise<number> {
  const rows = await db.query<{ balance: number }>(
    'SELECT coalesce(sum(amount), 0) AS balance FROM postings WHERE account_id = $1',
    [id],
  )
  return rows[0]?.balance ?? 0
}

export async function insertTransaction(
  db: Queryable,
  row: LedgerTransactionRow,
  postings: readonly { readonly accountId: string; readonly amount: number }[],
): Promise<void> {
  await db.query('INSERT INTO ledger_transactions (id, kind, message_id, reverses, at) VALUES ($1, $2, $3, $4, $5)', [
    row.id,
    row.kind,
    row.message_id,
    row.reverses,
    row.at,
  ])
  await db.query(
    'INSERT INTO postings (transaction_id, account_id, amount) SELECT $1, * FROM unnest($2::uuid[], $3::int[])',
    [row.id, postings.map((posting) => posting.accountId), postings.map((posting) => posting.amount)],
  )
}

/** The charge of a message with its postings, or null when nobody has been charged for it. */
export async function chargeOf(
  db: Queryable,
  messageId: string,
): Promise<{ id: string; refunded: boolean; postings: Posting[] } | null> {
  const rows = await db.query<{ id: string; refunded: boolean; kind: string; owner_id: string | null; amount: number }>(
    `SELECT charge.id, account.kind, account.owner_id, posting.amount,
       EXISTS (SELECT 1 FROM ledger_transactions AS refund WHERE refund.reverses = charge.id) AS refunded
     FROM ledger_transactions AS charge
     JOIN postings AS posting ON posting.transaction_id = charge.id
     JOIN ledger_accounts AS account ON account.id = posting.account_id
     WHERE charge.message_id = $1 AND charge.kind IN ('charge', 'cod') ORDER BY posting.id`,
    [messageId],
  )
  const first = rows[0]
  if (first === undefined) return null
  return {
    id: first.id,
    refunded: first.refunded,
    postings: rows.map((row) => ({
      account: (row.owner_id === null ? { kind: row.kind } : { kind: row.kind, owner: row.owner_id }) as LedgerAccount,
      amount: row.amount,
    })),
  }
}

export interface StatementRow {
  readonly id: string
  readonly kind: TransactionKind
  readonly amount: number
  readonly message_id: string | null
  readonly at: Date
}

export function statement(db: Queryable, owner: string, limit: number): Promise<StatementRow[]> {
  return db.query<StatementRow>(
    `SELECT t.id, t.kind, p.amount, t.message_id, t.at
     FROM ledger_accounts AS a JOIN postings AS p ON p.account_id = a.id
     JOIN ledger_transactions AS t ON t.id = p.transaction_id
     WHERE a.kind = 'service' AND a.owner_id = $1 ORDER BY p.id DESC LIMIT $2`,
    [owner, limit],
  )
}
